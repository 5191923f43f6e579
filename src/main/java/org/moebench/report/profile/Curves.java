// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Plot;
import org.moebench.stats.Samples;

/**
 * A curve per layer: all of them pale, and named those that lie highest, in the middle and lowest
 * by the mean of their values.
 *
 * @param xTitle label of the x axis, with its unit
 * @param yTitle label of the y axis, with its unit
 * @param logX whether x is log2 of what the axis shows
 * @param x places, ascending
 * @param curves of each layer, at least one
 * @param chance the curve of a uniform router or of experts picked at random, as a share
 */
record Curves(
    String xTitle, String yTitle, boolean logX, double[] x, List<Curve> curves, double[] chance) {
  /**
   * The curve of a layer.
   *
   * @param y a share for each x
   */
  record Curve(LayerFigures layer, double[] y) {}

  /** Draws them. */
  XYChart draw(Canvas canvas) {
    double right = x[x.length - 1];
    double room = 0.02 * (right - x[0]);
    Plot plot =
        new Plot(canvas, canvas.pick(460, 480), xTitle, yTitle)
            .range(x[0] - room, right + room, 0, 103);
    if (logX) {
      plot.powersOfTwoX(canvas.width() - 110);
    } else {
      plot.wholeX(n -> n > right ? "" : String.valueOf((int) n), canvas.width() - 110);
    }
    plot.chart().getStyler().setYAxisDecimalPattern("0");
    others(plot);
    plot.rule("chance", x, percent(chance), Looks.CHANCE);
    List<Curve> sorted = sorted();
    Curve lowest = sorted.get(0);
    if (sorted.size() == 1) {
      plot.rule(name("", lowest), x, percent(lowest.y()), Looks.MEDIAN);
      return plot.chart();
    }
    Curve highest = sorted.get(sorted.size() - 1);
    plot.rule(name("highest: ", highest), x, percent(highest.y()), Looks.FIRST);
    if (sorted.size() > 2) {
      Curve middle = sorted.get(sorted.size() / 2);
      plot.rule(name("median: ", middle), x, percent(middle.y()), Looks.MEDIAN);
    }
    plot.rule(name("lowest: ", lowest), x, percent(lowest.y()), Looks.LAST);
    return plot.chart();
  }

  /** Curves by the mean of their values, ascending. */
  List<Curve> sorted() {
    return curves.stream()
        .sorted(Comparator.comparingDouble((Curve curve) -> Samples.mean(curve.y())))
        .toList();
  }

  private void others(Plot plot) {
    if (curves.size() <= 3) {
      return;
    }
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (Curve curve : curves) {
      for (int i = 0; i < x.length; i++) {
        xs.add(x[i]);
        ys.add(100 * curve.y()[i]);
      }
      xs.add(x[x.length - 1]);
      ys.add(Double.NaN);
    }
    plot.unnamed("layers", array(xs), array(ys), Looks.OTHERS);
    plot.lineKey("each layer", Looks.OTHERS);
  }

  private static String name(String place, Curve curve) {
    return place + "layer " + Words.layer(curve.layer());
  }

  private static double[] percent(double[] shares) {
    return Arrays.stream(shares).map(share -> 100 * share).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
