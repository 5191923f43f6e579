// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** What sorting the routed pairs by expert costs, which grouped kernels need after routing. */
final class SortSection {
  static final String ID = "sort";

  private SortSection() {}

  static Section of(RoutingCells cells) {
    String title = "Sorting by expert";
    if (cells.sorts().isEmpty()) {
      String none = "The sort by expert was not measured.";
      return new Section(ID, title, List.of(new Block.Paragraph(none)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Grouped kernels take tokens sorted by expert: a counting sort of the routed pairs,"
                + " measured alone. Its share is its time divided by that of the fastest routing"
                + " with the same tokens and workers; both are paid, one after the other."));
    blocks.add(
        new Block.Table(
            "Sorting beside the fastest routing",
            List.of(
                text("router"),
                number("T"),
                number("workers"),
                number("sort, ns per token"),
                text("95% interval"),
                text("fastest routing"),
                number("ns per token"),
                number("share"),
                text("95% interval")),
            cells.sorts().stream().map(sort -> row(cells, sort)).toList(),
            "sort.csv"));
    return new Section(ID, title, blocks);
  }

  private static Row row(RoutingCells cells, RoutingCell sort) {
    String router = sort.setting().router();
    List<String> values = new ArrayList<>();
    values.add(router);
    values.add(sort.tokens() == 0 ? Numbers.NONE : count((long) sort.tokens()));
    values.add(String.valueOf(sort.setting().workers()));
    if (!sort.isTimed()) {
      values.add(sort.result().status() + ": " + sort.result().reason());
      Tone tone = sort.result().status() == Status.FAILED ? Tone.BAD : Tone.WARN;
      return new Row(tone, router, values);
    }
    values.add(significant(sort.perToken()));
    values.add(interval(sort.perToken(sort.result().low()), sort.perToken(sort.result().high())));
    Optional<RoutingCell> routing = cells.fastest(sort.setting(), sort.tokens());
    if (routing.isEmpty()) {
      values.add("not timed");
      return new Row(Tone.PLAIN, router, values);
    }
    Estimate share = share(cells, sort, routing.get());
    values.add(routing.get().variant());
    values.add(significant(routing.get().perToken()));
    values.add(percent(share.value(), 1));
    values.add(
        Double.isFinite(share.low())
            ? "[" + percent(share.low(), 1) + ", " + percent(share.high(), 1) + "]"
            : "");
    return new Row(Tone.PLAIN, router, values);
  }

  /** Time of the sort over time of the routing. */
  static Estimate share(RoutingCells cells, RoutingCell sort, RoutingCell routing) {
    return cells
        .comparer(Intervals.LEVEL, sort.setting())
        .compare(sort.result(), routing.result())
        .speedUp();
  }
}
