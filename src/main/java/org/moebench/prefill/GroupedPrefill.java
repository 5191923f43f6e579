// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.moebench.gemm.ExpertPanels;
import org.moebench.tensor.ExpertRows;

/**
 * One launch over a ragged list of work units, longest first; no padding, no copies. Rows are
 * already sorted by expert, so they are read and written where they lie.
 */
final class GroupedPrefill implements PrefillStrategy {
  @Override
  public void run(PrefillJob job) {
    if (job.rows().total() == 0) {
      return;
    }
    List<WorkUnit> units =
        TileList.of(job.rows(), job.weights().panels(), job.launcher().workers());
    AtomicInteger next = new AtomicInteger();
    job.launcher()
        .launch(
            worker -> {
              for (int i = next.getAndIncrement(); i < units.size(); i = next.getAndIncrement()) {
                multiply(job, units.get(i), worker);
              }
            });
  }

  private static void multiply(PrefillJob job, WorkUnit unit, int worker) {
    int row = job.rows().offset(unit.expert()) + unit.row();
    ExpertPanels panels =
        new ExpertPanels(job.weights(), unit.expert(), unit.panelBegin(), unit.panelEnd());
    job.kernel()
        .multiply(
            job.input().slice(row, unit.rows()),
            panels,
            job.output().slice(row, unit.rows()),
            job.workspace(worker));
  }

  @Override
  public PrefillWork work(ExpertRows rows) {
    return new PrefillWork(rows.total() == 0 ? 0 : 1, rows.total(), rows.active());
  }

  @Override
  public long paddedRows(ExpertRows rows) {
    return 0;
  }
}
