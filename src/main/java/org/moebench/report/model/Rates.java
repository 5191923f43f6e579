// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.moebench.report.evidence.Ceilings;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;

/**
 * How near a cell comes to the machine's ceilings. Figures are NaN where something they need is
 * missing.
 *
 * @param cell a timed cell
 * @param gbps bytes of weights read per time, in GB/s
 * @param readShare the same over the read ceiling, median over rounds
 * @param gflops multiply-adds of its rows per time, in GFLOP/s
 * @param fmaShare the same over the FMA ceiling, median over rounds
 */
record Rates(ModelCell cell, double gbps, double readShare, double gflops, double fmaShare) {
  private static final double PER_MILLISECOND = 1e-6; // units per ms as 1e9 units per s

  /** From this share of a ceiling on, that ceiling is said to bind. */
  static final double BINDING = 0.7;

  private static final Comparator<ModelCell> ORDER =
      Comparator.comparing((ModelCell cell) -> !cell.strategy().equals(Strategies.TUNED))
          .thenComparingDouble(cell -> cell.result().median());

  /** Every timed cell. */
  static List<Rates> of(ModelCells cells) {
    Map<Integer, Double> read = Ceilings.byRound(cells.set(), CeilingSample.READ);
    Map<Integer, Double> fma = Ceilings.byRound(cells.set(), CeilingSample.FMA);
    return cells.all().stream()
        .filter(ModelCell::isTimed)
        .map(cell -> of(cell, read, fma))
        .toList();
  }

  private static Rates of(ModelCell cell, Map<Integer, Double> read, Map<Integer, Double> fma) {
    CellResult result = cell.result();
    boolean weighed = result.weightBytes() != null && result.weightBytes() > 0;
    double bytes = weighed ? result.weightBytes() * PER_MILLISECOND : Double.NaN;
    double gflops = result.gflopsUseful() == null ? Double.NaN : result.gflopsUseful();
    return new Rates(
        cell,
        bytes / result.median(),
        Ceilings.share(result, bytes, read),
        gflops,
        Ceilings.share(result, gflops * result.median(), fma));
  }

  /** Of each part of a setting unified-tuned, or the shortest time where that has none. */
  static List<Rates> shown(List<Rates> all) {
    return all.stream()
        .filter(rates -> all.stream().noneMatch(other -> precedes(other.cell(), rates.cell())))
        .toList();
  }

  private static boolean precedes(ModelCell other, ModelCell cell) {
    boolean alike = other.setting().equals(cell.setting()) && other.part().equals(cell.part());
    return alike && ORDER.compare(other, cell) < 0;
  }

  /** Which ceiling binds, if one does. */
  String binds() {
    boolean read = readShare >= BINDING;
    boolean fma = fmaShare >= BINDING;
    if (read && !(fmaShare > readShare)) {
      return "reading weights";
    } else if (fma) {
      return "arithmetic";
    }
    return Double.isNaN(readShare) && Double.isNaN(fmaShare)
        ? "not known: no ceiling to compare with"
        : "no measured ceiling";
  }
}
