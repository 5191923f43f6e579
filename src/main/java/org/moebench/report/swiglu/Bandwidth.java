// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.evidence.Ceilings;
import org.moebench.result.CeilingSample;
import org.moebench.result.ModelInfo;

/**
 * How near a cell comes to the machine's ceilings. Figures are NaN where something they need is
 * missing.
 *
 * @param cell a timed cell with the workers the ceilings were measured with
 * @param gbps bytes of weights read per time, in GB/s
 * @param readShare the same over the read ceiling, median over rounds
 * @param fmaShare multiply-adds per time over the FMA ceiling, median over rounds
 * @param launchShare its launches at the price of empty ones, over its time
 */
record Bandwidth(
    SwigluCell cell, double gbps, double readShare, double fmaShare, double launchShare) {
  private static final double PER_MILLISECOND = 1e-6; // units per ms as 1e9 units per s

  /** Up, gate and down. */
  private static final int PROJECTIONS = 3;

  /** The timed cells of the base settings, where these have the run's workers. */
  static List<Bandwidth> of(SwigluCells cells) {
    Map<Integer, Double> read = Ceilings.byRound(cells.set(), CeilingSample.READ);
    Map<Integer, Double> fma = Ceilings.byRound(cells.set(), CeilingSample.FMA);
    List<Bandwidth> all = new ArrayList<>();
    for (Setting setting : cells.baseSettings()) {
      if (setting.workers() == cells.usualWorkers()) {
        cells.timed(setting).forEach(cell -> all.add(of(cells, cell, read, fma)));
      }
    }
    return all;
  }

  /** Of each setting and concurrency the cell with the shortest time. */
  static List<Bandwidth> fastest(List<Bandwidth> all) {
    return all.stream()
        .filter(b -> all.stream().noneMatch(other -> beats(other.cell(), b.cell())))
        .toList();
  }

  private static boolean beats(SwigluCell other, SwigluCell cell) {
    return other.setting().equals(cell.setting())
        && other.concurrency() == cell.concurrency()
        && other.result().median() < cell.result().median();
  }

  private static Bandwidth of(
      SwigluCells cells, SwigluCell cell, Map<Integer, Double> read, Map<Integer, Double> fma) {
    Long bytes = cell.result().weightBytes();
    double work = bytes == null || bytes <= 0 ? Double.NaN : bytes * PER_MILLISECOND;
    double flops = flops(cells, cell) * PER_MILLISECOND;
    return new Bandwidth(
        cell,
        work / cell.result().median(),
        Ceilings.share(cell.result(), work, read),
        Ceilings.share(cell.result(), flops, fma),
        launchShare(cells, cell));
  }

  private static double flops(SwigluCells cells, SwigluCell cell) {
    double perRow =
        cells.info(cell.setting().model()).map(Bandwidth::flopsPerRow).orElse(Double.NaN);
    return cell.slots() == 0 ? Double.NaN : perRow * cell.slots();
  }

  private static double flopsPerRow(ModelInfo info) {
    return 2.0 * PROJECTIONS * info.hidden() * info.intermediate();
  }

  private static double launchShare(SwigluCells cells, SwigluCell cell) {
    Long launches = cell.result().launches();
    return launches == null
        ? Double.NaN
        : cells
            .emptyLaunch(cell.setting().workers())
            .map(launch -> launches * launch.median() / cell.result().median())
            .orElse(Double.NaN);
  }
}
