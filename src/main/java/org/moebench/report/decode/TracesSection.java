// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.moebench.moe.DispatchStrategy;
import org.moebench.report.chart.Figure;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;

/** The strategies on decode workloads: rows per expert as routed requests have them. */
final class TracesSection {
  static final String ID = "traces";

  private static final String TITLE = "Decode workloads";

  private static final String PREFILL = DispatchStrategy.ALWAYS_PREFILL.id();

  private TracesSection() {}

  static Section of(DecodeRun run, List<Figure> figures) {
    List<String> strategies =
        run.cells().traces().stream().map(DecodeCell::variant).distinct().toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "A call is one projection of one layer for one token of each of B requests; the next"
                + " call is that of the next layer with its own experts. B is a number, or the name"
                + " of request lengths, with which the requests in flight vary. Experts, rows and"
                + " bytes are means over calls. Intervals at the level that all comparisons of a"
                + " workload need together."
                + Strategies.descriptions(strategies)));
    blocks.add(new Block.Findings(run.traces().stream().map(v -> finding(run, v)).toList()));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    List<Row> rows = new ArrayList<>();
    for (TraceVerdict verdict : run.traces()) {
      verdict.cells().forEach(cell -> rows.add(row(run, verdict, cell)));
    }
    blocks.add(
        new Block.Table(
            "Strategies on decode workloads",
            List.of(
                text("workload"),
                text("format, N×K"),
                number("experts/call"),
                number("rows/expert"),
                text("strategy"),
                number("ms"),
                text("95% interval"),
                number("GB/s"),
                text("of read ceiling"),
                text("over always-prefill")),
            rows,
            "traces.csv"));
    return new Section(ID, TITLE, blocks);
  }

  /** Workload, batch, and the format where there are several. */
  static String label(DecodeRun run, TraceVerdict verdict) {
    TraceVerdict.Setting setting = verdict.setting();
    long same =
        run.traces().stream().filter(v -> v.setting().label().equals(setting.label())).count();
    return same == 1
        ? setting.label()
        : setting.label()
            + " "
            + setting.projection().format()
            + " "
            + setting.projection().shape();
  }

  private static Finding finding(DecodeRun run, TraceVerdict verdict) {
    String subject = label(run, verdict);
    List<String> names = verdict.candidates();
    if (names.isEmpty()) {
      String text = "No strategy was timed; the table gives the reasons.";
      return new Finding(Tone.BAD, subject, "no figures", text);
    }
    StringBuilder text = new StringBuilder();
    for (var ratio : verdict.overPrefill().entrySet()) {
      text.append(text.isEmpty() ? "" : ", ").append(ratio.getKey()).append(' ');
      text.append(Phrases.ratio(ratio.getValue().speedUp()));
    }
    String sentence =
        text.isEmpty()
            ? "Nothing was timed beside " + PREFILL + ": there is no ratio."
            : "Speed over " + PREFILL + ": " + text + ".";
    if (verdict.contest().rivals() == 1) {
      return new Finding(Tone.WARN, subject, "only " + names.get(0) + " was timed", sentence);
    } else if (verdict.contest().decided()) {
      return new Finding(Tone.GOOD, subject, names.get(0) + " is fastest", sentence);
    }
    boolean all = names.size() == verdict.contest().rivals();
    String answer =
        all ? "no strategy is fastest beyond noise" : String.join(" or ", names) + " is fastest";
    return new Finding(Tone.PLAIN, subject, answer, sentence);
  }

  private static Row row(DecodeRun run, TraceVerdict verdict, DecodeCell cell) {
    String group = label(run, verdict);
    List<String> values = new ArrayList<>();
    values.add(verdict.setting().label());
    values.add(cell.projection().format() + " " + cell.projection().shape());
    values.add(fixed(cell.distinctExperts(), 1));
    values.add(significant(rowsPerExpert(cell)));
    values.add(cell.variant());
    if (!cell.isTimed()) {
      return Phrases.without(cell, group, values);
    }
    Rate rate = run.rater().of(cell);
    Estimate time = cell.time();
    values.add(significant(time.value()));
    values.add(interval(time.low(), time.high()));
    values.add(significant(rate.gbps()));
    values.add(Phrases.share(rate.readShare()));
    Comparison ratio = verdict.overPrefill().get(cell.variant());
    values.add(
        ratio != null
            ? Phrases.ratio(ratio.speedUp())
            : cell.variant().equals(PREFILL) ? times(1) : Numbers.NONE);
    Tone tone = ratio != null && ratio.faster() ? Tone.GOOD : Tone.PLAIN;
    return new Row(tone, group, values);
  }

  private static double rowsPerExpert(DecodeCell cell) {
    return cell.rowsOfCall() / cell.distinctExperts();
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable(
            "traces.csv",
            "workload",
            "batch",
            "format",
            "n",
            "k",
            "experts",
            "strategy",
            "experts_per_call",
            "rows_per_expert",
            "weight_bytes",
            "ms",
            "low",
            "high",
            "gb_per_s",
            "read_share",
            "over_prefill",
            "ratio_low",
            "ratio_high",
            "level");
    for (TraceVerdict verdict : run.traces()) {
      verdict.cells().stream()
          .filter(DecodeCell::isTimed)
          .forEach(cell -> add(csv, run, verdict, cell));
    }
    return csv;
  }

  private static void add(CsvTable csv, DecodeRun run, TraceVerdict verdict, DecodeCell cell) {
    Rate rate = run.rater().of(cell);
    Comparison comparison = verdict.overPrefill().get(cell.variant());
    Estimate ratio = comparison == null ? DecodeCells.UNKNOWN : comparison.speedUp();
    csv.add(
        verdict.setting().workload(),
        verdict.setting().batch(),
        cell.projection().format(),
        cell.projection().n(),
        cell.projection().k(),
        cell.experts(),
        cell.variant(),
        cell.distinctExperts(),
        rowsPerExpert(cell),
        cell.result().weightBytes(),
        cell.time().value(),
        cell.time().low(),
        cell.time().high(),
        rate.gbps(),
        rate.readShare().value(),
        ratio.value(),
        ratio.low(),
        ratio.high(),
        verdict.level());
  }
}
