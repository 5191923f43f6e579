// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;

/** The type in which gating logits are stored. */
public enum LogitType {
  FP32,
  BF16;

  /**
   * The type of that name, in upper or lower case.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static LogitType of(String name) {
    List<String> names = Arrays.stream(values()).map(LogitType::id).toList();
    return Arrays.stream(values())
        .filter(type -> type.id().equalsIgnoreCase(name.trim()))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("type of logits", name, names));
  }

  /** Name in commands, results and reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
