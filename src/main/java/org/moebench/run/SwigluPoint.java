// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.workload.DecodeBatch;
import org.moebench.workload.DistinctExperts;
import org.moebench.workload.ModelWeights;
import org.moebench.workload.NamedModel;

/**
 * One setting of everything that a SwitchGLU cell depends on, and what it costs.
 *
 * @param model model
 * @param format weight format
 * @param variant variant
 * @param beside variant that takes turns with it in its forks; {@code null} if it is alone
 * @param requests requests of a batch
 * @param threshold slots of a batch from which they are sorted
 * @param ranks ranks of a sharded layer; 0 if it is not sharded
 * @param workers workers of every launch; of each rank if sharded
 */
record SwigluPoint(
    SwigluConfig.Model model,
    QuantFormat format,
    SwigluVariant variant,
    SwigluVariant beside,
    int requests,
    int threshold,
    int ranks,
    int workers) {
  /** Starting, loading and verifying a fork beside reading its weights, in seconds. */
  private static final double SET_UP_SECONDS = 1;

  // Reading weights from the page cache and checking them; what a call reads and computes.
  private static final double LOAD_BYTES_PER_SECOND = 1e9;
  private static final double READ_BYTES_PER_SECOND = 5e9;
  private static final double FLOPS_PER_WORKER = 3e10;

  // Batches and outputs are held by the run and by its verification.
  private static final int COPIES = 2;

  NamedModel named() {
    return model.named();
  }

  /** Slots of a batch. */
  long slots() {
    return (long) requests * model.slots();
  }

  /** Multiplications and additions of one slot in its expert. */
  double flopsPerSlot() {
    return flops(named().intermediate());
  }

  /** The same with a slot's share of its token's shared expert. */
  double layerFlopsPerSlot() {
    return flopsPerSlot() + flops(named().sharedIntermediate()) / model.slots();
  }

  /** Of gate, up and down: a multiplication and an addition per weight. */
  private double flops(int intermediate) {
    return 2.0 * 3 * named().hidden() * intermediate;
  }

  /**
   * Java heap of its fork; {@link Long#MAX_VALUE} if that overflows.
   *
   * @throws UserError TOO_LARGE if a projection does not fit an array
   */
  long heapBytes() {
    try {
      long other = beside == null ? 0 : ModelWeights.peakBytes(named(), format, beside.form());
      long weights =
          ranks == 0
              ? ModelWeights.peakBytes(named(), format, variant.form())
              : ModelWeights.shardedPeakBytes(named(), format, variant.form(), ranks);
      long batches =
          Math.multiplyExact(
              DecodeBatch.forkBytes(named(), requests), (long) COPIES * Math.max(turns(), ranks));
      return ForkMemory.heapBytes(Math.addExact(Math.addExact(weights, other), batches));
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Variants in a fork. */
  private int turns() {
    return beside == null ? 1 : 2;
  }

  /** The same in forks of its own. */
  SwigluPoint alone() {
    return new SwigluPoint(model, format, variant, null, requests, threshold, ranks, workers);
  }

  /** Why it cannot be run on any machine; {@code null} if it can. */
  String problem() {
    try {
      ModelWeights.peakBytes(named(), format, variant.form());
    } catch (UserError e) {
      if (e.status() != ExitStatus.TOO_LARGE) {
        throw e;
      }
      return e.getMessage();
    }
    return ranks == 0 ? null : shardProblem();
  }

  private String shardProblem() {
    String routed = shardProblem(named().intermediate());
    return routed != null || !named().shared()
        ? routed
        : shardProblem(named().sharedIntermediate());
  }

  private String shardProblem(int intermediate) {
    return SwigluWeights.shardProblem(intermediate, format, named().group(), ranks);
  }

  /** Rough duration of its fork. */
  double expectedSeconds(Timing timing) {
    double setUp = SET_UP_SECONDS + heapBytes() / LOAD_BYTES_PER_SECOND;
    int experts = named().router().config().experts();
    double read =
        DistinctExperts.uniform(experts, model.slots(), requests)
            / experts
            * ModelWeights.bytes(named(), format)
            / READ_BYTES_PER_SECOND;
    double compute = slots() * layerFlopsPerSlot() / (FLOPS_PER_WORKER * workers);
    return turns() * ForkTime.expectedSeconds(timing, setUp, Math.max(read, compute));
  }
}
