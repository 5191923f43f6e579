// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import org.moebench.tensor.ExpertRows;

/** One launch per active expert, in expert order: the published baseline. */
final class PerExpertPrefill implements PrefillStrategy {
  @Override
  public void run(PrefillJob job) {
    ExpertRows rows = job.rows();
    for (int e = 0; e < rows.experts(); e++) {
      if (rows.count(e) > 0) {
        ExpertLaunch.run(job, e, rows.offset(e), rows.count(e));
      }
    }
  }

  @Override
  public PrefillWork work(ExpertRows rows) {
    return new PrefillWork(rows.active(), rows.total(), rows.active());
  }

  @Override
  public long paddedRows(ExpertRows rows) {
    return 0;
  }
}
