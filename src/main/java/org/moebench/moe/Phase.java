// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** What a caller tells the {@link Dispatcher} of the step it computes. */
public enum Phase {
  /** Few rows per expert: the decode kernel. */
  DECODE,
  /** Many rows per expert: the prefill kernel. */
  PREFILL,
  /** Nothing: a rule looks at the rows. */
  AUTO;

  /** Name in commands and results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The phase of that name.
   *
   * @throws UserError USAGE if there is none
   */
  public static Phase of(String name) {
    return Arrays.stream(values())
        .filter(phase -> phase.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ExitStatus.USAGE,
                    "phase '%s': expected %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Phase::id)
                                .collect(Collectors.joining(", ")))));
  }
}
