// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.routing.HashTable;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.run.LogitType;
import org.moebench.run.RouterSpec;
import org.moebench.simd.VectorApi;
import org.moebench.workload.NamedRouter;
import org.moebench.workload.SyntheticRouting;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The inputs of a routing benchmark: a router, a batch of logits, and the report its fork gives of
 * itself.
 */
@State(Scope.Benchmark)
public abstract class RoutingInputs extends MoeBenchmark {
  // Tokens after which every method of a router has met the compiler's thresholds.
  private static final int WARM_UP_TOKENS = 1 << 16;

  /**
   * Different tokens that come up before one does again: so many that the branch predictor cannot
   * learn them. A router never meets the same logits twice.
   */
  private static final int TOKENS_IN_TURN = 1024;

  /** Name of a router, or {@code file:} and the path of a router file. */
  @Param("deepseek-v3")
  public String router;

  @Param({"1", "256"})
  public int tokens;

  /** Type of the logits: {@code fp32} or {@code bf16}. */
  @Param("fp32")
  public String logits;

  @Param("1")
  public int workers;

  @Param("42")
  public long seed;

  private RoutingJob job;
  private List<RoutingInput> batches;
  private int next;
  private ForkWatch watch;
  private String inputHash;

  /** Draws the router's parameters and the batch. */
  final void prepare() {
    VectorApi.require();
    NamedRouter named = new RouterSpec(router).resolve();
    boolean bf16 = LogitType.of(logits) == LogitType.BF16;
    int count = Math.max(1, TOKENS_IN_TURN / tokens);
    batches = SyntheticRouting.batches(named, count, tokens, bf16, seed);
    Router parameters = SyntheticRouting.router(named, seed);
    job = new RoutingJob(parameters, batches.get(0), new Launcher(workers));
    inputHash = hash(parameters, batches);
    watch = new ForkWatch(job.launcher());
  }

  private static String hash(Router router, List<RoutingInput> batches) {
    HashTable table = router.hashTable();
    InputHash hash =
        new InputHash()
            .add(router.config().toString())
            .addAll(router.bias())
            .addAll(table == null ? null : table.experts())
            .addAll(router.physical());
    batches.forEach(hash::add);
    return hash.text();
  }

  /** Batches that are routed in turn. */
  final List<RoutingInput> batches() {
    return batches;
  }

  /** Gives the job the next batch. */
  final void advance() {
    next = next + 1 < batches.size() ? next + 1 : 0;
    job.input(batches.get(next));
  }

  /** Calls until the compiler has done with them. */
  final void warmUp(Runnable call) {
    WarmUp.run(call, Math.min(WarmUp.CALLS, Math.ceilDiv(WARM_UP_TOKENS, tokens)));
  }

  final RoutingJob job() {
    return job;
  }

  final ForkWatch watch() {
    return watch;
  }

  /** Hands the fork's report over; every token is routed once and none in vain. */
  final void publish(Correctness correctness, Long nearTies) {
    watch.publish(new ForkWatch.Work(tokens, tokens, 0), inputHash, correctness, nearTies);
  }

  /** A variant that does not match its reference gets no time. */
  final void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness, null);
      stop();
      throw new IllegalStateException("does not match its reference: " + correctness.message());
    }
  }

  final void stop() {
    job.launcher().close();
  }
}
