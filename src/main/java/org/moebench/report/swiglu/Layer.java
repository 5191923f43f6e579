// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * A whole layer beside what it contains.
 *
 * @param cell the layer, timed
 * @param swiglu the SwitchGLU of its routed experts alone; {@code null} if it has no time
 * @param rest share of the layer's time that SwitchGLU alone does not explain, at 95%
 * @param overUnfused how much faster the layer is than with unfused; empty for unfused itself
 */
record Layer(SwigluCell cell, SwigluCell swiglu, Estimate rest, Optional<Comparison> overUnfused) {
  /** Every timed layer, in the order of the cells. */
  static List<Layer> of(SwigluCells cells) {
    List<SwigluCell> timed = cells.layers().stream().filter(SwigluCell::isTimed).toList();
    List<Layer> layers = new ArrayList<>();
    for (SwigluCell cell : timed) {
      List<SwigluCell> pool =
          new ArrayList<>(
              timed.stream().filter(other -> other.setting().equals(cell.setting())).toList());
      Setting setting = inside(cells, cell.setting());
      pool.addAll(cells.timed(setting));
      Comparer comparer = SwigluCells.comparer(Intervals.LEVEL, pool);
      Optional<SwigluCell> swiglu = cells.timed(setting, cell.concurrency(), cell.variant());
      layers.add(
          new Layer(
              cell,
              swiglu.orElse(null),
              swiglu.map(part -> rest(cell, part, comparer)).orElse(SwigluCells.UNKNOWN),
              overUnfused(timed, cell, comparer)));
    }
    return layers;
  }

  /** The setting of the SwitchGLU cells that a layer's are compared with. */
  private static Setting inside(SwigluCells cells, Setting layer) {
    return cells.baseSettings().stream()
        .filter(base -> base.withThreshold(layer.threshold()).equals(layer))
        .findFirst()
        .orElse(layer);
  }

  private static Estimate rest(SwigluCell layer, SwigluCell part, Comparer comparer) {
    Estimate ratio = comparer.compare(layer.result(), part.result()).speedUp();
    return new Estimate(1 - 1 / ratio.value(), 1 - 1 / ratio.low(), 1 - 1 / ratio.high());
  }

  private static Optional<Comparison> overUnfused(
      List<SwigluCell> timed, SwigluCell cell, Comparer comparer) {
    if (cell.variant().equals(Variants.UNFUSED)) {
      return Optional.empty();
    }
    return timed.stream()
        .filter(other -> other.setting().equals(cell.setting()))
        .filter(other -> other.concurrency() == cell.concurrency())
        .filter(other -> other.variant().equals(Variants.UNFUSED))
        .findFirst()
        .map(unfused -> comparer.compare(unfused.result(), cell.result()));
  }
}
