// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import org.moebench.launch.Launcher;
import org.moebench.tensor.ExpertRows;

/**
 * Sorts routed (token, slot) pairs by expert: a stable counting sort, the input of prefill. Pairs
 * of padding rows, id -1, are left out. Two launches: workers count their share of the pairs, then
 * write it to where the counts of all workers say.
 */
public final class ExpertSort {
  private final RoutingJob job;
  private final int idBound;
  private final int[] order;
  private final int[] offsets;
  // Pairs of an expert in a worker's share; then where the worker's next pair of it goes.
  private final int[][] next;
  private final Launcher.Task count;
  private final Launcher.Task place;

  /** Allocates for a job; {@link #sort} then allocates nothing. */
  public ExpertSort(RoutingJob job) {
    this.job = job;
    this.idBound = job.router().idBound();
    this.order = new int[job.ids().length];
    this.offsets = new int[idBound + 1];
    this.next = new int[job.launcher().workers()][idBound];
    this.count = this::count;
    this.place = this::place;
  }

  /** Sorts the ids that the job's kernel has written. */
  public void sort() {
    job.launcher().launch(count);
    int total = 0;
    for (int id = 0; id < idBound; id++) {
      offsets[id] = total;
      for (int[] ofWorker : next) {
        int pairs = ofWorker[id];
        ofWorker[id] = total;
        total += pairs;
      }
    }
    offsets[idBound] = total;
    job.launcher().launch(place);
  }

  private void count(int worker) {
    int[] counts = next[worker];
    int[] ids = job.ids();
    Arrays.fill(counts, 0);
    int to = TokenRange.start(ids.length, worker + 1, next.length);
    for (int pair = TokenRange.start(ids.length, worker, next.length); pair < to; pair++) {
      if (ids[pair] >= 0) {
        counts[ids[pair]]++;
      }
    }
  }

  private void place(int worker) {
    int[] to = next[worker];
    int[] ids = job.ids();
    int end = TokenRange.start(ids.length, worker + 1, next.length);
    for (int pair = TokenRange.start(ids.length, worker, next.length); pair < end; pair++) {
      if (ids[pair] >= 0) {
        order[to[ids[pair]]++] = pair;
      }
    }
  }

  /**
   * Pairs by expert, within an expert ascending: {@code token * slots + slot}. Only the first
   * {@code offsets()[experts]} entries are meant.
   */
  public int[] order() {
    return order;
  }

  /** Where each expert's pairs start in {@link #order}; one more entry holds their number. */
  public int[] offsets() {
    return offsets;
  }

  /** The pairs per expert, as prefill takes them. */
  public ExpertRows rows() {
    int[] counts = new int[idBound];
    for (int id = 0; id < idBound; id++) {
      counts[id] = offsets[id + 1] - offsets[id];
    }
    return new ExpertRows(counts);
  }
}
