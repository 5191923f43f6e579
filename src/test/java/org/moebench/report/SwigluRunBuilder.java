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
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ModelInfo;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * Builds SwitchGLU runs with known figures. Cells belong to the model, format, sort threshold and
 * workers set last. A model has k = 6 experts per token; an expert has 1,000,000 bytes.
 */
public final class SwigluRunBuilder {
  private static final int SLOTS = 6;
  private static final long EXPERT_BYTES = 1_000_000;
  private static final int USUAL_WORKERS = 2;
  private static final int THRESHOLD = 8;

  private final List<ModelInfo> models = new ArrayList<>();
  private final List<CellResult> cells = new ArrayList<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private String command = "./run-bench.sh swiglu --preset quick";
  private int rounds = 5;
  private boolean complete = true;
  private String model = "deepseek-v4-flash";
  private String format = "INT4_SYM";
  private int threshold = THRESHOLD;
  private int workers = USUAL_WORKERS;
  private boolean bare;
  private String inputs = "c0ffee";
  private long joinedBytes = 256 * EXPERT_BYTES;

  /** Planned rounds. */
  public SwigluRunBuilder rounds(int planned) {
    this.rounds = planned;
    return this;
  }

  /** The run was stopped in its last round. */
  public SwigluRunBuilder stopped() {
    this.complete = false;
    return this;
  }

  public SwigluRunBuilder command(String line) {
    this.command = line;
    return this;
  }

  /** Both ceilings of consecutive rounds: GB/s read; 10 GFLOP/s of FMA for each of them. */
  public SwigluRunBuilder ceilings(double... read) {
    for (int round = 0; round < read.length; round++) {
      ceilings.add(new CeilingSample(round, CeilingSample.FMA, "GFLOP/s", 10 * read[round]));
      ceilings.add(new CeilingSample(round, CeilingSample.READ, "GB/s", read[round]));
    }
    return this;
  }

  /** A described model with D = 1,024, I = 512 and a shared expert, of the next cells. */
  public SwigluRunBuilder model(String name, String title) {
    String source = "https://example.org/" + name + "/config.json";
    String summary = "256 experts, top 6, D=1,024, I=512 (published / 4), limited-silu";
    models.add(
        new ModelInfo(
            name,
            title,
            source,
            4,
            256,
            SLOTS,
            1024,
            512,
            512,
            43,
            "limited-silu",
            false,
            64,
            summary));
    return of(name);
  }

  /** The next cells belong to a model, described or not, with usual sort threshold and workers. */
  public SwigluRunBuilder of(String name) {
    this.model = name;
    return threshold(THRESHOLD).workers(USUAL_WORKERS);
  }

  public SwigluRunBuilder format(String name) {
    this.format = name;
    return threshold(THRESHOLD).workers(USUAL_WORKERS);
  }

  public SwigluRunBuilder threshold(int slots) {
    this.threshold = slots;
    return this;
  }

  public SwigluRunBuilder workers(int number) {
    this.workers = number;
    return this;
  }

  /** Hash of the inputs of the next forks. */
  public SwigluRunBuilder inputs(String hash) {
    this.inputs = hash;
    return this;
  }

  /** Forks added from now on report neither distinct experts nor bytes held. */
  public SwigluRunBuilder bare() {
    this.bare = true;
    return this;
  }

  /** Bytes that the next cells other than unfused hold. */
  public SwigluRunBuilder joinedBytes(long bytes) {
    this.joinedBytes = bytes;
    return this;
  }

  /** A timed SwitchGLU cell: one time per round, in µs. */
  public SwigluRunBuilder cell(String variant, int concurrency, double... us) {
    return add("swiglu", variant, swigluParams(concurrency), concurrency, launches(variant), us);
  }

  /** A timed layer. */
  public SwigluRunBuilder layer(String variant, int concurrency, double... us) {
    Map<String, String> params = params(concurrency, "workers", workers);
    return add("layer", variant, params, concurrency, 3 + 2 * launches(variant), us);
  }

  /** A timed sharded layer, with the workers set last in each rank. */
  public SwigluRunBuilder sharded(String variant, int concurrency, int ranks, double... us) {
    Map<String, String> params = params(concurrency, "ranks", ranks);
    params.put("workers", String.valueOf(workers));
    return add("sharded", variant, params, concurrency, 2, us);
  }

  /** A timed all-reduce. */
  public SwigluRunBuilder allReduce(int concurrency, int ranks, double... us) {
    return add("parts", "all-reduce", params(concurrency, "ranks", ranks), concurrency, 1, us);
  }

  /** A timed empty launch. */
  public SwigluRunBuilder launch(double... us) {
    Map<String, String> params = Map.of("workers", String.valueOf(workers));
    return add("parts", "launch", params, 0, 1, us);
  }

  private static long launches(String variant) {
    return variant.equals("unfused") ? 4 : 2;
  }

  /** A SwitchGLU cell without a time. */
  public SwigluRunBuilder without(String variant, int concurrency, Status status, String why) {
    return without("swiglu", variant, swigluParams(concurrency), status, why);
  }

  /** A sharded layer without a time. */
  public SwigluRunBuilder withoutRanks(String variant, int concurrency, int ranks, String why) {
    Map<String, String> params = params(concurrency, "ranks", ranks);
    params.put("workers", String.valueOf(workers));
    return without("sharded", variant, params, Status.SKIPPED, why);
  }

  private SwigluRunBuilder without(
      String operation, String variant, Map<String, String> params, Status status, String why) {
    String id = id(operation, variant, params);
    return add(CellResult.without(id, operation, variant, format, model, params, status, why));
  }

  /** Any cell. */
  public SwigluRunBuilder add(CellResult cell) {
    cells.add(cell);
    return this;
  }

  private SwigluRunBuilder add(
      String operation,
      String variant,
      Map<String, String> params,
      int concurrency,
      long launches,
      double... us) {
    double[] ms = Arrays.stream(us).map(time -> time / 1e3).toArray();
    Estimate time = Intervals.of(ms);
    boolean part = operation.equals("parts");
    long slots = (long) SLOTS * concurrency;
    return add(
        new CellResult(
            id(operation, variant, params),
            operation,
            variant,
            part ? null : format,
            concurrency == 0 ? null : model,
            params,
            Status.PASSED,
            null,
            "ms",
            time.value(),
            time.low(),
            time.high(),
            launches,
            slots,
            slots,
            weightBytes(slots),
            null,
            null,
            null,
            forks(variant, slots, launches, ms)));
  }

  private static double distinct(long slots) {
    return 256 * (1 - Math.pow(1 - 1 / 256.0, (double) slots));
  }

  private long weightBytes(long slots) {
    return slots >= threshold ? Math.round(distinct(slots) * EXPERT_BYTES) : slots * EXPERT_BYTES;
  }

  private Map<String, String> swigluParams(int concurrency) {
    Map<String, String> params = params(concurrency, "sortThreshold", threshold);
    params.put("workers", String.valueOf(workers));
    return params;
  }

  private Map<String, String> params(int concurrency, String name, int value) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("model", model);
    params.put("concurrency", String.valueOf(concurrency));
    params.put(name, String.valueOf(value));
    return params;
  }

  private String id(String operation, String variant, Map<String, String> params) {
    return operation
        + "/"
        + params.getOrDefault("model", "")
        + (operation.equals("parts") ? "" : "/" + format)
        + "/"
        + variant
        + "/B"
        + params.get("concurrency")
        + (params.containsKey("ranks") ? "/R" + params.get("ranks") : "")
        + (threshold == THRESHOLD ? "" : "/S" + threshold)
        + (workers == USUAL_WORKERS ? "" : "/W" + workers);
  }

  private List<ForkSample> forks(String variant, long slots, long launches, double[] ms) {
    List<ForkSample> forks = new ArrayList<>();
    long held = variant.equals("unfused") ? 256 * EXPERT_BYTES : joinedBytes;
    for (int round = 0; round < ms.length; round++) {
      List<Double> iterations = List.of(ms[round] * 1.01, ms[round], ms[round] * 0.99);
      ForkReport report =
          new ForkReport(
              512,
              workers,
              launches,
              slots,
              slots,
              weightBytes(slots),
              inputs,
              0,
              0.001,
              700L << 20,
              new Correctness(1024 * slots, 1024 * slots, 0.5, null),
              null,
              bare ? null : distinct(slots),
              bare ? null : held);
      forks.add(new ForkSample(round, round, iterations, ms[round], report, 0.0, null));
    }
    return forks;
  }

  public ResultSet build() {
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-11-21T10:15:00Z",
        command,
        "swiglu",
        "quick",
        42,
        rounds,
        complete ? rounds : rounds - 1,
        complete,
        912.6,
        RunBuilder.environment(),
        null,
        null,
        List.of(),
        ceilings,
        cells,
        null,
        models.isEmpty() ? null : models);
  }
}
