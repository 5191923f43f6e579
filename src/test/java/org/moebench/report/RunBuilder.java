// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.Environment;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.FormatInfo;
import org.moebench.result.ResultSet;
import org.moebench.result.Shape;
import org.moebench.result.Status;
import org.moebench.result.WorkloadInfo;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.Samples;

/** Builds prefill runs with known figures. */
public final class RunBuilder {
  private static final int N = 768;
  private static final int K = 384;

  private final List<FormatInfo> formats = new ArrayList<>();
  private final List<CellResult> cells = new ArrayList<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private List<Integer> counts = List.of(6, 33, 0, 281, 10, 1, 729);
  private String workload = "recorded-256-31k";
  private String command = "./run-bench.sh prefill --preset quick";
  private int rounds = 5;
  private boolean complete = true;
  private double steal = 0;
  private String failure;

  public RunBuilder rounds(int planned) {
    this.rounds = planned;
    return this;
  }

  public RunBuilder stopped() {
    this.complete = false;
    return this;
  }

  public RunBuilder counts(Integer... rows) {
    this.counts = Arrays.asList(rows);
    return this;
  }

  public RunBuilder workload(String name) {
    this.workload = name;
    return this;
  }

  public RunBuilder command(String line) {
    this.command = line;
    return this;
  }

  /** Steal share that every fork added from now on reports. */
  public RunBuilder steal(double share) {
    this.steal = share;
    return this;
  }

  /** Makes the forks added from now on fail their verification with this message. */
  public RunBuilder unverified(String message) {
    this.failure = message;
    return this;
  }

  public RunBuilder format(String name, double bits, double error) {
    formats.add(new FormatInfo(name, bits, (long) (256.0 * N * K * bits / 8), error));
    return this;
  }

  /** Both ceilings in consecutive rounds; the read ceiling is a fourteenth of the FMA ceiling. */
  public RunBuilder ceilings(double... fma) {
    for (int round = 0; round < fma.length; round++) {
      ceilings.add(new CeilingSample(round, CeilingSample.FMA, "GFLOP/s", fma[round]));
      ceilings.add(new CeilingSample(round, CeilingSample.READ, "GB/s", fma[round] / 14));
    }
    return this;
  }

  /** A timed per-expert or grouped cell: one time per round, in ms. */
  public RunBuilder cell(String format, String variant, long launches, double... ms) {
    return timed(format, variant, 0, launches, useful(), 7_000_000, ms);
  }

  /** A timed pad-and-clip cell. */
  public RunBuilder padded(
      String format, String variant, int threshold, long launches, long executed, double... ms) {
    return timed(format, variant, threshold, launches, executed, 12_000_000, ms);
  }

  /** A timed cell with everything given. */
  public RunBuilder timed(
      String format,
      String variant,
      int threshold,
      long launches,
      long executed,
      long weightBytes,
      double... ms) {
    String id = "prefill/" + format + "/" + variant + (threshold == 0 ? "" : "/" + threshold);
    Estimate time = Intervals.of(ms);
    double gflops = 2.0 * useful() * N * K / (time.value() * 1e6);
    double ceiling = ceilings.isEmpty() ? Double.NaN : ceilings.get(0).value();
    cells.add(
        new CellResult(
            id,
            "prefill",
            variant,
            format,
            workload,
            params(threshold),
            Status.PASSED,
            null,
            "ms",
            time.value(),
            time.low(),
            time.high(),
            launches,
            useful(),
            executed,
            weightBytes,
            gflops,
            "fma",
            gflops / ceiling,
            forks(launches, executed, weightBytes, ms)));
    return this;
  }

  /** A piece measured alone, for example {@code pack} or {@code INT8_SYM/dequantize}. */
  public RunBuilder part(String name, long launches, double ms) {
    String[] path = name.split("/");
    boolean threshold = path[path.length - 1].matches("[0-9]+");
    String variant = path[path.length - (threshold ? 2 : 1)];
    String format = path.length == 2 && !threshold ? path[0] : null;
    cells.add(
        new CellResult(
            "parts/" + name,
            "parts",
            variant,
            format,
            workload,
            params(threshold ? Integer.parseInt(path[path.length - 1]) : 0),
            Status.PASSED,
            null,
            "ms",
            ms,
            ms * 0.98,
            ms * 1.02,
            launches,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of()));
    return this;
  }

  /** A cell without a time. */
  public RunBuilder without(String format, String variant, int threshold, Status s, String why) {
    String id = "prefill/" + format + "/" + variant + (threshold == 0 ? "" : "/" + threshold);
    cells.add(
        CellResult.without(id, "prefill", variant, format, workload, params(threshold), s, why));
    return this;
  }

  public ResultSet build() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("routed", (double) useful());
    statistics.put("active", (double) counts.stream().filter(c -> c > 0).count());
    statistics.put("max_over_mean", 18.86);
    statistics.put("gini", 0.7412);
    statistics.put("entropy_ratio", 0.8031);
    statistics.put("ks_vs_recorded", 0.0);
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-11-20T10:15:00Z",
        command,
        "prefill",
        "quick",
        42,
        rounds,
        complete ? rounds : rounds - 1,
        complete,
        243.7,
        environment(),
        new Shape(counts.size(), N, K, 128),
        new WorkloadInfo(
            workload,
            "intel/auto-round, test_moe_prefill_perf.py, _REAL_TPE_TEMPLATE_256",
            "Apache-2.0",
            null,
            counts,
            statistics),
        formats,
        ceilings,
        cells,
        null,
        null);
  }

  static Environment environment() {
    return new Environment(
        "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz",
        "amd64",
        2,
        2,
        24L << 30,
        "L1d 32 KiB, L2 1 MiB, L3 27.5 MiB",
        "Linux 6.1.0",
        "25.0.1+8 (Temurin)",
        "OpenJDK 64-Bit Server VM",
        512,
        List.of("--add-modules=jdk.incubator.vector"),
        "0123456789ab",
        "0.1.0");
  }

  private long useful() {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }

  private static Map<String, String> params(int threshold) {
    return threshold == 0 ? Map.of() : Map.of("threshold", String.valueOf(threshold));
  }

  private List<ForkSample> forks(long launches, long executed, long weightBytes, double[] ms) {
    List<ForkSample> forks = new ArrayList<>();
    for (int round = 0; round < ms.length; round++) {
      List<Double> iterations = List.of(ms[round] * 1.01, ms[round], ms[round] * 0.99);
      double[] values = iterations.stream().mapToDouble(Double::doubleValue).toArray();
      Correctness correctness = new Correctness(1_200_000, 24_145_920, 0.31, failure);
      ForkReport report =
          new ForkReport(
              512,
              2,
              launches,
              useful(),
              executed,
              weightBytes,
              "c0ffee",
              12,
              steal,
              1L << 30,
              correctness,
              null,
              null,
              null);
      forks.add(
          new ForkSample(round, round, iterations, Samples.median(values), report, null, null));
    }
    return forks;
  }
}
