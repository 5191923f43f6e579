// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.moebench.gemm.ExpertPanels;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * Pad-and-clip: one launch over all experts, each with a slab of {@code eff} rows in a padded
 * buffer; then one launch per expert for the rows beyond. See {@link PaddingPlan}.
 *
 * <p>The published benchmark builds the padded buffer before its clock starts and never copies the
 * results back. Here both happen inside the launch: a worker fills a slab, multiplies it, and
 * copies the useful rows of the padded output to their place.
 */
final class PadAndClipPrefill implements PrefillStrategy {
  private final int threshold;
  private final boolean computePadding;

  /**
   * @param threshold rows each expert is padded to
   * @param computePadding whether the padding rows are zeroed and computed, as published, or left
   *     out of the multiplication
   */
  PadAndClipPrefill(int threshold, boolean computePadding) {
    this.threshold = threshold;
    this.computePadding = computePadding;
  }

  @Override
  public void run(PrefillJob job) {
    if (job.rows().total() == 0) {
      return;
    }
    PaddingPlan plan = PaddingPlan.of(job.rows(), threshold);
    int[] experts = longestFirst(job.rows());
    AtomicInteger next = new AtomicInteger();
    job.launcher()
        .launch(
            worker -> {
              for (int i = next.getAndIncrement(); i < experts.length; i = next.getAndIncrement()) {
                slab(job, plan.eff(), experts[i], worker);
              }
            });
    for (PaddingPlan.Remainder remainder : plan.remainders()) {
      ExpertLaunch.run(job, remainder.expert(), remainder.firstRow(), remainder.rows());
    }
  }

  private static int[] longestFirst(ExpertRows rows) {
    return IntStream.range(0, rows.experts())
        .boxed()
        .sorted((a, b) -> Integer.compare(rows.count(b), rows.count(a)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void slab(PrefillJob job, int eff, int expert, int worker) {
    int useful = Math.min(job.rows().count(expert), eff);
    int computed = computePadding ? eff : useful;
    if (computed == 0) {
      return;
    }
    int first = job.rows().offset(expert);
    Rows in = job.paddedInput().slice(expert * eff, computed);
    Rows out = job.paddedOutput().slice(expert * eff, computed);
    copy(job.input(), first, in, 0, useful, job.weights().k());
    Arrays.fill(in.data(), in.index(useful), in.index(computed), 0);
    job.kernel().multiply(in, ExpertPanels.all(job.weights(), expert), out, job.workspace(worker));
    copy(out, 0, job.output(), first, useful, job.weights().n());
  }

  private static void copy(Rows from, int fromRow, Rows to, int toRow, int rows, int columns) {
    System.arraycopy(from.data(), from.index(fromRow), to.data(), to.index(toRow), rows * columns);
  }

  @Override
  public PrefillWork work(ExpertRows rows) {
    PaddingPlan plan = PaddingPlan.of(rows, threshold);
    int hot = plan.remainders().size();
    return computePadding
        ? new PrefillWork(
            plan.launches(), plan.totalRows(), rows.total() == 0 ? 0 : rows.experts() + hot)
        : new PrefillWork(plan.launches(), rows.total(), rows.active() + hot);
  }

  @Override
  public long paddedRows(ExpertRows rows) {
    return PaddingPlan.of(rows, threshold).paddedRows();
  }
}
