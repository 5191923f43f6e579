// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.RouterInfo;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * Builds routing runs with known figures. Cells belong to the router, logits and workers set last.
 */
public final class RoutingRunBuilder {
  private final List<RouterInfo> routers = new ArrayList<>();
  private final List<CellResult> cells = new ArrayList<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private String command = "./run-bench.sh routing --preset quick";
  private int rounds = 5;
  private boolean complete = true;
  private String router = "deepseek-v3";
  private String logits = "fp32";
  private int workers = 1;
  private Double allocated = 0.003;
  private Long nearTies = 0L;
  private String inputs = "c0ffee";
  private String failure;

  /** Planned rounds. */
  public RoutingRunBuilder rounds(int planned) {
    this.rounds = planned;
    return this;
  }

  /** The run was stopped in its last round. */
  public RoutingRunBuilder stopped() {
    this.complete = false;
    return this;
  }

  public RoutingRunBuilder command(String line) {
    this.command = line;
    return this;
  }

  /** The one-thread FMA ceiling of consecutive rounds. */
  public RoutingRunBuilder ceilings(double... fma) {
    for (int round = 0; round < fma.length; round++) {
      ceilings.add(new CeilingSample(round, CeilingSample.FMA, "GFLOP/s", fma[round]));
    }
    return this;
  }

  /** A described router of 256 experts, which the next cells belong to. */
  public RoutingRunBuilder router(String name, int shared, String summary) {
    String source = "https://example.org/" + name + "/config.json";
    routers.add(
        new RouterInfo(
            name, name + " model", source, 256, 8, shared, 8, 4, "sigmoid", true, false, summary));
    return of(name);
  }

  /** The next cells belong to a router, described or not: fp32 logits, one worker. */
  public RoutingRunBuilder of(String name) {
    this.router = name;
    this.logits = "fp32";
    this.workers = 1;
    return this;
  }

  public RoutingRunBuilder logits(String type) {
    this.logits = type;
    return this;
  }

  public RoutingRunBuilder workers(int number) {
    this.workers = number;
    return this;
  }

  /** Bytes per call that the next forks allocate; {@code null} if not measured. */
  public RoutingRunBuilder allocated(Double bytes) {
    this.allocated = bytes;
    return this;
  }

  /** Near ties of the next forks; {@code null} if not recorded. */
  public RoutingRunBuilder nearTies(Long tokens) {
    this.nearTies = tokens;
    return this;
  }

  /** Hash of the inputs of the next forks. */
  public RoutingRunBuilder inputs(String hash) {
    this.inputs = hash;
    return this;
  }

  /** Makes the forks added from now on fail their verification with this message. */
  public RoutingRunBuilder unverified(String message) {
    this.failure = message;
    return this;
  }

  /** A timed cell: one time per round, in ns per token. */
  public RoutingRunBuilder cell(String variant, int tokens, double... nsPerToken) {
    return add("routing", variant, tokens, variant.equals("staged") ? 8 : 1, nsPerToken);
  }

  /** A timed sort by expert. */
  public RoutingRunBuilder sort(int tokens, double... nsPerToken) {
    return add("parts", "expert-sort", tokens, 2, nsPerToken);
  }

  private RoutingRunBuilder add(
      String operation, String variant, int tokens, long launches, double... nsPerToken) {
    double[] ms = new double[nsPerToken.length];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = nsPerToken[i] * tokens / 1e6;
    }
    Estimate time = Intervals.of(ms);
    cells.add(
        new CellResult(
            id(operation, variant, tokens),
            operation,
            variant,
            null,
            router,
            params(tokens),
            Status.PASSED,
            null,
            "ms",
            time.value(),
            time.low(),
            time.high(),
            launches,
            (long) tokens,
            (long) tokens,
            0L,
            null,
            null,
            null,
            forks(tokens, launches, ms)));
    return this;
  }

  /** A cell without a time. */
  public RoutingRunBuilder without(String variant, int tokens, Status status, String why) {
    cells.add(
        CellResult.without(
            id("routing", variant, tokens),
            "routing",
            variant,
            null,
            router,
            params(tokens),
            status,
            why));
    return this;
  }

  /** Any cell. */
  public RoutingRunBuilder add(CellResult cell) {
    cells.add(cell);
    return this;
  }

  public ResultSet build() {
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-11-21T10:15:00Z",
        command,
        "routing",
        "quick",
        42,
        rounds,
        complete ? rounds : rounds - 1,
        complete,
        281.4,
        RunBuilder.environment(),
        null,
        null,
        List.of(),
        ceilings,
        cells,
        routers.isEmpty() ? null : routers,
        null);
  }

  private String id(String operation, String variant, int tokens) {
    return operation
        + "/"
        + router
        + "/"
        + variant
        + "/T"
        + tokens
        + (logits.equals("fp32") ? "" : "/" + logits)
        + (workers == 1 ? "" : "/W" + workers);
  }

  private Map<String, String> params(int tokens) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("router", router);
    params.put("tokens", String.valueOf(tokens));
    params.put("logits", logits);
    params.put("workers", String.valueOf(workers));
    return params;
  }

  private List<ForkSample> forks(int tokens, long launches, double[] ms) {
    List<ForkSample> forks = new ArrayList<>();
    for (int round = 0; round < ms.length; round++) {
      List<Double> iterations = List.of(ms[round] * 1.01, ms[round], ms[round] * 0.99);
      ForkReport report =
          new ForkReport(
              512,
              workers,
              launches,
              tokens,
              tokens,
              0,
              inputs,
              0,
              0.001,
              90L << 20,
              new Correctness(8L * tokens, 8L * tokens, 0.5, failure),
              nearTies,
              null,
              null);
      forks.add(new ForkSample(round, round, iterations, ms[round], report, allocated, null));
    }
    return forks;
  }
}
