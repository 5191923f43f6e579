// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.GateCell;

/**
 * Both sides, ready to be copied and measured.
 *
 * @param base jar of the side compared with
 * @param head jar of the side that is judged
 * @param baseInfo what the base is
 * @param headInfo what the head is
 * @param seconds duration of the builds
 */
public record BuiltArms(
    BenchmarkJar base, BenchmarkJar head, ArmInfo baseInfo, ArmInfo headInfo, double seconds) {
  /** Whether both are the same bytes, so that a difference could only be noise. */
  public boolean identical() {
    return base.sha256().equals(head.sha256());
  }

  /**
   * Refuses a jar that has none of the benchmarks.
   *
   * @throws UserError INCOMPARABLE if the base is older than the cells, BAD_INPUT if the head lacks
   *     them
   */
  public void requireAnyOf(List<GateCell> cells) {
    if (cells.stream().noneMatch(head::has)) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "%s has none of the benchmarks to measure: give a jar of this version of the suite"
              .formatted(head.path()));
    }
    if (cells.stream().noneMatch(base::has)) {
      throw new UserError(
          ExitStatus.INCOMPARABLE,
          "base %s is older than the gate's benchmarks (it has no %s): choose a later one"
              .formatted(
                  baseInfo.commit().equals(ArmInfo.UNKNOWN) ? base.path() : baseInfo.label(),
                  cells.get(0).benchmark()));
    }
  }
}
