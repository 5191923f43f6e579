// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.result.Beside;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * Builds decode and tuning runs with known figures. Cells belong to the format and shape set last.
 * A call computes 8 distinct experts of 1,000,000 bytes: 8 GB/s if it takes 1 ms.
 */
public final class DecodeRunBuilder {
  private static final int ACTIVE = 8;
  private static final long EXPERT_BYTES = 1_000_000;
  private static final String DECODE = "always-decode";
  private static final String PREFILL = "always-prefill";

  private final List<CellResult> cells = new ArrayList<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private String operation = "decode";
  private String command = "./run-bench.sh decode --preset quick";
  private int rounds = 3;
  private boolean complete = true;
  private String format = "INT8_SYM";
  private int n = 3072;
  private int k = 1536;
  private String inputs = "c0ffee";

  /** Planned rounds. */
  public DecodeRunBuilder rounds(int planned) {
    this.rounds = planned;
    return this;
  }

  /** The run was stopped in its last round. */
  public DecodeRunBuilder stopped() {
    this.complete = false;
    return this;
  }

  /** A tuning run. */
  public DecodeRunBuilder tune() {
    this.operation = "tune";
    return command("./run-bench.sh tune --preset quick");
  }

  public DecodeRunBuilder command(String line) {
    this.command = line;
    return this;
  }

  /** Both ceilings of consecutive rounds: GB/s read; 10 GFLOP/s of FMA for each of them. */
  public DecodeRunBuilder ceilings(double... read) {
    for (int round = 0; round < read.length; round++) {
      ceilings.add(new CeilingSample(round, CeilingSample.FMA, "GFLOP/s", 10 * read[round]));
      ceilings.add(new CeilingSample(round, CeilingSample.READ, "GB/s", read[round]));
    }
    return this;
  }

  public DecodeRunBuilder format(String name) {
    this.format = name;
    return this;
  }

  public DecodeRunBuilder shape(int outputs, int columns) {
    this.n = outputs;
    this.k = columns;
    return this;
  }

  /** Hash of the inputs of the next forks. */
  public DecodeRunBuilder inputs(String hash) {
    this.inputs = hash;
    return this;
  }

  /** Distinct experts: one time of the decode kernel per round in ms, and prefill / decode. */
  public DecodeRunBuilder rows(int rows, double ratio, double... ms) {
    return rows(rows, repeat(ratio, ms.length), ms);
  }

  /** The same with a ratio per round. */
  public DecodeRunBuilder rows(int rows, double[] ratios, double[] ms) {
    return timed(rowsId(rows), "decode", DECODE, "distinct", rowParams(rows), PREFILL, ratios, ms);
  }

  /** Distinct experts without a kernel in turn. */
  public DecodeRunBuilder rowsAlone(int rows, double... ms) {
    return timed(rowsId(rows), "decode", DECODE, "distinct", rowParams(rows), null, null, ms);
  }

  /** Distinct experts without a time. */
  public DecodeRunBuilder without(int rows, Status status, String why) {
    return add(
        CellResult.without(
            rowsId(rows), "decode", DECODE, format, "distinct", rowParams(rows), status, why));
  }

  /** A decode workload of 128 experts: times of a strategy in ms and its turns with another. */
  public DecodeRunBuilder trace(
      String workload, String batch, String strategy, String beside, double ratio, double... ms) {
    double[] ratios = beside == null ? null : repeat(ratio, ms.length);
    String id = traceId(workload, batch, strategy);
    return timed(id, "decode", strategy, workload, traceParams(batch), beside, ratios, ms);
  }

  /** A strategy on a decode workload without a time. */
  public DecodeRunBuilder withoutTrace(
      String workload, String batch, String strategy, Status status, String why) {
    String id = traceId(workload, batch, strategy);
    return add(
        CellResult.without(
            id, "decode", strategy, format, workload, traceParams(batch), status, why));
  }

  /** The plan or a rule alone: one time per round in ns. */
  public DecodeRunBuilder dispatch(String variant, int experts, double... ns) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("experts", String.valueOf(experts));
    params.put("rows", "128");
    double[] ms = Arrays.stream(ns).map(time -> time / 1e6).toArray();
    String id = "dispatch/" + variant + "/E" + experts;
    return timed(id, "dispatch", variant, null, params, null, null, ms);
  }

  /** The workspace cache: times with it in ms, and allocated / cached. */
  public DecodeRunBuilder workspace(double ratio, double... ms) {
    String id = "workspace/" + format + "/cached/m1";
    double[] ratios = repeat(ratio, ms.length);
    return timed(id, "workspace", "cached", "distinct", rowParams(1), "allocated", ratios, ms);
  }

  private static double[] repeat(double value, int times) {
    double[] values = new double[times];
    Arrays.fill(values, value);
    return values;
  }

  private String rowsId(int rows) {
    String size = n == 3072 && k == 1536 ? "" : "/N" + n + "xK" + k;
    return "decode/" + format + size + "/m" + rows;
  }

  private String traceId(String workload, String batch, String strategy) {
    return "decode/" + format + "/" + workload + "/B" + batch + "/" + strategy;
  }

  private Map<String, String> rowParams(int rows) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("rows", String.valueOf(rows));
    params.put("active", String.valueOf(ACTIVE));
    params.put("n", String.valueOf(n));
    params.put("k", String.valueOf(k));
    return params;
  }

  private Map<String, String> traceParams(String batch) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("batch", batch);
    params.put("n", String.valueOf(n));
    params.put("k", String.valueOf(k));
    params.put("experts", "128");
    return params;
  }

  /** Any cell. */
  public DecodeRunBuilder add(CellResult cell) {
    cells.add(cell);
    return this;
  }

  private DecodeRunBuilder timed(
      String id,
      String ofOperation,
      String variant,
      String workload,
      Map<String, String> params,
      String beside,
      double[] ratios,
      double[] ms) {
    Estimate time = Intervals.of(ms);
    boolean kernel = workload != null;
    long rows = ACTIVE * Long.parseLong(params.getOrDefault("rows", "1"));
    long bytes = kernel ? ACTIVE * EXPERT_BYTES : 0;
    return add(
        new CellResult(
            id,
            ofOperation,
            variant,
            kernel ? format : null,
            workload,
            params,
            Status.PASSED,
            null,
            "ms",
            time.value(),
            time.low(),
            time.high(),
            1L,
            rows,
            rows,
            bytes,
            null,
            null,
            null,
            forks(beside, ratios, ms, rows, bytes)));
  }

  private List<ForkSample> forks(
      String beside, double[] ratios, double[] ms, long rows, long bytes) {
    List<ForkSample> forks = new ArrayList<>();
    for (int round = 0; round < ms.length; round++) {
      List<Double> iterations = List.of(ms[round] * 1.01, ms[round], ms[round] * 0.99);
      Beside turns = null;
      if (beside != null) {
        double ratio = ratios[round];
        List<Double> others = iterations.stream().map(time -> time * ratio).toList();
        turns = new Beside(beside, others, ratio);
      }
      ForkReport report =
          new ForkReport(
              512,
              bytes == 0 ? 1 : 2,
              1,
              rows,
              rows,
              bytes,
              inputs,
              0,
              0.001,
              700L << 20,
              new Correctness(1024 * rows, 1024 * rows, 0.5, null),
              null,
              bytes == 0 ? null : (double) ACTIVE,
              null);
      forks.add(new ForkSample(round, round, iterations, ms[round], report, 0.0, turns));
    }
    return forks;
  }

  public ResultSet build() {
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-11-21T10:15:00Z",
        command,
        operation,
        "quick",
        42,
        rounds,
        complete ? rounds : rounds - 1,
        complete,
        612.6,
        RunBuilder.environment(),
        null,
        null,
        List.of(),
        ceilings,
        cells,
        null,
        null);
  }
}
