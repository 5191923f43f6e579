// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import java.util.Random;
import org.moebench.trace.TracePhase;

/** Profiles of made-up models whose tokens keep experts of the token before and have favourites. */
public final class ExampleProfile {
  private ExampleProfile() {}

  /**
   * A profile with all there is: gates and norms, and the first layer hash-routed if there are
   * several. Locality grows with the layer.
   */
  public static Profile of(int layers, int experts, int topK, int tokens) {
    Random random = new Random(7);
    ProfileBuilder builder = new ProfileBuilder(experts, topK).model("Example-" + experts + "E");
    for (int layer = 0; layer < layers; layer++) {
      builder.layer(layer, layers > 1 && layer == 0);
      int[][] ids = ids(random, experts, topK, tokens, 0.6 * layer / layers, 1 + layer % 4);
      float[] weights = new float[tokens * topK];
      float[] norms = new float[tokens * topK];
      for (int i = 0; i < weights.length; i++) {
        int expert = ids[i / topK][i % topK];
        weights[i] = (1f - (float) (i % topK) / topK) * (0.5f + random.nextFloat());
        norms[i] = (1f + expert % 7) * (0.8f + 0.4f * random.nextFloat());
      }
      builder.salient(layer, weights, norms, ids);
    }
    return builder.build();
  }

  /** A profile of a prompt and what was generated after it, without gates. */
  public static Profile phased(int experts, int topK, int tokens) {
    Random random = new Random(9);
    ProfileBuilder builder = new ProfileBuilder(experts, topK);
    for (int layer = 0; layer < 2; layer++) {
      builder.ids(layer, TracePhase.PROMPT, ids(random, experts, topK, tokens, 0.2, 2));
      builder.ids(layer, TracePhase.GENERATED, ids(random, experts, topK, tokens, 0.7, 2));
    }
    return builder.build();
  }

  /** Experts [tokens][topK], distinct in a token. */
  public static int[][] ids(
      Random random, int experts, int topK, int tokens, double kept, double favour) {
    int[][] ids = new int[tokens][topK];
    for (int t = 0; t < tokens; t++) {
      boolean[] taken = new boolean[experts];
      for (int slot = 0; slot < topK; slot++) {
        int expert = t > 0 && random.nextDouble() < kept ? ids[t - 1][slot] : -1;
        while (expert < 0 || taken[expert]) {
          expert = (int) (experts * Math.pow(random.nextDouble(), favour));
          expert = expert * 37 % experts;
        }
        taken[expert] = true;
        ids[t][slot] = expert;
      }
    }
    return ids;
  }

  /** A token that takes the same experts {@code 0 … topK - 1} again and again. */
  public static int[][] constant(int topK, int tokens) {
    int[][] ids = new int[tokens][topK];
    for (int[] row : ids) {
      Arrays.setAll(row, slot -> slot);
    }
    return ids;
  }
}
