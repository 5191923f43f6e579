// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes of weights a variant holds.
 *
 * @param cell the first cell of the variant that says it
 * @param held bytes of weights
 * @param unfused bytes that unfused holds; empty if unknown
 */
record Memory(SwigluCell cell, long held, Optional<Long> unfused) {
  /** One for each model, format and variant that says it. */
  static List<Memory> of(SwigluCells cells) {
    Map<String, SwigluCell> first = new LinkedHashMap<>();
    for (SwigluCell cell : cells.all()) {
      if (cell.heldBytes().isPresent()) {
        first.putIfAbsent(key(cell, cell.variant()), cell);
      }
    }
    List<Memory> all = new ArrayList<>();
    for (SwigluCell cell : first.values()) {
      Optional<Long> unfused =
          Optional.ofNullable(first.get(key(cell, Variants.UNFUSED)))
              .flatMap(SwigluCell::heldBytes);
      all.add(new Memory(cell, cell.heldBytes().orElseThrow(), unfused));
    }
    return all;
  }

  private static String key(SwigluCell cell, String variant) {
    return cell.setting().model() + "\n" + cell.setting().format() + "\n" + variant;
  }

  /** Held bytes over those of unfused; NaN if unknown. */
  double overUnfused() {
    return unfused
        .filter(bytes -> bytes > 0)
        .map(bytes -> (double) held / bytes)
        .orElse(Double.NaN);
  }
}
