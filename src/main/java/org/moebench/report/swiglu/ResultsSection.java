// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

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
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

/** Fused against unfused: a chart and a table per model. */
final class ResultsSection {
  static final String ID = "results";

  private static final List<Column> COLUMNS =
      List.of(
          text("format"),
          number("B"),
          number("distinct experts"),
          text("variant"),
          number("ms"),
          text("95% interval"),
          text("over unfused"),
          number("launches saved"),
          text("µs per saved launch"),
          number("traffic saved"));

  private ResultsSection() {}

  /**
   * @param figures its charts
   * @param more verdicts of settings with other workers than the run's
   */
  static Section of(SwigluCells cells, List<Figure> figures, List<SwigluVerdict> more) {
    List<Block> blocks = new ArrayList<>();
    if (cells.all().isEmpty()) {
      blocks.add(new Block.Paragraph("No SwitchGLU cell was planned."));
      return new Section(ID, "Fused against unfused", blocks);
    }
    blocks.add(
        new Block.Paragraph(
            "Up, gate, activation and down of the routed experts, without router and weighted sum."
                + " Right of 1 is faster than unfused. Ratios are of iterations in which the two took"
                + " turns in the same fork, which differ less than forks do; where they had forks of"
                + " their own only, of forks of the same round."
                + Variants.descriptions(cells.variants())));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(new Block.Paragraph(COLUMN_TEXT));
    List<Gain> gains = Gain.of(cells);
    for (String model : cells.models()) {
      List<Row> rows =
          cells.all().stream()
              .filter(cell -> cell.setting().model().equals(model))
              .filter(cell -> !cell.isTimed() || !cells.sortsLater(cell.setting()))
              .map(cell -> row(cells, cell, gains))
              .toList();
      blocks.add(new Block.Table(caption(cells, model), COLUMNS, rows, "ratios.csv"));
    }
    if (!more.isEmpty()) {
      blocks.add(new Block.Paragraph("With other numbers of workers than the run's:"));
      blocks.add(
          new Block.Findings(more.stream().map(v -> VerdictSection.finding(cells, v)).toList()));
    }
    return new Section(ID, "Fused against unfused", blocks);
  }

  private static final String COLUMN_TEXT =
      "Times are medians over forks; intervals are at 95%. Launches saved are counted, not assumed. Traffic saved is"
          + " computed: gate and up, 2 × I × 4 bytes for each of the B·k routed rows, which unfused"
          + " writes once and reads once; much of it may stay in caches. The time per saved launch"
          + " is (1 - 1 / ratio) of the unfused time, divided by the launches saved, with the"
          + " interval of the ratio: it holds all that fusing saves, traffic included.";

  private static String caption(SwigluCells cells, String model) {
    return cells.info(model).map(ModelInfo::summary).map(s -> model + ": " + s).orElse(model);
  }

  private static Row row(SwigluCells cells, SwigluCell cell, List<Gain> gains) {
    String label = cell.setting().label(cells.usualWorkers());
    List<String> values = new ArrayList<>();
    values.add(label);
    values.add(cell.concurrency() == 0 ? Numbers.NONE : String.valueOf(cell.concurrency()));
    values.add(fixed(cell.distinctExperts(), 1));
    values.add(cell.variant());
    String group = label + " " + cell.concurrency();
    if (!cell.isTimed()) {
      return without(cell, group, values);
    }
    Estimate time = cell.time();
    values.add(significant(time.value()));
    values.add(interval(time.low(), time.high()));
    Optional<Gain> gain = gains.stream().filter(g -> g.cell().equals(cell)).findFirst();
    if (gain.isEmpty()) {
      values.add(cell.variant().equals(Variants.UNFUSED) ? times(1) : Numbers.NONE);
      values.addAll(List.of("", "", ""));
      return new Row(Tone.PLAIN, group, values);
    }
    Gain g = gain.get();
    values.add(times(g.ratio().value(), g.ratio().low(), g.ratio().high()));
    values.add(g.launchesSaved() == 0 ? Numbers.NONE : String.valueOf(g.launchesSaved()));
    Estimate each = g.perLaunch();
    values.add((significant(each.value()) + " " + interval(each.low(), each.high())).strip());
    values.add(g.bytesSaved(cells) == 0 ? Numbers.NONE : Numbers.bytes(g.bytesSaved(cells)));
    Word word = Word.of(g.comparison());
    Tone tone = word == Word.FASTER ? Tone.GOOD : word == Word.SLOWER ? Tone.WARN : Tone.PLAIN;
    return new Row(tone, group, values);
  }

  /** A row that ends with the reason why there is no time. */
  static Row without(SwigluCell cell, String group, List<String> values) {
    boolean passed = cell.result().status() == Status.PASSED;
    String reason = passed ? "no usable time" : String.valueOf(cell.result().reason());
    values.add(cell.result().status() + ": " + reason);
    Tone tone = cell.result().status() == Status.FAILED ? Tone.BAD : Tone.WARN;
    return new Row(tone, group, values);
  }

  /** The fastest variant of each setting and concurrency, in few columns. */
  static Block.Table brief(SwigluCells cells, List<SwigluVerdict> verdicts) {
    List<Row> rows = new ArrayList<>();
    for (SwigluVerdict verdict : verdicts) {
      verdict.batches().forEach(batch -> rows.add(brief(cells, verdict.setting(), batch)));
    }
    List<Column> columns =
        List.of(
            text("model, format"),
            number("B"),
            text("fastest"),
            number("ms"),
            number("over unfused"));
    return new Block.Table("Fastest variants", columns, rows, null);
  }

  private static Row brief(SwigluCells cells, Setting setting, SwigluVerdict.Batch batch) {
    List<String> values = new ArrayList<>();
    String label = cells.label(setting);
    values.add(label);
    values.add(String.valueOf(batch.concurrency()));
    List<SwigluCell> candidates = batch.candidates();
    if (candidates.isEmpty()) {
      values.add("no figures");
      return new Row(Tone.BAD, label, values);
    }
    SwigluCell fastest = candidates.get(0);
    boolean decided = batch.contest().decided();
    values.add(fastest.variant() + (decided ? "" : " ?"));
    values.add(significant(fastest.result().median()));
    values.add(
        Optional.ofNullable(batch.overUnfused().get(fastest.variant()))
            .map(ratio -> ratio.speedUp())
            .map(ratio -> times(ratio.value(), ratio.low(), ratio.high()))
            .orElse(fastest.variant().equals(Variants.UNFUSED) ? times(1) : Numbers.NONE));
    return new Row(decided ? Tone.GOOD : Tone.WARN, label, values);
  }
}
