// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.run.Timing;

/** Runs of two cells and two controls with noise around given times. */
public final class GateRuns {
  public static final String GEMM = "gemm/INT4_SYM/vector-direct/1";
  public static final String ROUTING = "routing/deepseek-v3/vector/1";

  static final Timing TIMING = new Timing(3, 500, 5, 500);

  static final List<GateCell> CELLS =
      List.of(
          cell(GEMM, "gemm", Bottleneck.BANDWIDTH), cell(ROUTING, "routing", Bottleneck.COMPUTE));

  static final List<GateCell> CONTROLS =
      List.of(
          cell("control/fma", GateCell.CONTROL, Bottleneck.COMPUTE),
          cell("control/stream", GateCell.CONTROL, Bottleneck.BANDWIDTH));

  private final Map<String, Double> factors = new TreeMap<>();
  private final Map<String, Verdict> verdicts = new TreeMap<>();
  private final List<Waiver> waivers = new ArrayList<>();
  private final Random random;
  private List<GateCell> cells = CELLS;
  private Mode mode = Mode.PAIRED;
  private State state = State.JUDGED;
  private boolean dirty;
  private String commit = "0123456789abcdef0123456789abcdef01234567";
  private int day;
  private int rounds = 12;
  private double noise = 0.01;

  public GateRuns(long seed) {
    random = new Random(seed);
  }

  /** Multiplies the times of a cell. */
  public GateRuns factor(String cell, double factor) {
    factors.put(cell, factor);
    return this;
  }

  public GateRuns verdict(String cell, Verdict verdict) {
    verdicts.put(cell, verdict);
    return this;
  }

  public GateRuns waive(String cell, double most) {
    waivers.add(new Waiver(cell, most, "decided", "2099-01-01"));
    return this;
  }

  public GateRuns without(String cell) {
    cells = cells.stream().filter(one -> !one.id().equals(cell)).toList();
    return this;
  }

  public GateRuns mode(Mode value) {
    mode = value;
    return this;
  }

  public GateRuns state(State value) {
    state = value;
    return this;
  }

  public GateRuns dirty() {
    dirty = true;
    return this;
  }

  public GateRuns commit(String value) {
    commit = value;
    return this;
  }

  /** Days after the first. */
  public GateRuns day(int value) {
    day = value;
    return this;
  }

  GateRuns rounds(int value) {
    rounds = value;
    return this;
  }

  GateRuns noise(double value) {
    noise = value;
    return this;
  }

  public GateRun run() {
    Instant created = Instant.parse("2027-01-01T12:00:00Z").plus(day, ChronoUnit.DAYS);
    return new GateRun(
        GateRun.SCHEMA,
        created.toString(),
        "./run-bench.sh gate --base main",
        mode,
        1,
        Policy.standard(),
        new ArmInfo("main", "fedcba9876543210", false, "00"),
        new ArmInfo("working tree", commit, dirty, "11"),
        fingerprint("some processor"),
        1,
        1,
        cells,
        CONTROLS,
        List.of(),
        pairs(),
        new Judgement(
            state,
            state == State.JUDGED ? null : "control control/fma came out 9% slower",
            cells.stream().map(one -> judgement(one.id())).toList(),
            List.of()),
        waivers,
        new GateOutcome(ExitStatus.OK, "headline"));
  }

  HeadRun head(Fingerprint fingerprint) {
    return HeadRun.of(fingerprint, cells, CONTROLS, pairs(), List.of());
  }

  Baseline baseline(Fingerprint fingerprint) {
    return new Baseline(
        "2027-01-01T12:00:00Z",
        commit,
        "first",
        List.of(),
        fingerprint,
        head(fingerprint).cells().stream().map(CellForks::rounded).toList());
  }

  static Fingerprint fingerprint(String processor) {
    return new Fingerprint(
        processor,
        "amd64",
        2,
        "none",
        8,
        "L1d 32 KiB, L2 1 MiB",
        "25.0.1 (vendor)",
        "OpenJDK 64-Bit Server VM",
        256,
        List.of("-XX:+UseG1GC", "-XX:CompileCommand=CompileThresholdScaling,a.*::*,0.2"),
        "1.37",
        "3 x 500 ms, then 5 x 500 ms in 512 MiB");
  }

  static GateCell cell(String id, String operation, Bottleneck bottleneck) {
    return new GateCell(id, operation, "a.B.c", Map.of(), bottleneck, TIMING, 512, 5);
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    List<GateCell> all = new ArrayList<>(cells);
    all.addAll(CONTROLS);
    for (int round = 0; round < rounds; round++) {
      for (GateCell cell : all) {
        Pair pair =
            new Pair(cell.id(), Stage.SCREEN, round, false, fork(1), fork(factor(cell)), null);
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private double factor(GateCell cell) {
    return factors.getOrDefault(cell.id(), 1.0);
  }

  private ForkTimes fork(double factor) {
    double fork = 100 * factor * Math.exp(noise * random.nextGaussian());
    double[] iterations = new double[5];
    for (int i = 0; i < iterations.length; i++) {
      iterations[i] = fork * Math.exp(noise / 10 * random.nextGaussian());
    }
    return ForkTimes.of(iterations);
  }

  private CellJudgement judgement(String cell) {
    Verdict verdict = verdicts.getOrDefault(cell, Verdict.PASS);
    if (verdict != Verdict.REGRESSION) {
      return CellJudgement.without(new PairSource.Failure(cell, verdict, "why"));
    }
    double effect = Math.log(1.12);
    return new CellJudgement(
        cell, verdict, effect, 0.1, 0.13, 0.03, 0.01, 6, 16, 0.001, 0.04, 9, "12% slower");
  }
}
