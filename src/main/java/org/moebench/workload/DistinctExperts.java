// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * How many different experts a batch touches, which decides how many weights it reads.
 *
 * <p>Tokens of one batch share experts the more, the more popular some experts are; {@link
 * DecodeRouting} gives batches with a chosen overlap.
 */
public final class DistinctExperts {
  private DistinctExperts() {}

  /**
   * The mean if every token picks its experts independently and all experts alike: {@code E·(1 - (1
   * - k/E)^B)}.
   *
   * @param experts E, at least 1
   * @param perToken k, from 0 to E
   * @param tokens B, at least 0
   */
  public static double uniform(int experts, int perToken, int tokens) {
    if (experts < 1 || perToken < 0 || perToken > experts || tokens < 0) {
      throw new IllegalArgumentException(
          "%s tokens with %s of %s experts each".formatted(tokens, perToken, experts));
    }
    double missed = (double) (experts - perToken) / experts;
    return experts * (1 - Math.pow(missed, tokens));
  }

  /**
   * The number of different experts among the picks of a batch.
   *
   * @param ids picks of all tokens; others than 0 to {@code experts - 1}, which are padding and
   *     fused shared experts, do not count
   * @param experts routed experts
   */
  public static int count(int[] ids, int experts) {
    boolean[] seen = new boolean[experts];
    int distinct = 0;
    for (int id : ids) {
      if (id >= 0 && id < experts && !seen[id]) {
        seen[id] = true;
        distinct++;
      }
    }
    return distinct;
  }
}
