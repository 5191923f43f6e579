// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.result.Beside;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ModelInfo;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * Builds model runs with known figures. Cells belong to the stack, routing, part and format set
 * last. A call reads 50,000,000 bytes of weights and computes 10,000,000 flops.
 */
public final class ModelRunBuilder {
  private static final String TUNED = "unified-tuned";
  private static final long WEIGHT_BYTES = 50_000_000;
  private static final double FLOPS = 1e7;
  private static final int WORKERS = 2;

  private final List<ModelInfo> stacks = new ArrayList<>();
  private final List<CellResult> cells = new ArrayList<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private String command = "./run-bench.sh model --preset quick";
  private int rounds = 5;
  private boolean complete = true;
  private boolean bare;
  private String stack = "mixtral-tiny";
  private String routing = "published";
  private String part = "forward";
  private String format = "INT4_SYM";

  /** Planned rounds. */
  public ModelRunBuilder rounds(int planned) {
    this.rounds = planned;
    return this;
  }

  /** The run was stopped in its last round. */
  public ModelRunBuilder stopped() {
    this.complete = false;
    return this;
  }

  public ModelRunBuilder command(String line) {
    this.command = line;
    return this;
  }

  /** Both ceilings of consecutive rounds: GB/s read; 10 GFLOP/s of FMA for each of them. */
  public ModelRunBuilder ceilings(double... read) {
    for (int round = 0; round < read.length; round++) {
      ceilings.add(new CeilingSample(round, CeilingSample.FMA, "GFLOP/s", 10 * read[round]));
      ceilings.add(new CeilingSample(round, CeilingSample.READ, "GB/s", read[round]));
    }
    return this;
  }

  /** A described stack, of the next cells. */
  public ModelRunBuilder stack(String name, String summary) {
    String source = "https://example.org/" + name;
    stacks.add(
        new ModelInfo(name, name, source, 1, 8, 1, 1024, 2048, 0, 2, "none", false, 128, summary));
    return of(name);
  }

  /** The next cells are whole passes of a stack, described or not, under published routing. */
  public ModelRunBuilder of(String name) {
    this.stack = name;
    return routing("published");
  }

  /** The next cells are whole passes under that routing. */
  public ModelRunBuilder routing(String name) {
    this.routing = name;
    return part("forward");
  }

  public ModelRunBuilder part(String name) {
    this.part = name;
    return this;
  }

  public ModelRunBuilder format(String name) {
    this.format = name;
    return this;
  }

  /** Forks added from now on report nothing of themselves. */
  public ModelRunBuilder bare() {
    this.bare = true;
    return this;
  }

  /** A timed cell that had its forks for itself: one time per round, in ms. */
  public ModelRunBuilder alone(String strategy, double... ms) {
    return timed(strategy, ms, null);
  }

  /**
   * A timed cell that took turns: unified-tuned with always-prefill, every other strategy with
   * unified-tuned.
   *
   * @param ms one time per round
   * @param ratios time of the other / its own, one per round
   */
  public ModelRunBuilder turns(String strategy, double[] ms, double... ratios) {
    return timed(strategy, ms, ratios);
  }

  private ModelRunBuilder timed(String strategy, double[] ms, double[] ratios) {
    Estimate time = Intervals.of(ms);
    return add(
        new CellResult(
            id(strategy),
            "model",
            strategy,
            format,
            stack,
            params(),
            Status.PASSED,
            null,
            "ms",
            time.value(),
            time.low(),
            time.high(),
            36L,
            80L,
            80L,
            WEIGHT_BYTES,
            FLOPS / (time.value() * 1e6),
            CeilingSample.FMA,
            null,
            forks(strategy, ms, ratios)));
  }

  /** A cell without a time. */
  public ModelRunBuilder without(String strategy, Status status, String why) {
    return add(
        CellResult.without(id(strategy), "model", strategy, format, stack, params(), status, why));
  }

  /** Any cell. */
  public ModelRunBuilder add(CellResult cell) {
    cells.add(cell);
    return this;
  }

  private Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("routing", routing);
    params.put("part", part);
    return params;
  }

  private String id(String strategy) {
    String end = part.equals("forward") ? "" : "/" + part;
    return "model/" + stack + "/" + routing + "/" + strategy + end;
  }

  private List<ForkSample> forks(String strategy, double[] ms, double[] ratios) {
    List<ForkSample> forks = new ArrayList<>();
    String other = strategy.equals(TUNED) ? "always-prefill" : TUNED;
    for (int round = 0; round < ms.length; round++) {
      double time = ms[round];
      Beside beside =
          ratios == null ? null : new Beside(other, List.of(time * ratios[round]), ratios[round]);
      List<Double> iterations = List.of(time * 1.01, time, time * 0.99);
      ForkReport report = bare ? null : report();
      forks.add(new ForkSample(round, round, iterations, time, report, 0.0, beside));
    }
    return forks;
  }

  private ForkReport report() {
    double distinct = routing.equals("published") ? 2.7 : 3.9;
    return new ForkReport(
        512,
        WORKERS,
        36,
        80,
        80,
        WEIGHT_BYTES,
        "inputs of " + stack + routing + part + format,
        0,
        0.001,
        300L << 20,
        new Correctness(100_000, 100_000, 0.5, null),
        null,
        distinct,
        null);
  }

  public ResultSet build() {
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-11-21T10:15:00Z",
        command,
        "model",
        "quick",
        42,
        rounds,
        complete ? rounds : rounds - 1,
        complete,
        702.6,
        RunBuilder.environment(),
        null,
        null,
        List.of(),
        ceilings,
        cells,
        null,
        stacks.isEmpty() ? null : stacks);
  }
}
