// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.stream.IntStream;
import org.moebench.launch.Launcher;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;
import org.moebench.tensor.Rows;

/**
 * What a layer gets in one decode step: a token of each of several requests.
 *
 * @param logits gating logits [concurrency][E], of {@link DecodeRouting}
 * @param rows activations [concurrency][D], N(0, 1)
 * @param ids experts that the model's router gives the tokens, [concurrency][slots]
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels; never changed after construction
public record DecodeBatch(RoutingInput logits, Rows rows, int[] ids) {
  private static final int MOST_STEPS = 64;
  private static final int FEWEST_STEPS = 16;

  /** Tokens in all steps from which there are fewer of them: each touches many experts then. */
  private static final int TOKENS = 512;

  /** Steps that come up before one does again. */
  public static int steps(int concurrency) {
    return Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, TOKENS / Math.max(1, concurrency)));
  }

  /**
   * Batches to be computed in turn. Every step is another layer with popular experts of its own, so
   * that consecutive calls meet different experts: their weights come from memory, as they do where
   * a model's layers follow each other, and not from a cache that still holds them from the call
   * before. (All weights of a small layer may fit a cache even so.)
   *
   * @param model the layer, shrunk already if it is to be
   * @param router its router
   * @param concurrency requests, at least 1
   * @param sharedPopularity see {@link DecodeRouting}
   * @throws org.moebench.fault.UserError as {@link DecodeRouting#step}
   */
  public static List<DecodeBatch> inTurn(
      NamedModel model, Router router, int concurrency, double sharedPopularity, long seed) {
    NamedRouter named = model.router();
    return IntStream.range(0, steps(concurrency))
        .parallel()
        .mapToObj(
            step -> {
              RoutingInput logits =
                  DecodeRouting.step(named, concurrency, step, sharedPopularity, seed);
              Rows rows = activations(concurrency, step, model.hidden(), seed);
              return new DecodeBatch(logits, rows, route(router, logits));
            })
        .toList();
  }

  /**
   * Batches to be computed in turn that follow the routing of a decode workload: its steps, one
   * layer after the other, as {@link DecodeSteps} takes them.
   *
   * @param workload where the picks come from
   * @param model the layer, shrunk already if it is to be
   * @param router its router
   * @param concurrency requests, at least 1
   * @throws org.moebench.fault.UserError USAGE if the router cannot take the workload's experts
   */
  public static List<DecodeBatch> following(
      DecodeWorkload workload, NamedModel model, Router router, int concurrency, long seed) {
    int count = steps(concurrency);
    Batch batch = Batch.parse(Integer.toString(concurrency));
    DecodeSteps steps = DecodeSteps.of(workload, batch, count, seed);
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            step -> {
              int[] picks = steps.ids(step);
              RoutingInput logits = GuidedLogits.of(model.router(), workload, picks, step, seed);
              int[] ids = route(router, logits);
              GuidedLogits.check(workload, picks, ids);
              Rows rows = activations(concurrency, step, model.hidden(), seed);
              return new DecodeBatch(logits, rows, ids);
            })
        .toList();
  }

  private static Rows activations(int concurrency, int step, int hidden, long seed) {
    Rows rows = Rows.allocate(concurrency, hidden);
    for (int r = 0; r < concurrency; r++) {
      int row = Math.addExact(Math.multiplyExact(r, MOST_STEPS), step);
      SyntheticData.activations(seed, row, hidden, rows.data(), rows.index(r));
    }
    return rows;
  }

  private static int[] route(Router router, RoutingInput logits) {
    try (Launcher alone = new Launcher(1)) {
      RoutingJob job = new RoutingJob(router, logits, alone);
      RoutingVariant.REFERENCE.create(job).route();
      return job.ids();
    }
  }

  /**
   * Bytes of all batches of {@link #inTurn}, of a layer's scratch memory for one of them and of its
   * output: what a fork holds beside weights.
   *
   * @throws ArithmeticException if that overflows a {@code long}
   */
  public static long forkBytes(NamedModel model, int concurrency) {
    int slots = model.router().config().slots();
    long perToken = (long) model.hidden() + model.router().config().experts() + 2L * slots;
    // gathered rows, gate, up, activated rows and outputs of every slot
    long perSlot = 2L * model.hidden() + 3L * Math.max(model.intermediate(), 32);
    long floats =
        Math.addExact(
            Math.multiplyExact(Math.multiplyExact(perToken, concurrency), steps(concurrency)),
            Math.multiplyExact(Math.multiplyExact(perSlot, slots), (long) concurrency));
    return Math.multiplyExact(floats, (long) Float.BYTES);
  }
}
