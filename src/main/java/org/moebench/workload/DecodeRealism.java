// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a decode workload shows the statistics it should. */
public final class DecodeRealism {
  private DecodeRealism() {}

  /**
   * Draws the sample of sequences that a workload's file names and compares its statistics with the
   * reference, within the tolerances that {@code datasets/README.md} states.
   *
   * @return a check for every reference given, in the order of the file; none for a resized
   *     workload
   */
  public static List<Realism.Check> check(DecodeWorkload workload) {
    if (workload.reference().isEmpty()) {
      return List.of();
    }
    List<RoutingTrace> sample = sample(workload);
    List<Realism.Check> checks = new ArrayList<>();
    workload
        .reference()
        .forEach(
            (name, reference) ->
                checks.add(TraceStatistic.parse(name).check(workload, sample, reference)));
    return List.copyOf(checks);
  }

  /** The sequences that the statistics of a workload are taken from. */
  static List<RoutingTrace> sample(DecodeWorkload workload) {
    return IntStream.range(0, workload.sampleSequences())
        .parallel()
        .mapToObj(sequence -> workload.trace(sequence, workload.sampleTokens()))
        .toList();
  }
}
