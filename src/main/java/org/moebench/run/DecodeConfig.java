// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.DecodeWorkload;

/**
 * A run of decoding, or a search for crossovers, with every choice made and checked.
 *
 * @param operation {@link DecodeCells#DECODE} or {@link DecodeCells#TUNE}
 * @param preset the preset it started from
 * @param distinct cells with distinct experts
 * @param matrices how many matrices those take their experts from
 * @param traces cells that follow decode workloads
 * @param workloads the decode workloads of these by name, in the order of the report
 * @param dispatch numbers of experts for which the cost of dispatching is measured
 * @param workspaces formats in which the workspace cache is measured
 * @param cacheBytes size of the largest cache, which weights are to exceed; 0 if unknown
 * @param tuningFile file of this machine's crossovers, which a search writes
 * @param tuning what the tuned strategy goes by; in a search, what the file holds already
 * @param workers workers of every launch
 * @param seed seed of inputs and orders
 * @param timing how long a fork measures
 * @param budget how many rounds
 * @param out output folder
 * @param cache folder of the weight files
 */
public record DecodeConfig(
    String operation,
    Preset preset,
    List<DistinctGrid> distinct,
    DecodeScale.Matrices matrices,
    List<TraceGrid> traces,
    Map<String, Traced> workloads,
    List<Integer> dispatch,
    List<QuantFormat> workspaces,
    long cacheBytes,
    Path tuningFile,
    TuningChoice tuning,
    int workers,
    long seed,
    Timing timing,
    RoundBudget budget,
    Path out,
    Path cache) {
  /**
   * A decode workload of a run.
   *
   * @param spec as forks are told
   * @param workload its routing
   * @param shape gate or up projection of an expert of its model, divided as asked for
   */
  public record Traced(DecodeSpec spec, DecodeWorkload workload, ProjectionShape shape) {}
}
