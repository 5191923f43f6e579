// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.chart.Figure;
import org.moebench.report.decode.Ladder.Step;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** Both kernels on the same weights at rising numbers of rows, and what more rows cost. */
final class CrossoverSection {
  static final String ID = "crossover";

  private static final String TITLE = "Where the kernels meet";

  private CrossoverSection() {}

  static Section of(DecodeRun run, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Both kernels multiply the same rows by the same packed weights, in turn within one"
                + " fork. The crossing is the largest whole number of rows at which the decode"
                + " kernel is no slower, between measured numbers by straight lines in the"
                + " logarithm of rows; its interval (shaded) is over rounds, and + says that it"
                + " ends with the most rows measured."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(
        new Block.Table(
            "Time of one call",
            List.of(
                text("projection"),
                number("rows/expert"),
                number("decode, ms"),
                text("95% interval"),
                number("prefill, ms"),
                text("95% interval"),
                text("prefill / decode")),
            steps(run),
            "rows.csv"));
    blocks.addAll(moreRows(run));
    return new Section(ID, TITLE, blocks);
  }

  private static List<Row> steps(DecodeRun run) {
    List<Row> rows = new ArrayList<>();
    for (Ladder ladder : run.ladders()) {
      String label = run.label(ladder.projection());
      ladder.steps().forEach(step -> rows.add(row(label, step)));
    }
    return rows;
  }

  private static Row row(String label, Step step) {
    Estimate decode = step.decode().time();
    Estimate prefill = step.prefill().map(DecodeCell::time).orElse(DecodeCells.UNKNOWN);
    return new Row(
        Tone.PLAIN,
        label,
        List.of(
            label,
            String.valueOf(step.rows()),
            significant(decode.value()),
            interval(decode.low(), decode.high()),
            significant(prefill.value()),
            interval(prefill.low(), prefill.high()),
            Phrases.ratio(step.lead())));
  }

  /** Time at each number of rows relative to one row, a column per number. */
  private static List<Block> moreRows(DecodeRun run) {
    List<Integer> counts =
        run.ladders().stream()
            .flatMap(ladder -> ladder.steps().stream())
            .map(Step::rows)
            .filter(rows -> rows > 1)
            .distinct()
            .sorted()
            .toList();
    if (counts.isEmpty()) {
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    columns.add(text("projection"));
    counts.forEach(rows -> columns.add(number(Phrases.rows(rows))));
    List<Row> rows = new ArrayList<>();
    for (Ladder ladder : run.ladders()) {
      List<String> values = new ArrayList<>();
      values.add(run.label(ladder.projection()));
      counts.forEach(count -> values.add(overOne(ladder.at(count))));
      rows.add(new Row(Tone.PLAIN, "", values));
    }
    return List.of(
        new Block.Paragraph(
            "Rows of one expert are computed in pairs, and a panel is read from memory once: as long"
                + " as that sets the time, more rows cost little."),
        new Block.Table(
            "The decode kernel's time per expert over that of one row", columns, rows, "rows.csv"));
  }

  private static String overOne(Optional<Step> step) {
    return step.map(s -> times(s.overOne().value())).orElse(Numbers.NONE);
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable(
            "rows.csv",
            "format",
            "n",
            "k",
            "rows_per_expert",
            "kernel",
            "ms",
            "low",
            "high",
            "prefill_over_decode",
            "ratio_low",
            "ratio_high",
            "over_one_row",
            "over_one_row_low",
            "over_one_row_high");
    for (Ladder ladder : run.ladders()) {
      for (Step step : ladder.steps()) {
        add(csv, step, "decode", step.decode().time(), step.overOne());
        step.prefill().ifPresent(p -> add(csv, step, "prefill", p.time(), DecodeCells.UNKNOWN));
      }
    }
    return csv;
  }

  private static void add(CsvTable csv, Step step, String kernel, Estimate time, Estimate overOne) {
    Projection projection = step.decode().projection();
    csv.add(
        projection.format(),
        projection.n(),
        projection.k(),
        step.rows(),
        kernel,
        time.value(),
        time.low(),
        time.high(),
        step.lead().value(),
        step.lead().low(),
        step.lead().high(),
        overOne.value(),
        overOne.low(),
        overOne.high());
  }
}
