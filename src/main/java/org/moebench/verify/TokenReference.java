// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.stream.IntStream;
import org.moebench.swiglu.SwigluJob;

/** What a layer's outputs of some tokens should be: see {@link LayerVerifier} for the bound. */
final class TokenReference {
  private final SwigluJob routed;
  private final float[] weights;
  private final SlotReference routedSlots;
  private final SlotReference sharedSlots;
  private final ErrorBound sum;
  private final int[] tokens;
  private final int[] columns;

  /**
   * @param routed the routed experts' batch
   * @param weights factor per slot; {@code null} if they were applied before down
   * @param shared the shared expert's batch; {@code null} without one
   * @param ranks that add up the output
   */
  TokenReference(SwigluJob routed, float[] weights, SwigluJob shared, int ranks) {
    this.routed = routed;
    this.weights = weights;
    routedSlots = new SlotReference(routed);
    sharedSlots = shared == null ? null : new SlotReference(shared);
    sum = new ErrorBound(routed.slots() + 1 + ranks);
    tokens = SlotSample.tokens(routed);
    columns = SlotSample.columns(routed, tokens.length * routed.slots());
  }

  /** The tokens to compare. */
  IntStream tokens() {
    return IntStream.of(tokens);
  }

  /** The columns to compare. */
  int[] columns() {
    return columns;
  }

  /** The outputs of a token. */
  SlotReference.Outputs outputs(int token) {
    Sum all = new Sum(columns.length);
    for (int pair = token * routed.slots(); pair < (token + 1) * routed.slots(); pair++) {
      if (routed.ids()[pair] >= 0) {
        all.add(weights == null ? 1 : weights[pair], routedSlots.outputs(pair, columns));
      }
    }
    if (sharedSlots != null) {
      all.add(1, sharedSlots.outputs(token, columns));
    }
    return all.outputs(sum);
  }

  private static final class Sum {
    private final SlotReference.Outputs all;

    Sum(int columns) {
      all =
          new SlotReference.Outputs(new double[columns], new double[columns], new double[columns]);
    }

    void add(double factor, SlotReference.Outputs slot) {
      for (int c = 0; c < slot.value().length; c++) {
        double error = Math.abs(factor) * slot.error()[c];
        all.value()[c] += factor * slot.value()[c];
        all.error()[c] += error;
        all.magnitude()[c] += Math.abs(factor) * slot.magnitude()[c] + error;
      }
    }

    SlotReference.Outputs outputs(ErrorBound rounding) {
      for (int c = 0; c < all.value().length; c++) {
        all.error()[c] += rounding.of(all.magnitude()[c]);
      }
      return all;
    }
  }
}
