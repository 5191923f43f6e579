// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.Holm;
import org.moebench.stats.SignedRank;

/**
 * The second stage: candidates against a null hypothesis that already grants them the least effect,
 * on fresh pairs, corrected for the number of candidates and of looks.
 *
 * <p>Because no pair of the screen is used, choosing the candidates by the screen does not spoil
 * the p-values, and only the candidates count for the correction.
 */
final class Confirmation {
  private static final double CLEAR_LEVEL = 0.95;

  private final Policy policy;
  private final Judge judge;
  private final Direction direction;
  private final PairLog log;
  private final Map<String, Double> pValues = new LinkedHashMap<>();
  private final Set<String> confirmed = new HashSet<>();
  private final List<PairSource.Failure> failures = new ArrayList<>();
  private boolean stopped;
  private String unfit;

  Confirmation(Policy policy, Judge judge, Direction direction, PairLog log) {
    this.policy = policy;
    this.judge = judge;
    this.direction = direction;
    this.log = log;
  }

  /**
   * Tests candidates as far as the budget goes.
   *
   * @param candidates most suspicious first
   */
  void run(List<GateCell> candidates, List<GateCell> controls, PairSource source) {
    List<GateCell> tested = affordable(candidates, controls, source);
    List<GateCell> open = tested;
    int done = 0;
    for (int look = 0; look < policy.looks().size() && !open.isEmpty(); look++) {
      int more = policy.looks().get(look) - done;
      List<GateCell> measured = new ArrayList<>(open);
      measured.addAll(controls);
      if (look > 0 && !source.affords(measured, more)) {
        return;
      }
      PairSource.Measured result = source.measure(measured, Stage.CONFIRM, more);
      log.add(result.pairs());
      failures.addAll(result.failures());
      stopped = result.stopped();
      unfit = result.unfit();
      if (stopped || unfit != null) {
        return;
      }
      done = policy.looks().get(look);
      tested = tested.stream().filter(this::hasPairs).toList();
      test(tested, policy.alpha() * policy.spend().get(look));
      open = tested.stream().filter(this::isOpen).toList();
    }
  }

  private List<GateCell> affordable(
      List<GateCell> candidates, List<GateCell> controls, PairSource source) {
    for (int count = candidates.size(); count > 0; count--) {
      List<GateCell> measured = new ArrayList<>(candidates.subList(0, count));
      measured.addAll(controls);
      if (source.affords(measured, policy.looks().get(0))) {
        return candidates.subList(0, count);
      }
    }
    return List.of();
  }

  /** One that failed in between is not tested, whatever pairs it had. */
  private boolean hasPairs(GateCell cell) {
    return failures.stream().noneMatch(failure -> failure.cell().equals(cell.id()));
  }

  private void test(List<GateCell> tested, double level) {
    if (tested.isEmpty()) {
      return;
    }
    double[] raw =
        tested.stream()
            .mapToDouble(cell -> SignedRank.greater(logRatios(cell), judge.margin(cell)))
            .toArray();
    double[] adjusted = Holm.adjust(raw);
    for (int i = 0; i < adjusted.length; i++) {
      GateCell cell = tested.get(i);
      pValues.put(cell.id(), adjusted[i]);
      boolean large = HodgesLehmann.estimate(logRatios(cell)) >= Policy.log(policy.reported());
      if (adjusted[i] <= level && large && !judge.tooNoisy(logRatios(cell))) {
        confirmed.add(cell.id());
      }
    }
  }

  /** Neither confirmed nor shown to be smaller than what would be reported. */
  private boolean isOpen(GateCell cell) {
    return !confirmed.contains(cell.id())
        && HodgesLehmann.upperBound(logRatios(cell), CLEAR_LEVEL) >= Policy.log(policy.reported());
  }

  private double[] logRatios(GateCell cell) {
    return direction.of(log.logRatios(cell.id(), Stage.CONFIRM));
  }

  boolean wasTested(GateCell cell) {
    return pValues.containsKey(cell.id());
  }

  boolean isConfirmed(GateCell cell) {
    return confirmed.contains(cell.id());
  }

  Double pValue(GateCell cell) {
    return pValues.get(cell.id());
  }

  List<PairSource.Failure> failures() {
    return failures;
  }

  boolean stopped() {
    return stopped;
  }

  String unfit() {
    return unfit;
  }
}
