// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import org.moebench.report.chart.Figure;

/** A kind of chart. To add one, implement this and add it to {@link PrefillCharts#ALL}. */
interface PrefillChart {
  /** Id of the section it stands in. */
  String section();

  /** Its figures for a run, in order; none if there is nothing to show. */
  List<Figure> figures(PrefillCells cells);
}
