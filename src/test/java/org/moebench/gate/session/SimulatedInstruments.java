// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.pairs.Arm;
import org.moebench.run.Timing;

/** Instruments without a machine: noise of 1% and the slowdowns that a test asks for. */
public final class SimulatedInstruments implements Instruments {
  private static final double NOISE = 0.01;

  private final List<GateCell> cells =
      List.of(
          cell("gemm/panel", "gemm"),
          cell("routing/staged", "routing"),
          cell("prefill/grouped", "prefill"),
          cell("swiglu/fused", "swiglu"),
          cell("gemm/direct", "gemm"),
          cell("routing/small", "routing"));
  private final List<GateCell> controls =
      List.of(cell("control/fma", GateCell.CONTROL), cell("control/stream", GateCell.CONTROL));

  /** Ratio of head to base by cell; 1 for all others. */
  public final Map<String, Double> slowdowns = new HashMap<>();

  final List<PairSource.Failure> failures = new ArrayList<>();
  final Map<String, Double> bias = new HashMap<>();
  String unfit;
  boolean stops;
  int measured;

  /** A cell of a benchmark that is named after its id. */
  static GateCell cell(String id, String operation) {
    return new GateCell(
        id,
        operation,
        "org.example.Bench." + id.replace('/', '_'),
        Map.of("size", "1"),
        Bottleneck.COMPUTE,
        new Timing(2, 100, 3, 100),
        64,
        2.0);
  }

  /** Names of all benchmarks, as a jar lists them. */
  public List<String> benchmarks() {
    List<GateCell> all = new ArrayList<>(cells);
    all.addAll(controls);
    return all.stream().map(GateCell::benchmark).toList();
  }

  @Override
  public List<GateCell> cells() {
    return cells;
  }

  @Override
  public List<GateCell> controls() {
    return controls;
  }

  @Override
  public Fingerprint fingerprint() {
    return new Fingerprint(
        "CPU", "amd64", 2, "none", 8, "", "25", "VM", 512, List.of("-Xa"), "1.37", "plan");
  }

  @Override
  public Map<String, Double> bias(Path baselines, Fingerprint here) {
    return bias;
  }

  @Override
  public Optional<String> unfit(Arm head, GateCell control, Place place) {
    return Optional.ofNullable(unfit);
  }

  @Override
  public PairSource pairs(ArmCopies copies, long seed, double budgetSeconds, Place place) {
    Random random = new Random(seed);
    boolean same = sameBytes(copies);
    return (asked, stage, count) -> {
      List<Pair> pairs = new ArrayList<>();
      for (int round = 0; round < count; round++) {
        for (GateCell cell : asked) {
          if (failures.stream().noneMatch(failure -> failure.cell().equals(cell.id()))) {
            pairs.add(pair(cell, stage, round, random, same));
          }
        }
      }
      measured += pairs.size();
      return new PairSource.Measured(
          pairs, stage == Stage.SCREEN ? failures : List.of(), null, stops);
    };
  }

  private static boolean sameBytes(ArmCopies copies) {
    try {
      return Files.mismatch(copies.base().jar(), copies.head().jar()) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What slows the head slows the base as well if it is the same jar. */
  private Pair pair(GateCell cell, Stage stage, int round, Random random, boolean same) {
    double slowdown = slowdowns.getOrDefault(cell.id(), 1.0);
    double base = 100 * Math.exp(NOISE * random.nextGaussian()) * (same ? slowdown : 1);
    double head = 100 * Math.exp(NOISE * random.nextGaussian()) * slowdown;
    return new Pair(
        cell.id(),
        stage,
        round,
        round % 2 == 0,
        ForkTimes.of(base, base, base),
        ForkTimes.of(head, head, head),
        null);
  }
}
