// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Plot;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.report.evidence.Ceilings;
import org.moebench.result.CeilingSample;

/**
 * Bandwidth roofline: rate of weight bytes over rows per expert below the read ceiling, a figure
 * per shape, a line per format.
 */
final class BandwidthChart {
  private BandwidthChart() {}

  static List<Figure> figures(DecodeRun run) {
    Ceilings read = Ceilings.of(run.cells().set(), CeilingSample.READ);
    List<Figure> figures = new ArrayList<>();
    for (String shape : run.cells().shapes()) {
      List<Rate> rates =
          run.rates().stream()
              .filter(rate -> rate.cell().projection().shape().equals(shape))
              .filter(rate -> rate.gbps() > 0 && Double.isFinite(rate.gbps()))
              .toList();
      if (!rates.isEmpty()) {
        figures.add(figure(run, shape, rates, read));
      }
    }
    return figures;
  }

  private static Figure figure(DecodeRun run, String shape, List<Rate> rates, Ceilings read) {
    OptionalDouble median = read.median();
    String ceiling =
        median.isEmpty()
            ? "no read ceiling was measured"
            : "read ceiling " + significant(median.getAsDouble()) + " GB/s";
    String title = "Weights read per time by the decode kernel, N×K " + shape + "; " + ceiling;
    return new Figure(
        "bandwidth-" + shape,
        title,
        alt(title, rates),
        "bandwidth.csv",
        canvas -> draw(run, rates, read, canvas));
  }

  private static String alt(String title, List<Rate> rates) {
    StringBuilder text = new StringBuilder(title + ".");
    for (Rate rate : rates) {
      text.append(' ').append(rate.cell().projection().format()).append(' ');
      text.append(Phrases.rows(rate.cell().rows())).append(": ");
      text.append(significant(rate.gbps())).append(" GB/s");
      if (Double.isFinite(rate.readShare().value())) {
        text.append(", ").append(percent(rate.readShare().value(), 0)).append(" of the ceiling");
      }
      text.append('.');
    }
    return text.toString();
  }

  private static XYChart draw(DecodeRun run, List<Rate> rates, Ceilings read, Canvas canvas) {
    int height = canvas.pick(420, 460);
    double most = rates.stream().mapToDouble(Rate::gbps).max().orElse(1);
    double least = rates.stream().mapToDouble(Rate::gbps).min().orElse(1);
    double high = Double.isFinite(read.high()) ? Math.max(most, read.high()) : most;
    double left = rates.stream().mapToDouble(BandwidthChart::log2).min().orElse(0) - 0.3;
    double right = rates.stream().mapToDouble(BandwidthChart::log2).max().orElse(0) + 0.3;
    Plot plot =
        new Plot(
                canvas,
                height,
                "rows per expert (log scale)",
                canvas.pick("weights read (GB/s, log scale)", "weights read (GB/s)"))
            .range(left, right, Math.log10(least) - 0.1, Math.log10(high) + 0.1)
            .powersOfTwoX(canvas.width() - 110)
            .logY(height - canvas.pick(140, 240));
    read.median().ifPresent(median -> roof(plot, read, median, new double[] {left, right}));
    List<String> formats = run.cells().formats();
    for (String format : rates.stream().map(BandwidthChart::format).distinct().toList()) {
      List<Rate> line = rates.stream().filter(rate -> format(rate).equals(format)).toList();
      plot.line(
          format,
          line.stream().mapToDouble(BandwidthChart::log2).toArray(),
          line.stream().mapToDouble(rate -> Math.log10(rate.gbps())).toArray(),
          Looks.at(formats.indexOf(format)));
    }
    return plot.chart();
  }

  /** The ceiling: its median, and the range over rounds as a band. */
  private static void roof(Plot plot, Ceilings read, double median, double[] ends) {
    plot.band(
        "read ceiling by round",
        ends[0],
        ends[1],
        Math.log10(read.low()),
        Math.log10(read.high()),
        Looks.CEILING.color());
    double y = Math.log10(median);
    plot.rule("read ceiling", ends, new double[] {y, y}, Looks.CEILING);
  }

  private static String format(Rate rate) {
    return rate.cell().projection().format();
  }

  private static double log2(Rate rate) {
    return Math.log(rate.cell().rows()) / Math.log(2);
  }
}
