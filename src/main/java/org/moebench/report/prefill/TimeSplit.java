// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.result.CellResult;

/**
 * Where the time of one call goes. Packing, dequantization and launches were measured alone, on the
 * same data; the multiply is what remains of the call.
 *
 * @param cell the call
 * @param parts milliseconds of each part, by {@link #PACK}, {@link #DEQUANTIZE}, {@link #LAUNCHES};
 *     a part that was not measured is missing
 * @param rest the call's median minus the parts; negative if the parts alone take longer
 */
record TimeSplit(CellResult cell, Map<String, Double> parts, double rest) {
  static final String PACK = "pack activations";
  static final String DEQUANTIZE = "dequantize";
  static final String LAUNCHES = "launches";
  static final String MULTIPLY = "multiply (the rest)";

  /** The splits of a format's per-expert and grouped cells; empty if no part was measured. */
  static List<TimeSplit> of(PrefillCells cells, String format) {
    List<TimeSplit> splits = new ArrayList<>();
    for (Strategy strategy : List.of(Strategy.PER_EXPERT, Strategy.GROUPED)) {
      cells
          .best(format, strategy)
          .map(cell -> of(cells, cell))
          .filter(split -> !split.parts().isEmpty())
          .ifPresent(splits::add);
    }
    return splits;
  }

  /** Cost of one empty launch in µs, measured directly. */
  static Optional<Double> emptyLaunch(PrefillCells cells) {
    return cells
        .part("launches")
        .filter(part -> part.launches() != null && part.launches() > 0)
        .map(part -> part.median() / part.launches() * 1e3);
  }

  private static TimeSplit of(PrefillCells cells, CellResult cell) {
    Map<String, Double> parts = new LinkedHashMap<>();
    cells.part("pack").ifPresent(part -> parts.put(PACK, part.median()));
    cells
        .part(cell.format() + "/dequantize")
        .ifPresent(part -> parts.put(DEQUANTIZE, part.median()));
    if (cell.launches() != null) {
      emptyLaunch(cells).ifPresent(cost -> parts.put(LAUNCHES, cost * cell.launches() / 1e3));
    }
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new TimeSplit(cell, parts, cell.median() - sum);
  }
}
