// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Plot;

/** Hit rate of caches over their size. */
final class CacheChart {
  /** Points of the curve of chance, which bends on a logarithmic axis. */
  private static final int POINTS = 64;

  private CacheChart() {}

  static List<Figure> figures(ProfileView view) {
    if (view.caches().isEmpty() || view.origin().experts() == 1) {
      return List.of();
    }
    CacheTotals caches = view.caches().get();
    String title = "Hits of caches of n experts per layer, all layers together";
    return List.of(
        new Figure(
            "caches",
            title,
            alt(title, view, caches),
            ProfileData.CACHES,
            canvas -> draw(view, caches, canvas)));
  }

  private static String alt(String title, ProfileView view, CacheTotals caches) {
    StringBuilder text = new StringBuilder(title + ".");
    int[] sizes = caches.sizes();
    for (int i = 0; i < sizes.length; i++) {
      text.append(" n = ").append(sizes[i]).append(": LRU ");
      text.append(Words.share(caches.lru(sizes[i])));
      if (view.allPolicies()) {
        text.append(", LFU ").append(Words.share(caches.lfu(i)));
        text.append(", Belady ").append(Words.share(caches.belady(i)));
      }
      text.append(", pinned ").append(Words.share(caches.pinned(sizes[i]))).append('.');
    }
    return text.toString();
  }

  private static XYChart draw(ProfileView view, CacheTotals caches, Canvas canvas) {
    int experts = caches.experts();
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(460, 480),
                "n, experts per layer (log scale)",
                "hits (% of selections)")
            .range(-0.2, log2(experts) + 0.2, 0, 103)
            .powersOfTwoX(canvas.width() - 110);
    plot.chart().getStyler().setYAxisDecimalPattern("0");
    double[] steps = new double[POINTS + 1];
    Arrays.setAll(steps, i -> log2(experts) * i / POINTS);
    plot.rule(
        "n of E at random",
        steps,
        Arrays.stream(steps).map(step -> 100 * Math.pow(2, step) / experts).toArray(),
        Looks.CHANCE);
    int[] sizes = caches.sizes();
    int[] all = IntStream.concat(IntStream.of(sizes), IntStream.of(experts)).distinct().toArray();
    plot.line("n hottest pinned", x(all), y(all, caches::pinned), Looks.PINNED);
    if (view.allPolicies()) {
      int[] places = IntStream.range(0, sizes.length).toArray();
      plot.line("Belady's optimum", x(sizes), y(places, caches::belady), Looks.BELADY);
      plot.line("LFU", x(sizes), y(places, caches::lfu), Looks.LFU);
    }
    plot.line("LRU", x(all), y(all, caches::lru), Looks.LRU);
    return plot.chart();
  }

  private static double[] x(int[] sizes) {
    return Arrays.stream(sizes).mapToDouble(CacheChart::log2).toArray();
  }

  private static double[] y(int[] arguments, IntToDoubleFunction share) {
    return Arrays.stream(arguments).mapToDouble(a -> 100 * share.applyAsDouble(a)).toArray();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
