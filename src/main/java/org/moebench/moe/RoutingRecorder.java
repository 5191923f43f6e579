// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

/** Is told after every run of a {@link MoeLayer} where its tokens went. */
@FunctionalInterface
public interface RoutingRecorder {
  /**
   * Takes the routing of a batch. Arrays are the layer's own: they are overwritten by its next run
   * and must not be changed.
   *
   * @param tokens rows of the batch, padding included
   * @param slots slots of a token; a fused shared expert, with the id E, is the last of them
   * @param ids expert per token and slot, [tokens][slots], the one with the highest selection score
   *     first; -1 in padding rows
   * @param weights what the experts' outputs were weighted by, [tokens][slots]
   * @param norms L2 norms of the experts' outputs before they were weighted, [tokens][slots]; 0
   *     without an expert
   * @param maxima largest (signed) element of the same outputs, [tokens][slots]; 0 without an
   *     expert
   */
  void record(int tokens, int slots, int[] ids, float[] weights, float[] norms, float[] maxima);
}
