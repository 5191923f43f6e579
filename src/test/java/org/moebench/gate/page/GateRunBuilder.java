// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Mode;
import org.moebench.gate.Pair;
import org.moebench.gate.PairLog;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Procedure;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.run.Timing;

/** Gate runs for tests: made-up machines, judged by the real two-stage test. */
public final class GateRunBuilder {
  private static final int ITERATIONS = 5;

  /** A deviation of which pairs take one side and the other in turn: no test can resolve it. */
  private static final double ALTERNATING = 0.11;

  private final List<GateCell> cells = new ArrayList<>();
  private final List<GateCell> controls = new ArrayList<>();
  private final Map<String, double[]> models = new LinkedHashMap<>();
  private final List<PairSource.Failure> failures = new ArrayList<>();
  private final Map<String, Double> bias = new HashMap<>();
  private final List<GateRun.Dropped> dropped = new ArrayList<>();
  private final List<Waiver> waived = new ArrayList<>();
  private int invalid;
  private boolean stopped;
  private String unfit;
  private ExitStatus status = ExitStatus.OK;
  private String headline = "PASS";

  /** A run in which every verdict occurs, REGRESSION twice, once waived. */
  public static GateRunBuilder everyVerdict() {
    return new GateRunBuilder()
        .controls(0)
        .cell("gemm/INT4_SYM/vector-direct/1", 38.2, 0.118, 0.008)
        .cell("prefill/INT8_SYM/grouped/512", 41_200, 0.09, 0.01)
        .cell("gemm/INT4_SYM/vector-panel/64", 512, 0.002, 0.01)
        .cell("gemm/INT8_SYM/vector-panel/64", 633, -0.004, 0.012)
        .cell("gemm/FP8_E4M3/vector-panel/64", 701, -0.14, 0.01)
        .cell("routing/top8-of-256/vector-batched/512", 0.412, 0.1, ALTERNATING)
        .cell("routing/top2-of-8/vector-staged/1", 0.95, 0.01, 0.02)
        .cell("swiglu/INT4_SYM/fused-interleaved/16", 2_512, -0.002, 0.009)
        .cell("swiglu/INT4_SYM/unfused/16", 2_610, 0.004, 0.007)
        .bias("routing/top2-of-8/vector-staged/1", 0.12)
        .failed("prefill/INT4_SYM/per-expert/512", Verdict.ERROR, "did not match its reference")
        .failed("gemm/INT2_SYM/vector-panel/64", Verdict.NEW, "the base has no such cell")
        .failed("gemm/FP32/scalar/64", Verdict.MISSING, "the head has no such cell")
        .failed("gemm/FP32/vector-panel/64", Verdict.INCOMPARABLE, "no reference of its class")
        .dropped("swiglu/INT8_SYM/unfused/16", "does not fit --budget 10m")
        .dropped("swiglu/INT8_SYM/fused-split/16", "does not fit --budget 10m")
        .waived("prefill/INT8_SYM/grouped/512", "https://example.org/issues/12: wider tiles")
        .invalid(3)
        .outcome(
            ExitStatus.WRONG_RESULT,
            "REGRESSION: gemm/INT4_SYM/vector-direct/1 · 1 error · 1 unresolved · 3 pass");
  }

  /** A run in which every cell passes. */
  public static GateRunBuilder green() {
    return new GateRunBuilder()
        .controls(0)
        .cell("gemm/INT4_SYM/vector-direct/1", 38.2, 0.001, 0.008)
        .cell("swiglu/INT4_SYM/unfused/16", 2_610, 0.004, 0.007)
        .outcome(ExitStatus.OK, "PASS: 2 pass · 0 unresolved");
  }

  /** Controls that differ by a log-ratio. */
  public GateRunBuilder controls(double change) {
    control("control/fma", Bottleneck.COMPUTE, 105, change);
    return control("control/stream", Bottleneck.BANDWIDTH, 4_210, change);
  }

  private GateRunBuilder control(String id, Bottleneck bottleneck, double micros, double change) {
    controls.add(gateCell(id, GateCell.CONTROL, "ControlBenchmark.fma", bottleneck));
    models.put(id, new double[] {micros, change, 0.006});
    return this;
  }

  /** A cell by time per call, log-ratio and deviation of one pair. */
  public GateRunBuilder cell(String id, double micros, double change, double noise) {
    cells.add(gateCell(id, operation(id), "GemmBenchmark.multiply", Bottleneck.COMPUTE));
    models.put(id, new double[] {micros, change, noise});
    return this;
  }

  /** A cell without pairs. */
  public GateRunBuilder failed(String id, Verdict verdict, String reason) {
    cells.add(gateCell(id, operation(id), "GemmBenchmark.multiply", Bottleneck.COMPUTE));
    failures.add(new PairSource.Failure(id, verdict, reason));
    return this;
  }

  public GateRunBuilder bias(String id, double logRatio) {
    bias.put(id, logRatio);
    return this;
  }

  public GateRunBuilder dropped(String id, String reason) {
    dropped.add(new GateRun.Dropped(id, reason));
    return this;
  }

  public GateRunBuilder waived(String id, String reason) {
    waived.add(new Waiver(id, 0.15, reason, "2027-01-31"));
    return this;
  }

  /** So many pairs of the screen that do not count. */
  public GateRunBuilder invalid(int pairs) {
    invalid = pairs;
    return this;
  }

  public GateRunBuilder stopped() {
    stopped = true;
    return this;
  }

  public GateRunBuilder unfit(String reason) {
    unfit = reason;
    return this;
  }

  public GateRunBuilder outcome(ExitStatus exitStatus, String text) {
    status = exitStatus;
    headline = text;
    return this;
  }

  /** Measures and judges. */
  public GateRun build() {
    Policy policy = Policy.standard();
    PairLog log = new PairLog();
    Judgement judgement =
        new Procedure(policy, bias).run(cells, controls, new Source(new Random(42)), log);
    return new GateRun(
        GateRun.SCHEMA,
        "2026-11-21T10:00:00Z",
        "./run-bench.sh gate --base origin/main --seed 7",
        Mode.PAIRED,
        7,
        policy,
        new ArmInfo(
            "origin/main", "0123456789abcdef0123456789abcdef01234567", false, "aa".repeat(32)),
        new ArmInfo(
            "working tree", "89abcdef0123456789abcdef0123456789abcdef", true, "bb".repeat(32)),
        fingerprint(),
        520,
        71,
        List.copyOf(cells),
        List.copyOf(controls),
        dropped,
        log.all(),
        judgement,
        waived,
        new GateOutcome(status, headline));
  }

  private static String operation(String id) {
    return id.replaceAll("/.*", "");
  }

  private static GateCell gateCell(String id, String operation, String method, Bottleneck limit) {
    return new GateCell(
        id,
        operation,
        "org.moebench.bench." + method,
        Map.of("format", "INT4_SYM"),
        limit,
        new Timing(3, 500, ITERATIONS, 500),
        512,
        5);
  }

  private static Fingerprint fingerprint() {
    return new Fingerprint(
        "Example CPU 9000",
        "amd64",
        2,
        "none",
        8,
        "L1d 32 KiB, L2 1 MiB, L3 32 MiB",
        "25.0.1+8-LTS",
        "OpenJDK 64-Bit Server VM",
        256,
        List.of("-XX:+UseSerialGC", "-Xms512m"),
        "1.37",
        "3 × 500 ms warm-up, 5 × 500 ms");
  }

  /** Pairs of the models, in rounds. */
  private final class Source implements PairSource {
    private final Random random;

    Source(Random random) {
      this.random = random;
    }

    @Override
    public Measured measure(List<GateCell> wanted, Stage stage, int pairs) {
      List<Pair> made = new ArrayList<>();
      for (int round = 0; round < pairs; round++) {
        for (GateCell cell : wanted) {
          if (models.containsKey(cell.id())) {
            made.add(pair(cell.id(), stage, round, null));
          }
        }
        if (stage == Stage.SCREEN && round < invalid) {
          String why = round == 0 ? "throttled in one arm" : "stolen processor time above 2%";
          made.add(pair(wanted.get(0).id(), stage, round, why));
        }
      }
      return new Measured(made, failures, unfit, stopped);
    }

    private Pair pair(String cell, Stage stage, int round, String why) {
      double[] model = models.get(cell);
      double draw = random.nextGaussian();
      double side = round % 2 == 0 ? 1 : -1;
      double ratio = Math.exp(model[1] + model[2] * (model[2] == ALTERNATING ? side : draw));
      ForkTimes base = fork(model[0]);
      return new Pair(cell, stage, round, random.nextBoolean(), base, fork(model[0] * ratio), why);
    }

    private ForkTimes fork(double micros) {
      List<Double> times =
          DoubleStream.generate(() -> micros * (1 + 0.002 * random.nextGaussian()))
              .limit(ITERATIONS)
              .boxed()
              .toList();
      return new ForkTimes(times, 0.001, 0L, 0.02, 5.2);
    }
  }
}
