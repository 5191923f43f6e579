// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.moebench.stats.Estimate;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.PairPower;

/** Turns the log-ratios of one cell into what is said of it. */
final class Judge {
  /** Level of the bound that must lie below the guard before a cell passes. */
  private static final double PASS_LEVEL = 0.95;

  private static final double INTERVAL_LEVEL = 0.95;

  /** More pairs than this are not worth asking for. */
  private static final int MOST_PAIRS = 500;

  /** An effect so many times the noise is judged however noisy the cell is. */
  private static final double PLAIN = 3;

  private final Policy policy;
  private final Map<String, Double> bias;

  Judge(Policy policy, Map<String, Double> bias) {
    this.policy = policy;
    this.bias = bias;
  }

  /** Least effect that counts: a cell that differs between identical jars must differ by more. */
  double margin(GateCell cell) {
    return Math.max(Policy.log(policy.effect()), 2 * bias.getOrDefault(cell.id(), 0.0));
  }

  boolean quarantined(GateCell cell) {
    return bias.getOrDefault(cell.id(), 0.0) > Policy.log(policy.mostBias());
  }

  boolean tooNoisy(double[] d) {
    double noise = PairPower.noise(d);
    return noise > policy.mostNoise() && Math.abs(HodgesLehmann.estimate(d)) < PLAIN * noise;
  }

  /**
   * PASS if it is shown not to be slower by the guard, else UNRESOLVED. What identical jars differ
   * by may have hidden as much of a slowdown.
   */
  CellJudgement withoutEffect(GateCell cell, double[] d, int screened, int confirmed, Double p) {
    double most = HodgesLehmann.upperBound(d, PASS_LEVEL) + bias.getOrDefault(cell.id(), 0.0);
    if (tooNoisy(d)) {
      String reason =
          "pairs deviate by %.0f%%, more than the %.0f%% up to which cells are judged"
              .formatted(100 * PairPower.noise(d), 100 * policy.mostNoise());
      return of(cell, Verdict.UNRESOLVED, d, screened, confirmed, p, reason);
    }
    if (most < Policy.log(policy.guard())) {
      String reason =
          most <= 0 ? "not slower" : "slower by %s at most (95%%)".formatted(Effects.size(most));
      return of(cell, Verdict.PASS, d, screened, confirmed, p, reason);
    }
    return of(cell, Verdict.UNRESOLVED, d, screened, confirmed, p, resolution(cell, d));
  }

  /** What these pairs could have seen, and how many would be needed. */
  String resolution(GateCell cell, double[] d) {
    double noise = PairPower.noise(d);
    if (Double.isNaN(noise)) {
      return "too few pairs";
    }
    double seen = PairPower.detectable(margin(cell), policy.alpha(), noise, d.length);
    OptionalInt needed = needed(cell, noise);
    return String.format(
        Locale.ROOT,
        "could have seen %s with 80%% power; %s to see %.0f%%",
        Effects.size(seen),
        needed.isPresent() ? "needs about " + needed.getAsInt() + " pairs" : "more than 500 pairs",
        100 * policy.guard());
  }

  private OptionalInt needed(GateCell cell, double noise) {
    double guard = Policy.log(policy.guard());
    return PairPower.pairsNeeded(margin(cell), policy.alpha(), noise, guard, MOST_PAIRS);
  }

  /** The judgement with all its figures. */
  CellJudgement of(
      GateCell cell,
      Verdict verdict,
      double[] d,
      int screened,
      int confirmed,
      Double p,
      String reason) {
    if (d.length == 0) {
      return new CellJudgement(
          cell.id(), verdict, null, null, null, margin(cell), null, 0, 0, p, null, null, reason);
    }
    Estimate interval = HodgesLehmann.interval(d, INTERVAL_LEVEL);
    double noise = PairPower.noise(d);
    boolean known = !Double.isNaN(noise);
    OptionalInt needed = known ? needed(cell, noise) : OptionalInt.empty();
    return new CellJudgement(
        cell.id(),
        verdict,
        HodgesLehmann.estimate(d),
        finite(interval.low()),
        finite(interval.high()),
        margin(cell),
        known ? noise : null,
        screened,
        confirmed,
        p,
        known ? PairPower.detectable(margin(cell), policy.alpha(), noise, d.length) : null,
        needed.isPresent() ? needed.getAsInt() : null,
        reason);
  }

  private static Double finite(double bound) {
    return Double.isFinite(bound) ? bound : null;
  }
}
