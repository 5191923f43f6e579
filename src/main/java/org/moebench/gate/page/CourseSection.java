// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Rule;
import org.moebench.report.chart.Sign;
import org.moebench.report.chart.Timeline;
import org.moebench.report.chart.Timeline.Point;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;

/** All pairs in the order they were measured: where the machine drifted, controls drift too. */
final class CourseSection {
  private static final String TITLE =
      "Difference of head and base in every pair, in the order the pairs were measured";

  private CourseSection() {}

  static Section of(List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            figures.isEmpty()
                ? "No pairs were measured."
                : "Each dot is one pair of forks. A machine that is fit scatters cells and controls"
                    + " around their own levels from the first pair to the last; a slope or a step"
                    + " that the controls share is the machine's."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    return new Section("course", "Every pair, over the run", blocks);
  }

  /** The figure; none without pairs. */
  static List<Figure> figures(GateRun run) {
    if (run.pairs().isEmpty()) {
      return List.of();
    }
    Set<String> changed = cells(run, Verdict.REGRESSION, Verdict.IMPROVEMENT);
    Set<String> controls =
        run.judgement().controls().stream().map(CellJudgement::cell).collect(Collectors.toSet());
    List<Point> quiet = new ArrayList<>();
    List<Point> moved = new ArrayList<>();
    List<Point> control = new ArrayList<>();
    List<Point> invalid = new ArrayList<>();
    int confirmation = -1;
    for (int i = 0; i < run.pairs().size(); i++) {
      Pair pair = run.pairs().get(i);
      if (confirmation < 0 && pair.stage() == Stage.CONFIRM) {
        confirmation = i;
      }
      List<Point> series =
          !pair.valid()
              ? invalid
              : controls.contains(pair.cell())
                  ? control
                  : changed.contains(pair.cell()) ? moved : quiet;
      series.add(new Point(i + 1, percent(pair)));
    }
    List<Timeline.Series> series =
        Stream.of(
                new Timeline.Series("other cells", Sign.SAME, quiet),
                new Timeline.Series("changed cells", Sign.OPEN, moved),
                new Timeline.Series("controls", Sign.CONTROL, control),
                new Timeline.Series("not counted", Sign.ASIDE, invalid))
            .filter(one -> !one.points().isEmpty())
            .toList();
    List<Rule> breaks =
        confirmation < 0
            ? List.of()
            : List.of(new Rule("confirmation begins", confirmation + 0.5, Rule.Line.DASHED));
    Timeline plot =
        new Timeline(
            "pair",
            "change of time (%)",
            List.of(new Rule("no change", 0, Rule.Line.SOLID)),
            breaks,
            series);
    return List.of(plot.figure("course", TITLE, TITLE + ".", GateData.COURSE));
  }

  /** Change of time in percent. */
  static double percent(Pair pair) {
    return 100 * Math.expm1(pair.logRatio());
  }

  private static Set<String> cells(GateRun run, Verdict... verdicts) {
    Set<Verdict> wanted = Set.of(verdicts);
    return new HashSet<>(
        run.judgement().cells().stream()
            .filter(cell -> wanted.contains(cell.verdict()))
            .map(CellJudgement::cell)
            .toList());
  }
}
