// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;
import java.util.Optional;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.SignedRank;

/**
 * Asks the controls, in which both arms run the same bytes, whether the machine treated the arms
 * alike.
 */
final class Controls {
  /** Chance of a clean control to be taken for a moved one, with few pairs. */
  private static final double FEW_PAIRS = 0.04;

  /** The same with the pairs of a confirmation, where small effects show too. */
  private static final double MANY_PAIRS = 0.001;

  private final Policy policy;

  Controls(Policy policy) {
    this.policy = policy;
  }

  /** Why the run cannot be trusted; empty if it can. */
  Optional<String> moved(List<GateCell> controls, PairLog log) {
    return controls.stream()
        .filter(control -> moved(log.logRatios(control.id(), null)))
        .map(control -> sentence(control, log))
        .findFirst();
  }

  /**
   * A large effect needs little evidence, a small one much: six pairs that all point one way are
   * not rare, and one percent between two arms does not turn a verdict.
   */
  private boolean moved(double[] d) {
    if (d.length == 0) {
      return false;
    }
    double effect = Math.abs(HodgesLehmann.estimate(d));
    double chance = SignedRank.twoSided(d, 0);
    return (effect > Policy.log(policy.controlEffect()) && chance < FEW_PAIRS)
        || (effect > Policy.log(policy.controlEffect()) / 2 && chance < MANY_PAIRS);
  }

  private static String sentence(GateCell control, PairLog log) {
    return "control %s, which no change can touch, came out %s: the machine treated the arms differently"
        .formatted(
            control.id(), Effects.words(HodgesLehmann.estimate(log.logRatios(control.id(), null))));
  }

  CellJudgement judgement(GateCell control, PairLog log, Judge judge) {
    double[] d = log.logRatios(control.id(), null);
    if (d.length == 0) {
      return CellJudgement.without(
          new PairSource.Failure(control.id(), Verdict.UNRESOLVED, "no pairs"));
    }
    int screened = log.logRatios(control.id(), Stage.SCREEN).length;
    boolean moved = moved(d);
    return judge.of(
        control,
        moved ? Verdict.UNRESOLVED : Verdict.PASS,
        d,
        screened,
        d.length - screened,
        null,
        moved ? "moved: see the run's state" : "stood still");
  }
}
