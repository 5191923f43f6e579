// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.moebench.tensor.ExpertRows;
import org.moebench.workload.Batch;
import org.moebench.workload.DecodeSteps;

/** Which experts the calls of a fork compute, one call after the other. */
final class ExpertTurns {
  private static final int MOST_STEPS = 256;
  private static final int FEWEST_TOKENS = 2;
  private static final int VARYING_TOKENS = 4;

  /** Requests in all steps from which there are fewer of them. */
  private static final int REQUEST_STEPS = 1024;

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

  /**
   * The steps of decode traces; each is computed with the weights of the next of some copies of a
   * layer, as the layers of a model follow each other.
   *
   * @param steps which experts the requests take
   * @param copies matrices are {@code copies} times the experts of a layer
   * @return calls until the first comes again
   */
  static List<ExpertRows> trace(DecodeSteps steps, int copies) {
    return IntStream.range(0, steps.steps())
        .mapToObj(
            step -> {
              int[] counts = new int[steps.experts() * copies];
              int first = step % copies * steps.experts();
              for (int expert : steps.ids(step)) {
                counts[first + expert]++;
              }
              return new ExpertRows(counts);
            })
        .toList();
  }

  /**
   * How many steps of a trace are computed before the first comes again: whole tokens, and fewer of
   * large batches, whose steps touch many experts each.
   *
   * @param layers steps of a token
   * @param batch requests decoded together
   */
  static int steps(int layers, Batch batch) {
    if (batch.varies()) {
      return VARYING_TOKENS * layers;
    }
    int wanted = Math.min(MOST_STEPS, REQUEST_STEPS / batch.size());
    return Math.max(FEWEST_TOKENS, Math.ceilDiv(wanted, layers)) * layers;
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
