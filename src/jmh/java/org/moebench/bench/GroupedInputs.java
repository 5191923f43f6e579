// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.run.DecodeScale;
import org.moebench.simd.VectorApi;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.workload.Progress;
import org.moebench.workload.StoredWeights;
import org.moebench.workload.SyntheticData;
import org.moebench.workload.WeightSpec;
import org.moebench.workload.WeightStore;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The inputs of a benchmark of one projection with few rows per expert: weights, activations, the
 * calls in turn, and the report its fork gives of itself. What is not verified gets no time. The
 * defaults are small, so that plain JMH runs end soon.
 */
@State(Scope.Benchmark)
public abstract class GroupedInputs extends MoeBenchmark {
  /** Calls verified of each variant. */
  private static final int VERIFIED_CALLS = 4;

  private static final int MOST_ROWS = 1 << 24;
  private static final int MOST_WORKERS = 1024;

  /** Long calls meet the compiler's thresholds by their loops. */
  private static final long WARM_UP_NANOS = 1_000_000_000L;

  @Param("INT4_SYM")
  public QuantFormat format;

  /** Output features. */
  @Param("256")
  public int n;

  /** Input features. */
  @Param("256")
  public int k;

  @Param("128")
  public int group;

  /** Experts of a layer. */
  @Param("32")
  public int experts;

  /** Rows of each expert that a call computes; traces have their own. */
  @Param("1")
  public int rows;

  /** Experts that a call computes; traces have their own. */
  @Param("8")
  public int active;

  /** Workers of every launch. */
  @Param("2")
  public int workers;

  @Param("42")
  public long seed;

  /** Folder of packed weights, built when missing. */
  @Param("target/weights")
  public String cache;

  /**
   * Variant that takes turns with the measured one, iteration by iteration, the measured one first,
   * on the same weights: their ratio is free of what tells forks apart. {@code none} for none.
   */
  @Param("none")
  public String beside = "none";

  private List<ExpertRows> calls;
  private PackedWeights weights;
  private Rows input;
  private Launcher launcher;
  private GroupedCalls own;
  private GroupedCalls rival;
  private GroupedCalls turn;
  private int iteration;
  private int turnStart;
  private String inputHash;
  private ForkWatch watch;
  private Correctness verified;
  private final Injection injection = new Injection();

  /** Name of the measured variant. */
  abstract String measured();

  /**
   * Checks the name of a variant.
   *
   * @throws UserError USAGE if there is no such variant
   */
  abstract void checkVariant(String name);

  /** Checks what only a subclass knows; UserError USAGE. */
  void checkOthers() {}

  /** Makes a variant; weights and input are there. */
  abstract GroupedCalls create(String name);

  /** Matrices that calls are computed with. */
  int matrices() {
    return experts;
  }

  /** Rows per expert of each call until the first comes again. */
  List<ExpertRows> createCalls() {
    checkAtLeastOne("rows", rows);
    if ((long) rows * active > MOST_ROWS) {
      throw usage("a call of %d x %d rows is above %d".formatted(active, rows, MOST_ROWS));
    }
    if (active < 1 || active > matrices()) {
      throw usage("active=%d is not between 1 and the %d matrices".formatted(active, matrices()));
    }
    return ExpertTurns.distinct(matrices(), active, rows, seed);
  }

  /** A variant that does not match the reference gets no time. */
  @Setup
  public void prepareAndVerify() {
    VectorApi.require();
    check();
    calls = createCalls();
    load();
    launcher = new Launcher(workers);
    watch = new ForkWatch(launcher);
    verified = new Correctness(0, 0, 0, null);
    own = verifiedAndWarm(measured());
    rival = beside.equals("none") ? null : verifiedAndWarm(beside);
    turn = own;
    watch.startCounting();
  }

  private void check() {
    checkAtLeastOne("experts", experts);
    checkAtLeastOne("workers", workers);
    checkOthers();
    if (workers > MOST_WORKERS) {
      throw usage("workers=%d is above %d".formatted(workers, MOST_WORKERS));
    }
    if (matrices() > DecodeScale.MOST_MATRICES) {
      throw usage("%d matrices are more than %d".formatted(matrices(), DecodeScale.MOST_MATRICES));
    }
    checkVariant(measured());
    if (!beside.equals("none")) {
      checkVariant(beside);
    }
  }

  /** Throws USAGE if a parameter is below 1. */
  static void checkAtLeastOne(String name, int value) {
    if (value < 1) {
      throw usage("%s=%d is below 1".formatted(name, value));
    }
  }

  static UserError usage(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }

  private void load() {
    int largest = calls.stream().mapToInt(ExpertRows::total).max().orElseThrow();
    if ((long) largest * Math.max(n, k) > Integer.MAX_VALUE / 2) {
      throw usage("a call of %d rows is too large: choose fewer".formatted(largest));
    }
    WeightSpec spec = new WeightSpec(format, matrices(), n, k, group, seed);
    StoredWeights stored = new WeightStore(Path.of(cache), workers, Progress.SILENT).load(spec);
    weights = stored.weights();
    input = Rows.allocate(largest, k);
    IntStream.range(0, largest)
        .parallel()
        .forEach(row -> SyntheticData.activations(seed, row, k, input.data(), input.index(row)));
    InputHash hash = new InputHash().add(stored.hash()).add(seed);
    calls.forEach(call -> hash.addAll(call.toArray()));
    inputHash = hash.text();
  }

  private GroupedCalls verifiedAndWarm(String name) {
    GroupedCalls made = create(name);
    for (int i = 0; i < VERIFIED_CALLS; i++) {
      Correctness correctness = made.verify();
      check(correctness);
      verified = verified.and(correctness);
    }
    WarmUp.run(made::call, WarmUp.CALLS, WARM_UP_NANOS);
    made.continueAt(0);
    return made;
  }

  /** Whose turn it is; both start a pair of iterations at the same call. */
  @Setup(Level.Iteration)
  public void takeTurns() {
    if (rival == null) {
      return;
    }
    boolean first = iteration % 2 == 0;
    iteration++;
    if (first) {
      turnStart = own.next();
    } else {
      rival.continueAt(turnStart);
    }
    turn = first ? own : rival;
  }

  /** One call that is timed. */
  final Rows timed() {
    GroupedCalls now = turn;
    now.call();
    if (injection.again()) {
      now.call();
    }
    watch.called();
    return now.output();
  }

  /** The last outputs must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    check(own.compare());
    if (rival != null) {
      check(rival.compare());
    }
    publish(verified);
    launcher.close();
  }

  private void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness);
      launcher.close();
      throw new IllegalStateException("does not match its reference: " + correctness.message());
    }
  }

  /** Rows and experts are means over the calls. */
  private void publish(Correctness correctness) {
    double distinct = calls.stream().mapToInt(ExpertRows::active).average().orElseThrow();
    long meanRows = Math.round(calls.stream().mapToInt(ExpertRows::total).average().orElseThrow());
    long bytes = Math.round(distinct * weights.bytesPerExpert());
    ForkWatch.Work work = new ForkWatch.Work(meanRows, meanRows, bytes, distinct, null);
    watch.publish(work, inputHash, correctness, null);
  }

  final PackedWeights weights() {
    return weights;
  }

  final Rows input() {
    return input;
  }

  final Launcher launcher() {
    return launcher;
  }

  final List<ExpertRows> calls() {
    return calls;
  }
}
