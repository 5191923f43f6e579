// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;

/** How the rows of a forward pass come to experts. */
public enum ForwardRouting {
  /**
   * As intel/auto-round's test_moe_model_perf.py has it, in every layer alike: the prompt's rows
   * spread evenly, the remainder to the first experts; in decode step s one row each for experts
   * {@code 2s} and {@code 2s + 1} modulo E.
   */
  PUBLISHED,

  /** By a decode workload: every token takes k experts, in every layer others. */
  REALISTIC;

  /** Name in commands and results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ForwardRouting::id).toList();
  }

  /**
   * The routing of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name if there is none
   */
  public static ForwardRouting of(String name) {
    return Arrays.stream(values())
        .filter(routing -> routing.id().equals(name))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("routing", name, names()));
  }
}
