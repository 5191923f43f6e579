// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.swiglu.SwigluVariant;

/** The variants of a run in the order of their registry. */
final class Variants {
  /** What every other is compared with. */
  static final String UNFUSED = SwigluVariant.UNFUSED.id();

  private static final List<String> KNOWN =
      Arrays.stream(SwigluVariant.values())
          .filter(variant -> variant != SwigluVariant.REFERENCE)
          .map(SwigluVariant::id)
          .toList();

  private Variants() {}

  /** Place of a variant; those that are not registered stand last. */
  static int rank(String name) {
    int index = KNOWN.indexOf(name);
    return index < 0 ? KNOWN.size() : index;
  }

  /** What each registered variant of a run does; empty if there is none. */
  static String descriptions(List<String> names) {
    String texts =
        Arrays.stream(SwigluVariant.values())
            .filter(variant -> names.contains(variant.id()))
            .map(variant -> variant.id() + " is " + variant.description())
            .collect(Collectors.joining("; "));
    return texts.isEmpty() ? "" : " Variants: " + texts + ".";
  }
}
