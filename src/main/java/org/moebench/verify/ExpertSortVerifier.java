// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.moebench.result.Correctness;
import org.moebench.routing.ExpertSort;
import org.moebench.routing.RoutingJob;

/**
 * Compares a sort by expert with its definition: the pairs of each expert in turn, within an expert
 * by ascending pair, none of a padding row.
 */
public final class ExpertSortVerifier {
  private final ExpertSort sort;
  private final int[] order;
  private final int[] offsets;

  /**
   * @param job holds the ids, which must not change any more
   * @param sort sorts them
   */
  public ExpertSortVerifier(RoutingJob job, ExpertSort sort) {
    this.sort = sort;
    int experts = job.router().idBound();
    List<List<Integer>> pairs = new ArrayList<>();
    for (int expert = 0; expert < experts; expert++) {
      pairs.add(new ArrayList<>());
    }
    int[] ids = job.ids();
    for (int pair = 0; pair < ids.length; pair++) {
      if (ids[pair] >= 0) {
        pairs.get(ids[pair]).add(pair);
      }
    }
    this.order = pairs.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    this.offsets = new int[experts + 1];
    for (int expert = 0; expert < experts; expert++) {
      offsets[expert + 1] = offsets[expert] + pairs.get(expert).size();
    }
  }

  /** Spoils the output, sorts once, and compares. */
  public Correctness run() {
    Arrays.fill(sort.order(), Integer.MIN_VALUE);
    Arrays.fill(sort.offsets(), Integer.MIN_VALUE);
    sort.sort();
    return compare();
  }

  /** Compares the output as it is: every offset and every place. */
  public Correctness compare() {
    String message = difference("offset of expert", offsets, sort.offsets());
    if (message == null) {
      message = difference("place", order, sort.order());
    }
    int total = order.length + offsets.length;
    return new Correctness(total, total, message == null ? 0 : Double.POSITIVE_INFINITY, message);
  }

  private static String difference(String what, int[] expected, int[] got) {
    for (int i = 0; i < expected.length; i++) {
      if (got[i] != expected[i]) {
        return "%s %d: got %d, expected %d".formatted(what, i, got[i], expected[i]);
      }
    }
    return null;
  }
}
