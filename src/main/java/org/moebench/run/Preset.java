// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;

/**
 * How much to run. What that means is said by each operation, for example {@link PrefillScale}, and
 * can be overridden by options.
 */
public enum Preset {
  /** A minute, for tests of the whole way. */
  SMOKE,
  /** Minutes: the default. */
  QUICK,
  /** As published, however long it takes. */
  FULL;

  /**
   * The preset of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static Preset of(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.id().equalsIgnoreCase(name.trim()))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("preset", name, names()));
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Preset::id).toList();
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
