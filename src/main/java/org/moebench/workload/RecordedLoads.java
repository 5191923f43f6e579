// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.tensor.ExpertRows;

/**
 * Rows per expert of the layers of a recorded workload.
 *
 * @param of which tokens were counted, for example {@code prompt tokens}
 * @param layers numbers of the layers in the model, ascending
 * @param counts rows per expert of each of these, [layers][experts]
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after construction
record RecordedLoads(String of, List<Integer> layers, List<long[]> counts) {
  /** Rows that a histogram holds at most: so many that scaling down changes no figure. */
  private static final long MOST_ROWS = 1 << 30;

  /**
   * Index of the layer whose max/mean is the median of those that have rows, the lower one of two;
   * 0 if none has.
   */
  int typical() {
    int[] sorted =
        IntStream.range(0, layers.size())
            .filter(layer -> total(layer) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(this::maxOverMean))
            .mapToInt(Integer::intValue)
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  private double maxOverMean(int layer) {
    long[] rows = counts.get(layer);
    return (double) Arrays.stream(rows).max().orElseThrow() * rows.length / total(layer);
  }

  /** Rows of all experts of a layer. */
  long total(int layer) {
    return Arrays.stream(counts.get(layer)).sum();
  }

  /** Rows per expert of a layer; scaled down if they are more than a histogram holds. */
  ExpertRows rows(int layer) {
    long divisor = Math.max(1, Math.ceilDiv(total(layer), MOST_ROWS));
    return new ExpertRows(
        Arrays.stream(counts.get(layer))
            .mapToInt(count -> (int) ((count + divisor / 2) / divisor))
            .toArray());
  }
}
