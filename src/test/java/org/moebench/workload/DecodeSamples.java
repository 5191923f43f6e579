// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.stream.IntStream;

/** The samples that the references of decode workloads are taken from, for tests elsewhere. */
public final class DecodeSamples {
  private DecodeSamples() {}

  /** Every sequence of a workload's sample as a trace of its own. */
  public static List<GeneratedTrace> traces(DecodeWorkload workload) {
    return IntStream.range(0, workload.sampleSequences())
        .mapToObj(s -> new GeneratedTrace(workload, s, 1, workload.sampleTokens(), 0))
        .toList();
  }

  /** The overlap of adjacent tokens that a layer aims at. */
  public static double overlapTarget(DecodeWorkload workload, int layer) {
    return workload.overlapTarget(layer);
  }
}
