// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One fork of each arm, one right after the other: the unit of every test.
 *
 * @param cell id of the cell
 * @param stage what it is used for
 * @param round round it was measured in, from 0
 * @param headFirst whether the head's fork ran first
 * @param base the base's fork
 * @param head the head's fork
 * @param invalid why it does not count, by the machine's counters and never by the times; {@code
 *     null} if it counts
 */
public record Pair(
    String cell,
    Stage stage,
    int round,
    boolean headFirst,
    ForkTimes base,
    ForkTimes head,
    String invalid) {
  /** Whether it counts. */
  @JsonIgnore
  public boolean valid() {
    return invalid == null;
  }

  /** {@code ln(head / base)}: above 0 if the head is slower. */
  @JsonIgnore
  public double logRatio() {
    return Math.log(head.micros() / base.micros());
  }
}
