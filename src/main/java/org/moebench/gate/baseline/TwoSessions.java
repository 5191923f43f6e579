// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Effects;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;
import org.moebench.stats.Estimate;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.Holm;
import org.moebench.stats.PairPower;
import org.moebench.stats.RankSum;

/**
 * The test of forks from two sessions, which are no pairs: exact rank-sum tests against a null
 * hypothesis that grants the least effect, Holm over all cells, each direction for itself.
 */
final class TwoSessions {
  private static final double INTERVAL_LEVEL = 0.95;

  /** A two-sided interval of this level ends at the one-sided 95% bound. */
  private static final double BOUND_LEVEL = 0.90;

  /** Chance of a reference that stood still to be taken for a moved one. */
  private static final double CONTROL_CHANCE = 0.04;

  private static final int MOST_PAIRS = 500;

  private final Policy policy;
  private final double effect;
  private final Map<String, Double> bias;

  /**
   * @param effect least effect that counts, as a ratio minus one
   * @param bias known difference between identical jars by cell, as a log-ratio
   */
  TwoSessions(Policy policy, double effect, Map<String, Double> bias) {
    this.policy = policy;
    this.effect = effect;
    this.bias = bias;
  }

  /**
   * One value per fork, as logarithm.
   *
   * @param id of the cell or control
   */
  record Samples(String id, double[] then, double[] now) {
    double shift() {
      return HodgesLehmann.shift(then, now);
    }

    /** Deviation of the difference between one fork of each; NaN for fewer than 3 forks. */
    double noise() {
      return Math.hypot(PairPower.noise(then), PairPower.noise(now));
    }

    int count() {
      return Math.min(then.length, now.length);
    }
  }

  /** References between the sessions: PASS, or UNRESOLVED if one moved. */
  List<CellJudgement> controls(List<Samples> references) {
    return references.stream().map(this::control).toList();
  }

  private CellJudgement control(Samples samples) {
    boolean moved =
        Math.abs(samples.shift()) > Math.log1p(policy.controlEffect())
            && RankSum.twoSided(samples.then(), samples.now()) < CONTROL_CHANCE;
    return moved
        ? of(samples, Verdict.UNRESOLVED, null, "became " + Effects.words(samples.shift()))
        : of(samples, Verdict.PASS, null, "stood still");
  }

  /**
   * Judges cells.
   *
   * @param contaminated whether nothing can be said of any
   */
  List<CellJudgement> judge(List<Samples> cells, boolean contaminated) {
    if (cells.isEmpty()) {
      return List.of();
    }
    if (contaminated) {
      String why = "not judged: a control moved";
      return cells.stream().map(cell -> of(cell, Verdict.UNRESOLVED, null, why)).toList();
    }
    double[] slower =
        adjusted(cells, cell -> RankSum.greater(cell.then(), cell.now(), margin(cell)));
    double[] faster =
        adjusted(cells, cell -> RankSum.greater(cell.now(), cell.then(), margin(cell)));
    return IntStream.range(0, cells.size())
        .mapToObj(i -> judge(cells.get(i), slower[i], faster[i], cells.size()))
        .toList();
  }

  private static double[] adjusted(List<Samples> cells, ToDoubleFunction<Samples> pValue) {
    return Holm.adjust(cells.stream().mapToDouble(pValue).toArray());
  }

  private CellJudgement judge(Samples cell, double slower, double faster, int cells) {
    double known = bias.getOrDefault(cell.id(), 0.0);
    if (known > Math.log1p(policy.mostBias())) {
      String why = "identical jars differ here by up to " + Effects.size(known);
      return of(cell, Verdict.QUARANTINED, null, why);
    }
    boolean large = Math.abs(cell.shift()) >= Math.log1p(policy.reported());
    double p = cell.shift() >= 0 ? slower : faster;
    if (large && p <= policy.alpha()) {
      Verdict verdict = cell.shift() > 0 ? Verdict.REGRESSION : Verdict.IMPROVEMENT;
      String why =
          String.format(
              Locale.ROOT, "%s than its baseline (p = %.2g)", Effects.words(cell.shift()), p);
      return of(cell, verdict, p, why);
    }
    double most = HodgesLehmann.shiftInterval(cell.then(), cell.now(), BOUND_LEVEL).high();
    if (most < Math.log1p(policy.guard())) {
      String why =
          most <= 0 ? "not slower" : "slower by %s at most (95%%)".formatted(Effects.size(most));
      return of(cell, Verdict.PASS, p, why);
    }
    return of(cell, Verdict.UNRESOLVED, p, resolution(cell, cells));
  }

  private double margin(Samples cell) {
    return Math.max(Math.log1p(effect), 2 * bias.getOrDefault(cell.id(), 0.0));
  }

  private String resolution(Samples cell, int cells) {
    double least = Math.min(1, cells * leastPValue(cell.then().length, cell.now().length));
    if (least > policy.alpha()) {
      return "%d forks cannot show any change among %d cells: use more (--thorough)"
          .formatted(cell.count(), cells);
    }
    double noise = cell.noise();
    if (Double.isNaN(noise)) {
      return "too few forks";
    }
    double seen = PairPower.detectable(margin(cell), policy.alpha(), noise, cell.count());
    return "could have seen " + Effects.size(seen) + " with 80% power";
  }

  /** That of samples of which every one of the second lies above all of the first. */
  private static double leastPValue(int first, int second) {
    double[] below = IntStream.range(0, first).asDoubleStream().toArray();
    double[] above = IntStream.range(first, first + second).asDoubleStream().toArray();
    return RankSum.greater(below, above, 0);
  }

  private CellJudgement of(Samples cell, Verdict verdict, Double p, String reason) {
    Estimate interval = HodgesLehmann.shiftInterval(cell.then(), cell.now(), INTERVAL_LEVEL);
    double noise = cell.noise();
    boolean known = !Double.isNaN(noise);
    OptionalInt needed =
        known
            ? PairPower.pairsNeeded(
                margin(cell), policy.alpha(), noise, Math.log1p(policy.guard()), MOST_PAIRS)
            : OptionalInt.empty();
    return new CellJudgement(
        cell.id(),
        verdict,
        cell.shift(),
        finite(interval.low()),
        finite(interval.high()),
        margin(cell),
        known ? noise : null,
        cell.now().length,
        0,
        p,
        known ? PairPower.detectable(margin(cell), policy.alpha(), noise, cell.count()) : null,
        needed.isPresent() ? needed.getAsInt() : null,
        reason);
  }

  private static Double finite(double bound) {
    return Double.isFinite(bound) ? bound : null;
  }
}
