// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import org.moebench.gemm.ExpertPanels;
import org.moebench.tensor.Rows;

/** A launch over the rows of a single expert: the workers share its column panels. */
final class ExpertLaunch {
  private ExpertLaunch() {}

  /**
   * Multiplies {@code rows} rows of {@code expert} from row {@code row} of all routed rows on, in
   * place.
   */
  static void run(PrefillJob job, int expert, int row, int rows) {
    Rows input = job.input().slice(row, rows);
    Rows output = job.output().slice(row, rows);
    int panels = job.weights().panels();
    int workers = job.launcher().workers();
    job.launcher()
        .launch(
            worker -> {
              int begin = TileList.split(panels, workers, worker);
              int end = TileList.split(panels, workers, worker + 1);
              if (begin < end) {
                ExpertPanels share = new ExpertPanels(job.weights(), expert, begin, end);
                job.kernel().multiply(input, share, output, job.workspace(worker));
              }
            });
  }
}
