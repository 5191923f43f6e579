// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.chart.Drawing;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Document;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.RepeatSection;
import org.moebench.report.evidence.Trust;
import org.moebench.report.evidence.TrustSection;
import org.moebench.result.ResultSet;

/** The report of a routing run, in the order a reader asks. */
public final class RoutingReport {
  private static final String TITLE = "Routing: which variant is fastest on this machine?";

  private RoutingReport() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  public static Document page(ResultSet set, List<Link> raw) {
    RoutingCells cells = new RoutingCells(set);
    List<RoutingVerdict> verdicts = verdicts(cells);
    List<Figure> times = TimeChart.figures(cells);
    List<Figure> speedUps = RatioCharts.overStaged(cells);
    List<Figure> scaling = RatioCharts.scaling(cells);
    List<Figure> figures = new ArrayList<>(times);
    figures.addAll(speedUps);
    figures.addAll(scaling);
    Drawing drawing = Drawing.of(figures);
    RoutingTrust own = new RoutingTrust(cells);
    List<String> problems = new ArrayList<>(own.warnings());
    drawing
        .problems()
        .forEach(p -> problems.add("Charts are missing, this JVM could not draw them: " + p));
    List<CsvTable> data = RoutingData.of(cells, verdicts);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(base(cells, verdicts)));
    sections.add(TrustSection.of(new Trust(set, RoutingTrust.BASIS), own.facts(), problems));
    sections.add(ResultsSection.of(cells, verdicts));
    sections.add(charts(TimeChart.SECTION, "Time per token", TIME, times));
    sections.add(charts("speed-up", "Speed-up over staged", SPEED_UP, speedUps));
    sections.add(ScalingSection.of(scaling, more(cells, verdicts)));
    sections.add(PublishedSection.of(cells));
    sections.add(SortSection.of(cells));
    sections.add(RoutersSection.of(cells));
    sections.add(RepeatSection.of(set, method(set, verdicts), data, raw));
    return new Document(TITLE, subtitle(cells), sections, drawing.pictures(), data);
  }

  /** The short form for a terminal. */
  public static Document summary(ResultSet set) {
    RoutingCells cells = new RoutingCells(set);
    List<RoutingVerdict> verdicts = base(cells, verdicts(cells));
    RoutingTrust own = new RoutingTrust(cells);
    Trust trust = new Trust(set, RoutingTrust.BASIS);
    List<Section> sections =
        List.of(
            VerdictSection.of(verdicts),
            TrustSection.brief(trust, own.facts(), own.warnings()),
            new Section(
                "results",
                "Fastest variant at each number of tokens T (? = not decided)",
                List.of(ResultsSection.brief(verdicts))));
    return new Document(TITLE, subtitle(cells), sections, Map.of(), List.of());
  }

  private static final String TIME =
      "A flat line costs the same per token in every batch; one that falls to the right has fixed"
          + " cost per call, which larger batches spread. Whiskers are 95% intervals over forks.";

  private static final String SPEED_UP =
      "Right of 1 is faster than the chain of passes. Ratios are paired within rounds.";

  private static Section charts(String id, String title, String text, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(figures.isEmpty() ? "There is nothing to chart." : text));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    return new Section(id, title, blocks);
  }

  private static List<RoutingVerdict> verdicts(RoutingCells cells) {
    return cells.settings().stream().map(setting -> RoutingVerdict.of(cells, setting)).toList();
  }

  private static List<RoutingVerdict> base(RoutingCells cells, List<RoutingVerdict> verdicts) {
    List<Setting> base = cells.baseSettings();
    return verdicts.stream().filter(verdict -> base.contains(verdict.setting())).toList();
  }

  private static List<RoutingVerdict> more(RoutingCells cells, List<RoutingVerdict> verdicts) {
    List<Setting> base = cells.baseSettings();
    return verdicts.stream().filter(verdict -> !base.contains(verdict.setting())).toList();
  }

  private static List<String> method(ResultSet set, List<RoutingVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(RoutingVerdict::comparisons).max().orElse(0);
    double level = verdicts.stream().mapToDouble(RoutingVerdict::level).max().orElse(Double.NaN);
    return List.of(
        RepeatSection.measuring(
                "everything from logits to ids and weights",
                "a double-precision reference, ids exactly (near ties: on float32 scores) and weights"
                    + " within a bound")
            + " Logits, biases and the order of cells come from seed "
            + set.seed()
            + ".",
        RepeatSection.statistics("the router with the same logits and workers", "variant")
            + "."
            + RepeatSection.level("router", most, level),
        "Ceiling. Fused multiply-adds on registers by one thread, once per round: routing does not"
            + " come near it; it shows whether the machine was busy or changed its clock.");
  }

  private static String subtitle(RoutingCells cells) {
    List<String> routers = cells.routers();
    String names = routers.size() > 4 ? routers.size() + " routers" : String.join(", ", routers);
    long variants = cells.variants().names().size();
    return (names.isEmpty() ? "no router" : names)
        + " · "
        + variants
        + (variants == 1 ? " variant" : " variants")
        + " · preset "
        + cells.set().preset();
  }
}
