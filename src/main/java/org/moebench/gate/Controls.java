// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;
import java.util.Optional;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.SignedRank;

/**
 * Asks the controls, in which both arms run the same bytes, whether the machine treated the arms
 * alike. As with cells, the few pairs of the screen only raise a suspicion, and fresh pairs decide:
 * six pairs that all point one way are not rare.
 */
final class Controls {
  /** Fresh pairs of a suspected control: the least that can reach {@link #CHANCE}. */
  static final int PAIRS = 10;

  /** Chance of a still control to be taken for a moved one, for effects above the policy's. */
  private static final double CHANCE = 0.01;

  /** The same for effects of half that size, which many pairs show too. */
  private static final double SMALLER_CHANCE = 0.001;

  private final Policy policy;

  Controls(Policy policy) {
    this.policy = policy;
  }

  /** Controls whose screen asks for fresh pairs. */
  List<GateCell> suspected(List<GateCell> controls, PairLog log) {
    return controls.stream()
        .filter(control -> effect(log.logRatios(control.id(), Stage.SCREEN)) > most())
        .toList();
  }

  /** Why the run cannot be trusted, by fresh pairs; empty if it can. */
  Optional<String> moved(List<GateCell> controls, PairLog log) {
    return controls.stream()
        .filter(control -> moved(log.logRatios(control.id(), Stage.CONFIRM)))
        .map(control -> sentence(control, log))
        .findFirst();
  }

  private double most() {
    return Policy.log(policy.controlEffect());
  }

  private static double effect(double[] d) {
    return d.length == 0 ? 0 : Math.abs(HodgesLehmann.estimate(d));
  }

  private boolean moved(double[] d) {
    if (d.length == 0 || effect(d) <= most() / 2) {
      return false;
    }
    double chance = SignedRank.twoSided(d, 0);
    return chance <= (effect(d) > most() ? CHANCE : SMALLER_CHANCE);
  }

  private static String sentence(GateCell control, PairLog log) {
    double[] d = log.logRatios(control.id(), Stage.CONFIRM);
    return "control %s, which no change can touch, came out %s: the machine treated the arms differently"
        .formatted(control.id(), Effects.words(HodgesLehmann.estimate(d)));
  }

  /** What is shown of a control. */
  CellJudgement judgement(GateCell control, PairLog log, Judge judge) {
    double[] d = log.logRatios(control.id(), null);
    if (d.length == 0) {
      return CellJudgement.without(
          new PairSource.Failure(control.id(), Verdict.UNRESOLVED, "no pairs"));
    }
    int screened = log.logRatios(control.id(), Stage.SCREEN).length;
    boolean moved = moved(log.logRatios(control.id(), Stage.CONFIRM));
    return judge.of(
        control,
        moved ? Verdict.UNRESOLVED : Verdict.PASS,
        d,
        screened,
        d.length - screened,
        null,
        moved ? "moved" : "did not move");
  }
}
