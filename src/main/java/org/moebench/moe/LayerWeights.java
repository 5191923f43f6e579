// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.swiglu.SwigluWeights;

/**
 * Weights of a layer.
 *
 * @param routed all routed experts
 * @param shared the shared expert, as one expert; {@code null} without one
 */
public record LayerWeights(SwigluWeights routed, SwigluWeights shared) {
  /**
   * @throws IllegalArgumentException if the shared expert is not one of the same width
   */
  public LayerWeights {
    if (shared != null && (shared.experts() != 1 || shared.hidden() != routed.hidden())) {
      throw new IllegalArgumentException(
          "a shared expert of %d experts, width %d, beside routed ones of width %d"
              .formatted(shared.experts(), shared.hidden(), routed.hidden()));
    }
  }

  /** The same weights in another form. */
  public LayerWeights as(SwigluWeights.Form form) {
    return new LayerWeights(routed.as(form), shared == null ? null : shared.as(form));
  }

  /**
   * The part of one rank, of routed and shared experts alike.
   *
   * @throws org.moebench.fault.UserError USAGE as {@link SwigluWeights#shard}
   */
  public LayerWeights shard(int rank, int ranks) {
    return new LayerWeights(
        routed.shard(rank, ranks), shared == null ? null : shared.shard(rank, ranks));
  }

  /** Bytes held. */
  public long bytes() {
    return routed.bytes() + (shared == null ? 0 : shared.bytes());
  }
}
