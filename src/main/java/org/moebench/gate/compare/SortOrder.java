// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.Arrays;
import java.util.Locale;
import org.moebench.fault.NearestName;

/** Order of the rows. */
public enum SortOrder {
  /** By benchmark, and within it as in the files. */
  NAME,
  /** What became slowest first. */
  EFFECT;

  /**
   * The order of a name in lower case.
   *
   * @throws org.moebench.fault.UserError USAGE if there is none
   */
  public static SortOrder of(String name) {
    return Arrays.stream(values())
        .filter(order -> order.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                NearestName.unknown(
                    "order", name, Arrays.stream(values()).map(SortOrder::text).toList()));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
