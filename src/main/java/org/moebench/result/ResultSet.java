// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;

/**
 * One run, as stored in {@code results.json}: the only thing that reports and verdicts read.
 *
 * @param schema always {@link #SCHEMA}
 * @param createdAt when the run ended, ISO-8601 UTC
 * @param command the command line that repeats it
 * @param operation the operation measured, for example {@code prefill}
 * @param preset preset name
 * @param seed seed of inputs and of the random order
 * @param rounds rounds planned
 * @param roundsCompleted rounds in which every cell was measured
 * @param complete false when the run was stopped early
 * @param wallSeconds duration of the measuring
 * @param environment machine and JVM
 * @param shape shape of the projection; {@code null} where there is none
 * @param workload token distribution; {@code null} where there is none
 * @param formats weight formats
 * @param ceilings machine ceilings, per round
 * @param cells every cell planned
 * @param routers routers of a routing run; {@code null} in other runs
 * @param models models whose layers are measured; {@code null} in other runs
 */
public record ResultSet(
    String schema,
    String createdAt,
    String command,
    String operation,
    String preset,
    long seed,
    int rounds,
    int roundsCompleted,
    boolean complete,
    double wallSeconds,
    Environment environment,
    Shape shape,
    WorkloadInfo workload,
    List<FormatInfo> formats,
    List<CeilingSample> ceilings,
    List<CellResult> cells,
    List<RouterInfo> routers,
    List<ModelInfo> models) {
  /** Name and version of the file format; the number grows with every incompatible change. */
  public static final String SCHEMA = "moebench.results/1";
}
