// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.moebench.gate.Judgement;
import org.moebench.gate.PairLog;
import org.moebench.gate.Policy;
import org.moebench.gate.Procedure;

/** Replays noise models through the gate's decision. */
public final class SyntheticTest {
  /** Deviations of pairs that the targets name. */
  static final List<Double> DEVIATIONS = List.of(0.03, 0.04);

  /** Slowdowns of the power curve. */
  static final List<Double> SLOWDOWNS = List.of(0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20);

  private static final int CELLS = 24;
  private static final int FEW_CELLS = 8;
  private static final double SLOWDOWN = 0.10;
  private static final double SMALL = 0.02;

  /** Least share of 10% slowdowns found at each of {@link #DEVIATIONS}. */
  private static final List<Double> POWER = List.of(0.95, 0.90);

  /** Models under which false alarms have a limit. */
  private static final List<NoiseModel> STEADY =
      List.of(
          NoiseModel.NORMAL,
          NoiseModel.CONTAMINATED,
          NoiseModel.DRIFTING,
          NoiseModel.BIMODAL,
          NoiseModel.SKEWED);

  /** Models under which power has a limit. */
  private static final List<NoiseModel> PLAIN = List.of(NoiseModel.NORMAL, NoiseModel.CONTAMINATED);

  private final Policy policy;
  private final int runs;
  private final long seed;

  /**
   * @param runs gate runs in each scenario
   * @param seed equal seeds give equal results
   */
  public SyntheticTest(Policy policy, int runs, long seed) {
    this.policy = policy;
    this.runs = runs;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param tallies by scenario, in the order they were run
   * @param targets what had to hold
   */
  public record Result(Map<Scenario, Tally> tallies, List<Target> targets) {
    /** Scenarios in which nothing changed, with what came of them. */
    public Map<Scenario, Tally> unchanged() {
      return where(false);
    }

    /** Scenarios with a slowed cell. */
    public Map<Scenario, Tally> slowed() {
      return where(true);
    }

    private Map<Scenario, Tally> where(boolean slowed) {
      Map<Scenario, Tally> chosen = new LinkedHashMap<>();
      tallies.forEach(
          (scenario, tally) -> {
            if (scenario.slowdown() > 0 == slowed) {
              chosen.put(scenario, tally);
            }
          });
      return chosen;
    }
  }

  /**
   * Runs all scenarios.
   *
   * @param progress hears the number of scenarios done and of all
   */
  public Result run(Consumer<String> progress) {
    return run(scenarios(), progress);
  }

  /** Runs those scenarios that {@link #targets} asks for. */
  Result runTargets() {
    return run(asked(), line -> {});
  }

  private Result run(Set<Scenario> scenarios, Consumer<String> progress) {
    Map<Scenario, Tally> tallies = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      progress.accept(
          "simulating %d/%d: %s".formatted(tallies.size() + 1, scenarios.size(), scenario.name()));
      tallies.put(scenario, tally(scenario));
    }
    return new Result(tallies, targets(tallies));
  }

  /** Many gate runs in one world. */
  Tally tally(Scenario scenario) {
    long[] seeds = new SplittableRandom(seed + scenario.name().hashCode()).longs(runs).toArray();
    List<Judgement> judged =
        LongStream.of(seeds).parallel().mapToObj(one -> judge(scenario, one)).toList();
    return Tally.of(judged, scenario.slowdown() > 0 ? SyntheticPairs.slowed() : null);
  }

  private Judgement judge(Scenario scenario, long runSeed) {
    return new Procedure(policy, SyntheticPairs.bias(scenario))
        .run(
            SyntheticPairs.cells(scenario),
            SyntheticPairs.controls(),
            new SyntheticPairs(scenario, runSeed),
            new PairLog());
  }

  private static Set<Scenario> asked() {
    Set<Scenario> asked = new LinkedHashSet<>();
    for (double deviation : DEVIATIONS) {
      STEADY.forEach(model -> asked.add(Scenario.of(model, deviation, CELLS)));
      PLAIN.forEach(model -> asked.add(Scenario.of(model, deviation, CELLS).slowed(SLOWDOWN)));
      PLAIN.forEach(model -> asked.add(Scenario.of(model, deviation, CELLS).slowed(SMALL)));
    }
    return asked;
  }

  private static Set<Scenario> scenarios() {
    Set<Scenario> all = asked();
    for (NoiseModel model : NoiseModel.values()) {
      DEVIATIONS.forEach(deviation -> all.add(Scenario.of(model, deviation, CELLS)));
    }
    PLAIN.forEach(model -> all.add(Scenario.of(model, 0.04, FEW_CELLS)));
    Scenario biased = Scenario.of(NoiseModel.NORMAL, 0.04, CELLS);
    for (double bias : List.of(0.01, 0.02)) {
      all.add(biased.withArmBias(bias));
      all.add(biased.withLayoutBias(bias, false));
      all.add(biased.withLayoutBias(bias, true));
    }
    for (Scenario unchanged : List.copyOf(all)) {
      all.add(unchanged.slowed(SLOWDOWN));
    }
    for (double deviation : DEVIATIONS) {
      SLOWDOWNS.forEach(by -> all.add(curve(deviation, by)));
    }
    return all;
  }

  /** A point of the power curve. */
  static Scenario curve(double deviation, double slowdown) {
    return Scenario.of(NoiseModel.NORMAL, deviation, CELLS).slowed(slowdown);
  }

  private static List<Target> targets(Map<Scenario, Tally> tallies) {
    List<Target> targets = new ArrayList<>();
    for (NoiseModel model : STEADY) {
      for (double deviation : DEVIATIONS) {
        Scenario unchanged = Scenario.of(model, deviation, CELLS);
        targets.add(
            Target.falseAlarms(
                unchanged.name(),
                tallies.get(unchanged),
                Target.FALSE_ALARMS,
                Target.FALSE_ALARMS_AT_MOST));
      }
    }
    for (NoiseModel model : PLAIN) {
      for (double deviation : DEVIATIONS) {
        Scenario unchanged = Scenario.of(model, deviation, CELLS);
        Scenario slowed = unchanged.slowed(SLOWDOWN);
        Scenario small = unchanged.slowed(SMALL);
        double least = POWER.get(DEVIATIONS.indexOf(deviation));
        targets.add(Target.power(slowed.name(), tallies.get(slowed), least));
        targets.add(Target.wrongPass(slowed.name(), tallies.get(slowed)));
        targets.add(Target.smallFlagged(small.name(), tallies.get(small)));
      }
    }
    return targets;
  }
}
