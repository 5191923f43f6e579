// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.LayerStack;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.run.TuningMachine;
import org.moebench.simd.VectorApi;
import org.moebench.tensor.Rows;
import org.moebench.verify.StackVerifier;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.ForwardRouting;
import org.moebench.workload.ForwardSteps;
import org.moebench.workload.ForwardWeights;
import org.moebench.workload.Progress;
import org.moebench.workload.TuningFile;
import org.moebench.workload.WeightStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A forward pass through a stack of layers: one prefill step and the decode steps that follow it,
 * or one of these parts. A strategy chooses the kernels; the one beside it has the same weights,
 * inputs and workers. What is not verified gets no time. The defaults are small, so that plain JMH
 * runs end soon.
 */
@State(Scope.Benchmark)
public class ModelBenchmark extends MoeBenchmark {
  /** More than the workspaces of a pass: none is ever evicted. */
  private static final long CACHE_BYTES = 1L << 30;

  /** Long calls meet the compiler's thresholds by their loops. */
  private static final long WARM_UP_NANOS = 1_000_000_000L;

  private static final String NONE = "none";
  private static final String PREFILL = "prefill";
  private static final String DECODE = "decode";
  private static final List<String> PARTS = List.of("forward", PREFILL, DECODE);

  /** Name of a stack. */
  @Param("mixtral-tiny")
  public String preset;

  /** How rows come to experts: {@code published} or {@code realistic}. */
  @Param("published")
  public String routing;

  /**
   * {@code forward} for all steps, {@code prefill} for the first, {@code decode} for the others.
   */
  @Param("forward")
  public String part;

  @Param("INT4_SYM")
  public QuantFormat format;

  /** What the stack's widths are divided by. */
  @Param("4")
  public int divisor;

  /** Layers; 0 for those of the preset. */
  @Param("0")
  public int layers;

  /** How kernels are chosen: the id of a {@link DispatchStrategy}. */
  @Param({"always-prefill", "always-decode", "unified-tuned"})
  public String variant;

  /** Workers of every launch. */
  @Param("2")
  public int workers;

  @Param("42")
  public long seed;

  /** Folder of packed weights, built when missing. */
  @Param("target/weights")
  public String cache;

  /** File of this machine's crossovers; {@code none} for the usual ones. */
  @Param(NONE)
  public String tuning;

  /**
   * Strategy that takes turns with the measured one, iteration by iteration, the measured one
   * first: their ratio is free of what tells forks apart. {@code none} for none.
   */
  @Param(NONE)
  public String beside = NONE;

  private ForwardPreset shape;
  private ForwardSteps steps;
  private ForwardWeights weights;
  private int first;
  private int end;
  private Launcher launcher;
  private Subject own;
  private Subject rival;
  private Subject turn;
  private int iteration;
  private ForkWatch watch;
  private Correctness verified;
  private final Injection injection = new Injection();

  /** A strategy's stack, and what compares it. */
  private final class Subject {
    private final LayerStack stack;
    private final StackVerifier verifier;

    Subject(DispatchStrategy strategy, Tuning crossovers, WorkspaceCache workspaces) {
      stack = weights.stack(steps, strategy, crossovers, launcher, workspaces);
      verifier = new StackVerifier(stack);
    }

    void call() {
      stack.run(first, end);
    }

    /** The first step of the part and its last one: prefill and decode where it has both. */
    void verify() {
      check(verifier.run(first));
      if (end - 1 > first) {
        check(verifier.run(end - 1));
      }
    }

    /** Compares what the last call left: prefill and the last decode step. */
    void compare() {
      if (first == 0) {
        check(verifier.compare(0));
      }
      if (end > 1) {
        check(verifier.compare(end - 1));
      }
    }
  }

  /** A strategy that does not match the reference gets no time. */
  @Setup
  public void prepareAndVerify() {
    VectorApi.require();
    resolve();
    launcher = new Launcher(workers);
    watch = new ForkWatch(launcher);
    verified = new Correctness(0, 0, 0, null);
    Tuning crossovers = crossovers();
    WorkspaceCache workspaces = new WorkspaceCache(CACHE_BYTES);
    own = verifiedAndWarm(variant, crossovers, workspaces);
    rival = beside.equals(NONE) ? null : verifiedAndWarm(beside, crossovers, workspaces);
    turn = own;
    watch.startCounting();
  }

  private void resolve() {
    DispatchStrategy.of(variant);
    if (!beside.equals(NONE)) {
      DispatchStrategy.of(beside);
    }
    if (workers < 1) {
      throw new UserError(ExitStatus.USAGE, "workers=" + workers + " is below 1");
    }
    shape = ForwardPresets.find(preset).shrunk(divisor).withLayers(layers);
    steps = ForwardSteps.of(shape, ForwardRouting.of(routing), seed);
    if (!PARTS.contains(part)) {
      throw NearestName.unknown("part", part, PARTS);
    }
    first = part.equals(DECODE) ? 1 : 0;
    end = part.equals(PREFILL) ? 1 : steps.steps();
    WeightStore store = new WeightStore(Path.of(cache), workers, Progress.SILENT);
    weights = ForwardWeights.load(shape, format, seed, store);
  }

  private Tuning crossovers() {
    return tuning.equals(NONE)
        ? Tuning.NONE
        : TuningFile.load(Path.of(tuning), TuningMachine.id(workers), System.out::println);
  }

  private Subject verifiedAndWarm(String name, Tuning crossovers, WorkspaceCache workspaces) {
    Subject subject = new Subject(DispatchStrategy.of(name), crossovers, workspaces);
    subject.verify();
    WarmUp.run(subject::call, WarmUp.CALLS, WARM_UP_NANOS);
    return subject;
  }

  /** Whose turn it is. */
  @Setup(Level.Iteration)
  public void takeTurns() {
    turn = rival == null || iteration % 2 == 0 ? own : rival;
    iteration++;
  }

  @Benchmark
  public Rows forward() {
    Subject now = turn;
    now.call();
    if (injection.again()) {
      now.call();
    }
    watch.called();
    return now.stack.output(end - 1);
  }

  /** The last outputs must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    own.compare();
    if (rival != null) {
      rival.compare();
    }
    publish(verified);
    launcher.close();
  }

  private void check(Correctness correctness) {
    verified = verified.and(correctness);
    if (!correctness.passed()) {
      publish(verified);
      launcher.close();
      throw new IllegalStateException("does not match its reference: " + correctness.message());
    }
  }

  /** Rows and weights are of all layers and steps of a call, experts the mean of a layer. */
  private void publish(Correctness correctness) {
    long active = steps.activeExperts(first, end);
    double distinct = (double) active / ((end - first) * shape.layers());
    long rows = steps.routedRows(first, end);
    long read = active * shape.expertBytes(format);
    long held = shape.weightBytes(format);
    watch.publish(
        new ForkWatch.Work(rows, rows, read, distinct, held), inputHash(), correctness, null);
  }

  /** The same for all strategies of a cell. */
  private String inputHash() {
    InputHash hash = new InputHash().add(shape.toString()).add(weights.hash()).add(seed);
    for (int step = first; step < end; step++) {
      for (int layer = 0; layer < shape.layers(); layer++) {
        hash.addAll(steps.picks(step, layer));
      }
    }
    return hash.text();
  }
}
