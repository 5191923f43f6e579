// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** The published routing beside a realistic one: does the answer depend on it. */
final class RoutingsSection {
  static final String ID = "routings";

  private static final String TITLE = "Published and realistic routing";

  /** The verdicts of a stack under both routings. */
  private record Both(ModelVerdict published, ModelVerdict realistic) {}

  private RoutingsSection() {}

  static Section of(ModelCells cells, List<ModelVerdict> verdicts) {
    List<Both> both = both(verdicts);
    if (both.isEmpty()) {
      String none = "No stack was measured under both.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(
                "Published: the rows of the prefill step are spread evenly over all experts, and a"
                    + " decode step gives one row to each of two experts, which take turns."
                    + " Realistic: every layer and step has the counts of a decode workload, with"
                    + " popular experts and experts that come again. Numbers of rows and experts"
                    + " differ, so times do not compare; speed-ups do."),
            new Block.Findings(both.stream().map(b -> finding(cells, b)).toList()),
            new Block.Table(
                "Speed of a forward pass over always-prefill",
                List.of(text("stack"), text("strategy"), text("published"), text("realistic")),
                both.stream().flatMap(b -> rows(cells, b).stream()).toList(),
                "speedups.csv")));
  }

  private static List<Both> both(List<ModelVerdict> verdicts) {
    List<Both> both = new ArrayList<>();
    for (ModelVerdict published : verdicts) {
      Setting other = published.setting().withRouting(Setting.REALISTIC);
      if (published.setting().routing().equals(Setting.PUBLISHED) && !published.cells().isEmpty()) {
        verdicts.stream()
            .filter(v -> v.setting().equals(other) && !v.cells().isEmpty())
            .forEach(realistic -> both.add(new Both(published, realistic)));
      }
    }
    return both;
  }

  private static Finding finding(ModelCells cells, Both both) {
    List<String> published = names(both.published());
    List<String> realistic = names(both.realistic());
    List<String> common = published.stream().filter(realistic::contains).toList();
    String answer =
        common.isEmpty()
            ? "the answer depends on the routing"
            : "the same answer: " + VerdictSection.choice(common);
    String sentence =
        "May be the fastest under published routing: "
            + VerdictSection.choice(published)
            + distinct(both.published())
            + "; under realistic routing: "
            + VerdictSection.choice(realistic)
            + distinct(both.realistic())
            + ".";
    Tone tone = common.isEmpty() ? Tone.WARN : Tone.PLAIN;
    return new Finding(tone, cells.name(both.published().setting()), answer, sentence);
  }

  private static List<String> names(ModelVerdict verdict) {
    return verdict.candidates().stream().map(ModelCell::strategy).toList();
  }

  private static String distinct(ModelVerdict verdict) {
    double experts = verdict.candidates().get(0).distinctExperts();
    return Double.isFinite(experts)
        ? " (" + fixed(experts, 1) + " distinct experts of a step and layer)"
        : "";
  }

  private static List<Row> rows(ModelCells cells, Both both) {
    List<Ratios> published = ratios(cells, both.published());
    List<Ratios> realistic = ratios(cells, both.realistic());
    String name = cells.name(both.published().setting());
    List<Row> rows = new ArrayList<>();
    for (String strategy : cells.strategies()) {
      Optional<Ratios> one = of(published, strategy);
      Optional<Ratios> two = of(realistic, strategy);
      boolean any = one.isPresent() || two.isPresent();
      if (any && !strategy.equals(Strategies.PREFILL)) {
        rows.add(
            new Row(
                Tone.PLAIN,
                name,
                List.of(
                    name,
                    strategy,
                    one.map(CellRows::speedUp).orElse(Numbers.NONE),
                    two.map(CellRows::speedUp).orElse(Numbers.NONE))));
      }
    }
    return rows;
  }

  private static List<Ratios> ratios(ModelCells cells, ModelVerdict verdict) {
    return Ratios.of(cells, verdict.setting(), ModelCell.FORWARD);
  }

  private static Optional<Ratios> of(List<Ratios> ratios, String strategy) {
    return ratios.stream().filter(r -> r.cell().strategy().equals(strategy)).findFirst();
  }
}
