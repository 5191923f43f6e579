// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import org.moebench.gate.Effects;
import org.moebench.gate.Policy;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.ForestPlot;
import org.moebench.report.chart.ForestPlot.Row;
import org.moebench.report.chart.Rule;
import org.moebench.report.chart.Sign;
import org.moebench.stats.Estimate;

/** The change of every measured cell and control with its interval. */
final class ForestFigure {
  private static final String TITLE =
      "Change of time per call from base to head with its 95% interval; right of 0 is slower";

  private ForestFigure() {}

  /** The figure; none if nothing was measured. */
  static List<Figure> of(Changes changes) {
    List<Row> rows = new ArrayList<>();
    StringBuilder alt = new StringBuilder(TITLE + ".");
    for (Change change : changes.cells()) {
      if (change.measured()) {
        rows.add(row(change, change.verdict().name(), sign(change)));
        alt.append(' ').append(Words.verdict(change)).append(' ').append(change.name());
        alt.append(": ").append(change.words()).append('.');
      }
    }
    for (Change control : changes.controls()) {
      if (control.measured()) {
        rows.add(row(control, "control", Sign.CONTROL));
        alt.append(" Control ").append(control.name());
        alt.append(": ").append(control.words()).append('.');
      }
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    ForestPlot plot =
        new ForestPlot("change of time (%)", rules(changes.run().policy()), List.copyOf(rows));
    return List.of(plot.figure("changes", TITLE, alt.toString(), GateData.CELLS));
  }

  private static List<Rule> rules(Policy policy) {
    return List.of(
        new Rule("no change", 0, Rule.Line.SOLID),
        new Rule(
            "least effect, +" + Words.percent(policy.effect()),
            100 * policy.effect(),
            Rule.Line.DASHED),
        new Rule(
            "guard of PASS, +" + Words.percent(policy.guard()),
            100 * policy.guard(),
            Rule.Line.DOTTED));
  }

  private static Row row(Change change, String word, Sign sign) {
    Estimate effect = change.effect();
    Estimate percent =
        new Estimate(percent(effect.value()), percent(effect.low()), percent(effect.high()));
    String detail = Effects.percent(effect.value()) + " " + change.interval();
    return new Row(change.name() + "  " + word, detail.strip(), sign, percent);
  }

  private static double percent(double effect) {
    return 100 * Math.expm1(effect);
  }

  private static Sign sign(Change change) {
    return switch (change.verdict()) {
      case REGRESSION, ERROR -> Sign.WORSE;
      case IMPROVEMENT -> Sign.BETTER;
      case PASS -> Sign.SAME;
      case UNRESOLVED -> Sign.OPEN;
      case QUARANTINED, NEW, MISSING, INCOMPARABLE -> Sign.ASIDE;
    };
  }
}
