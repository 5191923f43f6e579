// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.moebench.tensor.ExpertRows;

/** Which experts the calls of a fork compute, one call after the other. */
final class ExpertTurns {
  private ExpertTurns() {}

  /**
   * Experts in turn in a random order, so that no matrix comes again before all others have: what a
   * call reads has long left the caches, if all matrices are larger than these.
   *
   * @param experts matrices
   * @param active experts of a call, at most {@code experts}
   * @param rows rows of each of them
   * @return calls until the first comes again
   */
  static List<ExpertRows> distinct(int experts, int active, int rows, long seed) {
    int[] order = permutation(experts, seed);
    return IntStream.range(0, experts / gcd(experts, active))
        .mapToObj(
            call -> {
              int[] counts = new int[experts];
              for (int i = 0; i < active; i++) {
                counts[order[(int) (((long) call * active + i) % experts)]] = rows;
              }
              return new ExpertRows(counts);
            })
        .toList();
  }

  private static int[] permutation(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
