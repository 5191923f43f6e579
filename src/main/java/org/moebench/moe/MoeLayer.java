// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.launch.Launcher;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingKernel;
import org.moebench.routing.RoutingVariant;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

/** A whole layer: router, experts, weighted sum. Run on batches of one size in turn. */
public final class MoeLayer {
  private final RoutingJob routing;
  private final RoutingKernel router;
  private final LayerExperts experts;
  private RoutingRecorder recorder;
  private SlotNorms norms;

  /**
   * Allocates everything for batches like the first.
   *
   * @param variant computes the experts; weights must be of its form
   * @param first gating logits of a batch; the activations come by {@link #batch}
   * @throws IllegalArgumentException if the router's ids are more than there are experts
   * @throws org.moebench.fault.UserError BAD_INPUT if the logits do not fit the router
   */
  public MoeLayer(
      Router router,
      LayerConfig config,
      LayerWeights weights,
      SwigluVariant variant,
      RoutingInput first,
      Launcher launcher) {
    if (router.idBound() > weights.routed().experts()) {
      throw new IllegalArgumentException(
          "a router of %d experts, weights of %d"
              .formatted(router.idBound(), weights.routed().experts()));
    }
    routing = new RoutingJob(router, first, launcher);
    this.router = RoutingVariant.VECTOR_BATCHED.create(routing);
    int slots = router.config().slots();
    experts = new LayerExperts(config, weights, variant, first.logits().tokens(), slots, launcher);
  }

  /**
   * The batch to compute next; not copied.
   *
   * @param logits gating logits [tokens][experts]
   * @param x activations [tokens][D]
   */
  public void batch(RoutingInput logits, Rows x) {
    routing.input(logits);
    experts.batch(x, routing.ids(), routing.weights());
  }

  /** Computes the batch into {@link #output}. */
  public void run() {
    router.route();
    experts.run();
    if (recorder != null) {
      record();
    }
  }

  private void record() {
    norms.run();
    recorder.record(
        routing.tokens(),
        routing.router().config().slots(),
        routing.ids(),
        routing.weights(),
        norms.norms(),
        norms.maxima());
  }

  /**
   * Sets who is told of every run from now on; {@code null}, as at first, for nobody. Only with a
   * recorder are norms computed, in one launch more. Shared experts are not recorded, and the layer
   * of one rank knows only its part of an expert's output.
   */
  public void recorder(RoutingRecorder next) {
    recorder = next;
    if (next != null && norms == null) {
      norms = new SlotNorms(experts.routed());
    }
  }

  /** Results [tokens][D]. */
  public Rows output() {
    return experts.output();
  }

  /** The routing: its ids and weights are those of the last run. */
  public RoutingJob routing() {
    return routing;
  }

  /** The experts. */
  public LayerExperts experts() {
    return experts;
  }
}
