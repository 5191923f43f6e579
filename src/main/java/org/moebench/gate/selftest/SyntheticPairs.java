// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.run.Timing;
import org.moebench.stats.NormalQuantile;

/** Pairs of one simulated run. */
final class SyntheticPairs implements PairSource {
  /** Time of every cell; only ratios matter. */
  private static final double MICROS = 100;

  private final SplittableRandom random;
  private final NoiseModel.PairNoise noise;
  private final Map<String, Double> effects = new HashMap<>();
  private int round;

  SyntheticPairs(Scenario scenario, long seed) {
    this.random = new SplittableRandom(seed);
    this.noise = scenario.model().start(scenario.deviation(), random);
    double arm = scenario.armBias() * random.nextGaussian();
    for (GateCell control : controls()) {
      effects.put(control.id(), arm);
    }
    for (GateCell cell : cells(scenario)) {
      effects.put(cell.id(), arm + scenario.layoutBias() * random.nextGaussian());
    }
    effects.merge(slowed(), Math.log1p(scenario.slowdown()), Double::sum);
  }

  /** Cells of a scenario. */
  static List<GateCell> cells(Scenario scenario) {
    return named("cell", scenario.cells(), "gemm");
  }

  /** Its controls. */
  static List<GateCell> controls() {
    return named("control", Scenario.CONTROLS, GateCell.CONTROL);
  }

  /** The cell that is slowed, if one is. */
  static String slowed() {
    return "cell/0";
  }

  /** What a noise profile would tell the gate: the bias that nine runs in ten stay below. */
  static Map<String, Double> bias(Scenario scenario) {
    Map<String, Double> bias = new HashMap<>();
    if (scenario.biasKnown()) {
      double size = NormalQuantile.of(0.95) * scenario.layoutBias();
      cells(scenario).forEach(cell -> bias.put(cell.id(), size));
    }
    return bias;
  }

  private static List<GateCell> named(String prefix, int count, String operation) {
    List<GateCell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = prefix + "/" + i;
      cells.add(
          new GateCell(
              id,
              operation,
              "Simulated." + prefix,
              Map.of(),
              Bottleneck.COMPUTE,
              new Timing(1, 1, 1, 1),
              1,
              0));
    }
    return cells;
  }

  @Override
  public Measured measure(List<GateCell> cells, Stage stage, int pairs) {
    List<Pair> measured = new ArrayList<>(cells.size() * pairs);
    for (int i = 0; i < pairs; i++) {
      for (GateCell cell : cells) {
        measured.add(pair(cell.id(), stage));
      }
      round++;
    }
    return Measured.of(measured);
  }

  private Pair pair(String cell, Stage stage) {
    boolean headFirst = random.nextBoolean();
    double d = effects.get(cell) + noise.next(cell, headFirst);
    ForkTimes base = ForkTimes.of(MICROS * Math.exp(-d / 2));
    ForkTimes head = ForkTimes.of(MICROS * Math.exp(d / 2));
    return new Pair(cell, stage, round, headFirst, base, head, null);
  }
}
