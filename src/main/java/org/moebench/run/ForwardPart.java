// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;

/** What of a forward pass a cell measures. */
public enum ForwardPart {
  /** The prefill step and the decode steps that follow it. */
  FORWARD,
  /** The prefill step alone. */
  PREFILL,
  /** The decode steps alone. */
  DECODE;

  /** Name in commands and results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has the prefill step. */
  boolean prefills() {
    return this != DECODE;
  }

  /** Whether it has the decode steps. */
  boolean decodes() {
    return this != PREFILL;
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ForwardPart::id).toList();
  }

  /**
   * The part of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static ForwardPart of(String name) {
    return Arrays.stream(values())
        .filter(part -> part.id().equals(name))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("part", name, names()));
  }
}
