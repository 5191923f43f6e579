// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.List;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.result.ResultSet;

/**
 * What a decode or tuning run shows, for all sections of its page.
 *
 * @param cells the cells
 * @param ladders both kernels at rising numbers of rows, per projection
 * @param rates how near the decode kernel comes to the ceilings, per ladder and step
 * @param traces the strategies on decode workloads
 * @param rater for the rates of other cells
 */
record DecodeRun(
    DecodeCells cells,
    List<Ladder> ladders,
    List<Rate> rates,
    List<TraceVerdict> traces,
    Rates rater) {
  static DecodeRun of(ResultSet set) {
    DecodeCells cells = new DecodeCells(set);
    List<Ladder> ladders = Ladder.of(cells);
    Rates rater = new Rates(cells);
    List<Rate> rates =
        ladders.stream()
            .flatMap(ladder -> ladder.steps().stream())
            .map(step -> rater.of(step.decode()))
            .toList();
    return new DecodeRun(cells, ladders, rates, TraceVerdict.of(cells), rater);
  }

  /** The rates of a projection. */
  List<Rate> rates(Projection projection) {
    return rates.stream().filter(rate -> rate.cell().projection().equals(projection)).toList();
  }

  /** The format, and the shape where the run has several. */
  String label(Projection projection) {
    return cells.label(projection);
  }
}
