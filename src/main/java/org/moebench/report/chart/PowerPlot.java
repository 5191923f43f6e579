// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.stats.Estimate;

/**
 * How often slowdowns are found.
 *
 * @param curves what was tried
 * @param goal share that is wanted, 0 to 1
 */
public record PowerPlot(List<Curve> curves, double goal) {
  /** How the curves look, in their order. */
  public static final Look FIRST = Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);

  public static final Look SECOND = Look.dashed(Palette.ORANGE, SeriesMarkers.SQUARE, 8, 4);
  public static final Look THIRD = Look.solid(Palette.VERMILLION, SeriesMarkers.DIAMOND);

  /** Slowdowns of one kind of run, in ascending order. */
  public record Curve(String name, Look look, List<Point> points) {}

  /**
   * A slowdown.
   *
   * @param slowdown true one in percent
   * @param found share of the runs that found it, with its interval
   */
  public record Point(double slowdown, Estimate found) {}

  /** Draws it. */
  public XYChart draw(Canvas canvas) {
    double most =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Point::slowdown)
            .max()
            .orElse(1);
    double right = Math.ceil(most) + 1;
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(460, 380),
                "true slowdown of one cell (%)",
                "runs that call it REGRESSION (%)")
            .range(0, right, 0, 103);
    Look line = Look.dashed(Palette.BLACK, SeriesMarkers.NONE, 4, 4);
    plot.rule(
        "wanted", new double[] {0, right}, new double[] {100 * goal, 100 * goal}, line.thin());
    curves.forEach(curve -> add(plot, curve));
    return plot.chart();
  }

  private static void add(Plot plot, Curve curve) {
    List<Point> points = curve.points();
    List<double[]> whiskers =
        points.stream()
            .map(
                p ->
                    new double[] {
                      p.slowdown(), p.slowdown(), 100 * p.found().low(), 100 * p.found().high()
                    })
            .toList();
    plot.segments(curve.name() + " interval", whiskers, curve.look().thin());
    plot.line(
        curve.name(),
        points.stream().mapToDouble(Point::slowdown).toArray(),
        points.stream().mapToDouble(p -> 100 * p.found().value()).toArray(),
        curve.look());
  }
}
