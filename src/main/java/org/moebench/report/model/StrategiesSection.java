// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.result.ModelInfo;
import org.moebench.stats.Estimate;

/** The strategies over whole forward passes: a chart and a table per stack. */
final class StrategiesSection {
  static final String ID = "strategies";

  private static final String TITLE = "Strategies";

  private static final List<Column> COLUMNS =
      List.of(
          text("stack, routing"),
          text("strategy"),
          number("ms"),
          text("95% interval"),
          text("over always-prefill"),
          text("time against unified-tuned"),
          number("launches"),
          number("prefill step, ms"),
          number("decode steps, ms"),
          number("distinct experts"));

  private StrategiesSection() {}

  /**
   * @param verdicts of all settings
   * @param figures its charts
   */
  static Section of(ModelCells cells, List<ModelVerdict> verdicts, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    if (cells.all().isEmpty()) {
      blocks.add(new Block.Paragraph("No forward pass was planned."));
      return new Section(ID, TITLE, blocks);
    }
    blocks.add(
        new Block.Paragraph(
            "Time of a whole forward pass. Ratios are of iterations in which a strategy and"
                + " unified-tuned took turns in the same fork, on the same weights; those over"
                + " always-prefill are quotients of two such ratios."
                + Strategies.descriptions(cells.strategies())));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(
        new Block.Paragraph(
            "Times are medians over forks; intervals are at 95%. Launches are counted, those of a"
                + " whole pass. Prefill step and decode steps are of cells that compute nothing"
                + " else; they add up to the pass, but for noise. Distinct experts are the mean over"
                + " steps and layers. Strategies that may be the fastest are set off."));
    List<Ratios> ratios = Ratios.of(cells);
    for (String stack : cells.stacks()) {
      List<Row> rows =
          cells.all().stream()
              .filter(cell -> cell.setting().stack().equals(stack))
              .filter(cell -> cell.part().equals(ModelCell.FORWARD))
              .map(cell -> row(cells, cell, ratios, verdicts))
              .toList();
      if (!rows.isEmpty()) {
        blocks.add(new Block.Table(caption(cells, stack), COLUMNS, rows, "speedups.csv"));
      }
    }
    return new Section(ID, TITLE, blocks);
  }

  private static String caption(ModelCells cells, String stack) {
    return cells.info(stack).map(ModelInfo::summary).map(s -> stack + ": " + s).orElse(stack);
  }

  private static Row row(
      ModelCells cells, ModelCell cell, List<Ratios> ratios, List<ModelVerdict> verdicts) {
    String label = cells.label(cell.setting());
    List<String> values = new ArrayList<>(List.of(label, cell.strategy()));
    Optional<Ratios> own = ratios.stream().filter(r -> r.cell().equals(cell)).findFirst();
    if (own.isEmpty()) {
      return CellRows.without(cell, label, values);
    }
    CellRows.time(cell, values);
    values.add(CellRows.speedUp(own.get()));
    values.add(CellRows.againstTuned(own.get()));
    values.add(Numbers.count(cell.result().launches()));
    values.add(millis(cells, cell, ModelCell.PREFILL));
    values.add(millis(cells, cell, ModelCell.DECODE));
    values.add(fixed(cell.distinctExperts(), 1));
    boolean candidate = verdicts.stream().anyMatch(v -> v.candidates().contains(cell));
    return new Row(candidate ? Tone.GOOD : Tone.PLAIN, label, values);
  }

  /** Time of a part with the same strategy, if it was timed alone. */
  private static String millis(ModelCells cells, ModelCell cell, String part) {
    return cells
        .timed(cell.setting(), part, cell.strategy())
        .map(c -> significant(c.result().median()))
        .orElse(Numbers.NONE);
  }

  /** The fastest strategy of each setting, in few columns. */
  static Block.Table brief(ModelCells cells, List<ModelVerdict> verdicts) {
    return new Block.Table(
        "Fastest strategies",
        List.of(
            text("stack, routing"),
            text("fastest"),
            number("ms"),
            number("over always-prefill"),
            number("unified-tuned")),
        verdicts.stream().map(verdict -> brief(cells, verdict)).toList(),
        null);
  }

  private static Row brief(ModelCells cells, ModelVerdict verdict) {
    List<String> values = new ArrayList<>(List.of(cells.label(verdict.setting())));
    List<ModelCell> candidates = verdict.candidates();
    if (candidates.isEmpty()) {
      values.add("no figures");
      return new Row(Tone.BAD, ID, values);
    }
    ModelCell fastest = candidates.get(0);
    boolean decided = verdict.contest().decided();
    values.add(fastest.strategy() + (decided ? "" : " ?"));
    values.add(significant(fastest.result().median()));
    values.add(
        Optional.ofNullable(verdict.overPrefill().get(fastest.strategy()))
            .map(ratio -> Numbers.times(ratio.speedUp().value()))
            .orElse(
                fastest.strategy().equals(Strategies.PREFILL) ? Numbers.times(1) : Numbers.NONE));
    boolean compared = verdict.tunedOver().containsKey(fastest.strategy());
    Estimate tuned = compared ? verdict.tunedTime(fastest.strategy()) : ModelCells.UNKNOWN;
    values.add(fastest.strategy().equals(Strategies.TUNED) ? "fastest" : Change.text(tuned));
    return new Row(decided ? Tone.GOOD : Tone.PLAIN, ID, values);
  }
}
