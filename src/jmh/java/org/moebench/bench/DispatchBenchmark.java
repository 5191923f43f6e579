// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.SplittableRandom;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.Dispatcher;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.Phase;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.verify.DispatchVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to choose the kernels of a call: {@code plan} makes of the counts what every call
 * needs and the rules read, {@code decide} is what the dispatcher does before a decode step. Calls
 * take batches in turn, so that the processor cannot foresee a batch's figures.
 */
@State(Scope.Benchmark)
public class DispatchBenchmark extends MoeBenchmark {
  private static final int BATCHES = 64;
  private static final int MOST_EXPERTS = 1 << 16;
  private static final int MOST_ROWS = 1 << 24;

  /** The tuned rule of a format is a limit, whatever the shape. */
  private static final QuantFormat FORMAT = QuantFormat.INT4_SYM;

  private static final int SMALLEST_K = 8;

  @Param({"128", "256"})
  public int experts;

  /** Rows of a batch. */
  @Param("256")
  public int rows;

  /** How kernels are chosen: the id of a {@link DispatchStrategy}; {@code plan} needs none. */
  @Param("unified-auto")
  public String variant;

  @Param("42")
  public long seed;

  private final int[][] counts = new int[BATCHES][];
  private final ExpertRows[] batches = new ExpertRows[BATCHES];
  private DispatchStrategy strategy;
  private Phase phase;
  private Dispatcher dispatcher;
  private int next;
  private ForkWatch watch;
  private Correctness verified;

  /** What is not decided as defined gets no time. */
  @Setup
  public void prepareAndVerify() {
    checkRange("experts", experts, 1, MOST_EXPERTS);
    checkRange("rows", rows, 0, MOST_ROWS);
    strategy = DispatchStrategy.of(variant);
    phase = strategy.phase(false);
    Launcher launcher = new Launcher(1);
    // Only decides: its weights are as small as can be.
    PackedWeights weights = PackedWeights.allocate(FORMAT, experts, 1, SMALLEST_K, SMALLEST_K);
    GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(0));
    dispatcher = new Dispatcher(gemm, strategy.rule(Tuning.NONE, FORMAT, 1, SMALLEST_K));
    watch = new ForkWatch(launcher);
    drawBatches();
    verified = compare();
    check(verified);
  }

  private static void checkRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserError(
          ExitStatus.USAGE, "%s=%d is not between %d and %d".formatted(name, value, least, most));
    }
  }

  /** Every row goes to any expert. */
  private void drawBatches() {
    SplittableRandom random = new SplittableRandom(seed);
    for (int b = 0; b < BATCHES; b++) {
      int[] drawn = new int[experts];
      random.ints(rows, 0, experts).forEach(expert -> drawn[expert]++);
      counts[b] = drawn;
      batches[b] = new ExpertRows(drawn);
    }
  }

  /** Rows per expert, their places and sums. */
  @Benchmark
  public ExpertRows plan() {
    return new ExpertRows(counts[advance()]);
  }

  /** Most rows of an expert for the decode kernel. */
  @Benchmark
  public int decide() {
    return dispatcher.decodeRows(phase, batches[advance()]);
  }

  private int advance() {
    next = (next + 1) % BATCHES;
    return next;
  }

  /** Plans and decisions must still be right. */
  @TearDown
  public void compareAgain() {
    check(compare());
    publish(verified);
  }

  private Correctness compare() {
    int tuned = Tuning.NONE.decodeRows(FORMAT, 1, SMALLEST_K);
    Correctness all = new Correctness(0, 0, 0, null);
    for (int b = 0; b < BATCHES; b++) {
      ExpertRows planned = plan();
      all = all.and(DispatchVerifier.plan(counts[next], planned));
      int decided = decide();
      all = all.and(DispatchVerifier.decision(strategy, tuned, counts[next], decided));
    }
    return all;
  }

  private void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness);
      throw new IllegalStateException("not as defined: " + correctness.message());
    }
  }

  private void publish(Correctness correctness) {
    InputHash hash = new InputHash().add(seed);
    for (int[] drawn : counts) {
      hash.addAll(drawn);
    }
    watch.publish(new ForkWatch.Work(rows, rows, 0), hash.text(), correctness, null);
  }
}
