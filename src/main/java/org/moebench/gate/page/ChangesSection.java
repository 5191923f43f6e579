// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Effects;
import org.moebench.gate.Verdict;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** Every cell: table and forest plot. */
final class ChangesSection {
  private ChangesSection() {}

  static Section of(Changes changes, List<Figure> forest) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(changes.cells()));
    blocks.add(new Block.Paragraph(mean(changes)));
    forest.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    return new Section("changes", "Every cell", blocks);
  }

  /** All columns. */
  static Block.Table table(List<Change> shown) {
    List<Column> columns =
        List.of(
            Column.text("verdict"),
            Column.text("cell"),
            Column.number("base"),
            Column.number("head"),
            Column.number("change"),
            Column.text("95% interval"),
            Column.number("p"),
            Column.number("pairs"),
            Column.number("noise"));
    List<Row> rows =
        shown.stream()
            .map(
                change ->
                    row(
                        change,
                        Words.time(change.baseMicros()),
                        Words.time(change.headMicros()),
                        percent(change),
                        change.interval(),
                        Words.pValue(change.judgement().pValue()),
                        pairs(change.judgement()),
                        TrustSection.noise(change)))
            .toList();
    String caption =
        "Time per call (median of the forks of the pairs that decided) and its change; above 0 is"
            + " slower. Pairs: screen + confirmation. Noise: deviation of one pair.";
    return new Block.Table(caption, columns, rows, GateData.CELLS);
  }

  /** The columns that a terminal has room for. */
  static Block.Table brief(List<Change> shown) {
    List<Column> columns =
        List.of(
            Column.text("verdict"),
            Column.text("cell"),
            Column.number("head"),
            Column.number("change"),
            Column.text("95% interval"));
    List<Row> rows =
        shown.stream()
            .map(
                change ->
                    row(
                        change,
                        Words.time(change.headMicros()),
                        percent(change),
                        change.interval()))
            .toList();
    return new Block.Table("change of time; above 0 is slower", columns, rows, null);
  }

  private static Row row(Change change, String... figures) {
    List<String> cells = new ArrayList<>(List.of(Words.verdict(change), change.name()));
    cells.addAll(List.of(figures));
    String group = change.verdict() == Verdict.PASS ? "passed" : "notable";
    return new Row(Words.tone(change), group, cells);
  }

  private static String percent(Change change) {
    return change.measured() ? Effects.percent(change.effect().value()) : Numbers.NONE;
  }

  private static String pairs(CellJudgement judgement) {
    return judgement.screened() + "+" + judgement.confirmed();
  }

  /** The geometric mean, and over which cells it is taken. */
  static String mean(Changes changes) {
    int count = changes.comparable().size();
    if (count == 0) {
      return "No cell was measured in both arms.";
    }
    int absent = changes.cells().size() - count;
    return "Geometric mean of the change: %s, over %s measured in both arms%s."
        .formatted(
            Effects.percent(changes.meanEffect()),
            Words.count(count, "cell", "cells"),
            absent == 0
                ? ""
                : "; without the " + Words.count(absent, "other", "others") + " of the table");
  }
}
