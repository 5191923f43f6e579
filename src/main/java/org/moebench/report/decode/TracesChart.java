// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.moe.DispatchStrategy;
import org.moebench.report.chart.DotPlot;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;

/** Speed of every strategy over the prefill kernel alone, a row per decode workload. */
final class TracesChart {
  private TracesChart() {}

  static List<Figure> figures(DecodeRun run) {
    List<DotPlot.Dot> dots = dots(run);
    if (dots.isEmpty()) {
      return List.of();
    }
    String base = DispatchStrategy.ALWAYS_PREFILL.id();
    List<DotPlot.Series> series =
        dots.stream()
            .map(DotPlot.Dot::series)
            .distinct()
            .sorted(Comparator.comparingInt(Strategies::rank))
            .map(name -> new DotPlot.Series(name, Looks.at(Strategies.rank(name) - 1)))
            .toList();
    DotPlot plot =
        new DotPlot(
            "speed over " + base + " (×)",
            "workload",
            dots.stream().map(DotPlot.Dot::row).distinct().toList(),
            series,
            List.of(
                new DotPlot.Rule(base + " (= 1)", 1, Look.solid(Palette.INK, SeriesMarkers.NONE))),
            dots);
    String title = "Decode workloads: speed of each strategy over " + base;
    return List.of(new Figure("traces", title, alt(title, dots), "traces.csv", plot::draw));
  }

  private static List<DotPlot.Dot> dots(DecodeRun run) {
    List<DotPlot.Dot> dots = new ArrayList<>();
    for (int i = 0; i < run.traces().size(); i++) {
      TraceVerdict verdict = run.traces().get(i);
      String row = row(run, verdict, i);
      verdict.overPrefill().entrySet().stream()
          .filter(ratio -> Double.isFinite(ratio.getValue().speedUp().value()))
          .forEach(
              ratio -> dots.add(new DotPlot.Dot(row, ratio.getKey(), ratio.getValue().speedUp())));
    }
    return dots;
  }

  /** A label of its own, also where an axis has to shorten it. */
  private static String row(DecodeRun run, TraceVerdict verdict, int place) {
    String label = TracesSection.label(run, verdict).replace("-decode", "");
    int longest = 20;
    return label.length() <= longest ? label : label.substring(0, longest - 5) + "… " + (place + 1);
  }

  private static String alt(String title, List<DotPlot.Dot> dots) {
    StringBuilder text = new StringBuilder(title + ".");
    for (DotPlot.Dot dot : dots) {
      text.append(' ').append(dot.row()).append(' ').append(dot.series());
      text.append(": ").append(Phrases.ratio(dot.ratio())).append('.');
    }
    return text.toString();
  }
}
