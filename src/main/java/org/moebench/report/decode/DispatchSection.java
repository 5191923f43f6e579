// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What deciding costs beside what is decided about. */
final class DispatchSection {
  static final String ID = "dispatch";

  private static final String TITLE = "What dispatching costs";

  private static final double NANOSECONDS = 1e6;

  private DispatchSection() {}

  static Section of(DecodeRun run) {
    List<Row> rows = run.cells().dispatch().stream().map(DispatchSection::row).toList();
    String text =
        "The plan turns the number of rows of each expert into the order in which a call computes"
            + " them; every strategy needs it. A rule then looks at the rows and answers with a"
            + " limit. Neither multiplies anything here.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "Time without any kernel",
                List.of(
                    number("experts"),
                    number("rows in all"),
                    text("what"),
                    number("ns"),
                    text("95% interval")),
                rows,
                "dispatch.csv")));
  }

  private static Row row(DecodeCell cell) {
    String group = String.valueOf(cell.experts());
    List<String> values = new ArrayList<>();
    values.add(cell.experts() == 0 ? Numbers.NONE : group);
    values.add(cell.rows() == 0 ? Numbers.NONE : String.valueOf(cell.rows()));
    values.add(DispatchCost.isPlan(cell) ? cell.variant() : "rule of " + cell.variant());
    if (!cell.isTimed()) {
      return Phrases.without(cell, group, values);
    }
    values.add(significant(DispatchCost.nanoseconds(cell)));
    values.add(interval(cell.time().low() * NANOSECONDS, cell.time().high() * NANOSECONDS));
    return new Row(Tone.PLAIN, group, values);
  }

  /** The cost in a line; empty if the plan was not timed. */
  static Optional<Fact> fact(DecodeRun run) {
    return DispatchCost.of(run).map(cost -> new Fact("dispatching", line(cost)));
  }

  private static String line(DispatchCost cost) {
    StringBuilder text = new StringBuilder("with ");
    text.append(cost.plan().experts()).append(" experts the plan takes ");
    text.append(significant(DispatchCost.nanoseconds(cost.plan()))).append(" ns");
    cost.decide()
        .ifPresent(
            rule ->
                text.append(", the slowest rule (")
                    .append(rule.variant())
                    .append(") ")
                    .append(significant(DispatchCost.nanoseconds(rule)))
                    .append(" ns"));
    if (Double.isFinite(cost.shareOfCall())) {
      text.append(": ").append(percent(cost.shareOfCall(), 2));
      text.append(" of the shortest call timed (");
      text.append(significant(cost.call().orElseThrow().result().median())).append(" ms)");
    }
    return text.toString();
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable("dispatch.csv", "experts", "rows", "what", "ns", "low_ns", "high_ns");
    run.cells().dispatch().stream()
        .filter(DecodeCell::isTimed)
        .forEach(
            cell ->
                csv.add(
                    cell.experts(),
                    cell.rows(),
                    cell.variant(),
                    DispatchCost.nanoseconds(cell),
                    cell.time().low() * NANOSECONDS,
                    cell.time().high() * NANOSECONDS));
    return csv;
  }
}
