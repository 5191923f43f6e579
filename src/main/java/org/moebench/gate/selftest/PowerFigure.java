// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.gate.Verdict;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.PowerPlot;
import org.moebench.report.chart.PowerPlot.Curve;
import org.moebench.report.chart.PowerPlot.Point;

/** The power curve of a self-test. */
final class PowerFigure {
  /** Its name. */
  static final String NAME = "power";

  private static final double GOAL = 0.95;

  private PowerFigure() {}

  static Figure of(SelfTestResult result) {
    List<Curve> curves = new ArrayList<>();
    curves.add(simulated(result.synthetic(), 0.03, PowerPlot.FIRST));
    curves.add(simulated(result.synthetic(), 0.04, PowerPlot.SECOND));
    if (result.collected() != null && !result.collected().power().isEmpty()) {
      curves.add(measured(result.collected()));
    }
    return new Figure(
        NAME,
        "Slowdowns that the gate finds",
        words(curves),
        null,
        new PowerPlot(curves, GOAL)::draw);
  }

  private static Curve simulated(SyntheticTest.Result synthetic, double deviation, Look look) {
    List<Point> points =
        SyntheticTest.SLOWDOWNS.stream()
            .map(
                by ->
                    new Point(
                        100 * by,
                        synthetic
                            .tallies()
                            .get(SyntheticTest.curve(deviation, by))
                            .called(Verdict.REGRESSION)))
            .toList();
    return new Curve("simulated, pairs deviate by " + Scenario.percent(deviation), look, points);
  }

  private static Curve measured(CollectedTest.Result collected) {
    List<Point> points =
        collected.power().stream()
            .map(
                one ->
                    new Point(
                        100 * (one.injected().achieved() - 1),
                        one.tally().called(Verdict.REGRESSION)))
            .sorted(Comparator.comparingDouble(Point::slowdown))
            .toList();
    return new Curve("measured", PowerPlot.THIRD, points);
  }

  private static String words(List<Curve> curves) {
    return curves.stream()
        .map(
            curve ->
                curve.name()
                    + ": "
                    + curve.points().stream()
                        .map(
                            p ->
                                "%s of slowdowns by %.1f%%"
                                    .formatted(Target.share(p.found().value()), p.slowdown()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
