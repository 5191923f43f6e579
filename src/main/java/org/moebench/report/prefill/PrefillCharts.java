// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;

/** The charts of a prefill report. */
final class PrefillCharts {
  /** Every kind of chart, in page order: the only list. */
  static final List<PrefillChart> ALL =
      List.of(
          new SweepChart(),
          new SpeedUpChart(),
          new RooflineChart(),
          new TimeSplitChart(),
          new WorkloadChart());

  private PrefillCharts() {}

  /** All figures of a run. */
  static List<Figure> figures(PrefillCells cells) {
    return ALL.stream().flatMap(chart -> chart.figures(cells).stream()).toList();
  }

  /** The blocks that show one section's charts. */
  static List<Block> blocks(PrefillCells cells, String section) {
    return ALL.stream()
        .filter(chart -> chart.section().equals(section))
        .flatMap(chart -> chart.figures(cells).stream())
        .<Block>map(figure -> new Block.Chart(figure.name()))
        .toList();
  }
}
