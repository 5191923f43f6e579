// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;

/**
 * A whole gate run, as kept in {@code gate.json}: every page and verdict can be made from it again.
 *
 * @param schema {@link #SCHEMA}
 * @param created when it began, ISO 8601
 * @param command the command line that repeats it
 * @param mode what the head was compared with
 * @param seed seed of all random orders and resamples
 * @param policy the numbers of the test
 * @param base the side compared with
 * @param head the side that is judged
 * @param fingerprint where it was measured
 * @param wallSeconds duration of the measuring, builds not included
 * @param buildSeconds duration of the builds
 * @param cells what was judged
 * @param controls what no change can touch
 * @param dropped what the time budget left out, or the user
 * @param pairs all pairs, also those that do not count
 * @param judgement what was found
 * @param waived waivers that apply to a regression of this run
 * @param outcome exit status and headline
 */
public record GateRun(
    String schema,
    String created,
    String command,
    Mode mode,
    long seed,
    Policy policy,
    ArmInfo base,
    ArmInfo head,
    Fingerprint fingerprint,
    double wallSeconds,
    double buildSeconds,
    List<GateCell> cells,
    List<GateCell> controls,
    List<Dropped> dropped,
    List<Pair> pairs,
    Judgement judgement,
    List<Waiver> waived,
    GateOutcome outcome) {
  /** Schema of this version. */
  public static final String SCHEMA = "moebench.gate/1";

  /**
   * A cell that was not measured.
   *
   * @param reason for example {@code does not fit --budget 10m}
   */
  public record Dropped(String cell, String reason) {}
}
