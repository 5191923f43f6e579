// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Comparer;
import org.moebench.result.RouterInfo;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** One table per router: logits × tokens × workers × variant. */
final class ResultsSection {
  private static final List<Column> COLUMNS =
      List.of(
          text("logits"),
          number("T"),
          number("workers"),
          text("variant"),
          number("ns per token"),
          text("95% interval"),
          number("over staged"),
          text("95% interval"),
          number("launches"),
          number("bytes allocated"),
          text("status"));

  private ResultsSection() {}

  /**
   * @param verdicts of every setting; what they call fastest stands out
   */
  static Section of(RoutingCells cells, List<RoutingVerdict> verdicts) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Median time of one call over forks, divided by the tokens of the call. Over staged is"
                + " the time of the staged variant divided by the variant's own, paired within"
                + " rounds: above 1 is faster. Launches are parallel regions of one call; bytes are"
                + " allocated per call, the most of any fork. "
                + cells.variants().descriptions()));
    Map<Setting, Comparer> comparers = new HashMap<>();
    for (Setting setting : cells.settings()) {
      comparers.put(setting, cells.comparer(Intervals.LEVEL, setting));
    }
    for (String router : cells.routers()) {
      List<Row> rows = new ArrayList<>();
      for (RoutingCell cell : cells.all()) {
        if (cell.setting().router().equals(router)) {
          rows.add(row(cells, cell, comparers.get(cell.setting()), verdicts));
        }
      }
      blocks.add(new Block.Paragraph(heading(cells, router)));
      blocks.add(new Block.Table(router, COLUMNS, rows, "cells.csv"));
    }
    return new Section("results", "Results", blocks);
  }

  private static String heading(RoutingCells cells, String router) {
    return cells.infos().stream()
        .filter(info -> router.equals(info.name()) && info.summary() != null)
        .map(RouterInfo::summary)
        .findFirst()
        .map(summary -> router + ": " + summary + ".")
        .orElse(router + ".");
  }

  private static Row row(
      RoutingCells cells, RoutingCell cell, Comparer comparer, List<RoutingVerdict> verdicts) {
    Setting setting = cell.setting();
    String group = setting.logits() + " " + cell.tokens() + " " + setting.workers();
    List<String> values = new ArrayList<>();
    values.add(setting.logits());
    values.add(cell.tokens() == 0 ? Numbers.NONE : count((long) cell.tokens()));
    values.add(String.valueOf(setting.workers()));
    values.add(cell.variant());
    if (!cell.isTimed()) {
      values.add(without(cell));
      Tone tone = cell.result().status() == Status.FAILED ? Tone.BAD : Tone.WARN;
      return new Row(tone, group, values);
    }
    Estimate ratio = cells.overStaged(cell, comparer);
    values.add(significant(cell.perToken()));
    values.add(interval(cell.perToken(cell.result().low()), cell.perToken(cell.result().high())));
    values.add(times(ratio.value()));
    values.add(interval(ratio.low(), ratio.high(), 2));
    values.add(count(cell.result().launches()));
    values.add(bytes(cell));
    values.add(cell.result().status().name().toLowerCase(Locale.ROOT));
    return new Row(isBest(cell, verdicts) ? Tone.GOOD : Tone.PLAIN, group, values);
  }

  private static String without(RoutingCell cell) {
    boolean passed = cell.result().status() == Status.PASSED;
    String reason = passed ? "no usable time" : String.valueOf(cell.result().reason());
    return cell.result().status() + ": " + reason;
  }

  private static String bytes(RoutingCell cell) {
    return cell.allocatedBytes().isPresent()
        ? fixed(cell.allocatedBytes().getAsDouble(), 0)
        : Numbers.NONE;
  }

  private static boolean isBest(RoutingCell cell, List<RoutingVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.setting().equals(cell.setting()))
        .flatMap(verdict -> verdict.batches().stream())
        .anyMatch(
            batch -> batch.contest().decided() && cell.result().equals(batch.contest().winner()));
  }

  /** The fastest variant of each setting and number of tokens, in few columns. */
  static Block.Table brief(List<RoutingVerdict> verdicts) {
    List<Row> rows = new ArrayList<>();
    for (RoutingVerdict verdict : verdicts) {
      for (RoutingVerdict.Batch batch : verdict.batches()) {
        rows.add(brief(verdict.setting(), batch));
      }
    }
    List<Column> columns =
        List.of(
            text("router"),
            number("T"),
            text("fastest"),
            number("ns per token"),
            number("over staged"));
    return new Block.Table("Fastest variants", columns, rows, null);
  }

  private static Row brief(Setting setting, RoutingVerdict.Batch batch) {
    List<String> values = new ArrayList<>();
    values.add(setting.label());
    values.add(count((long) batch.tokens()));
    List<RoutingCell> candidates = batch.candidates();
    if (candidates.isEmpty()) {
      values.add("no figures");
      return new Row(Tone.BAD, setting.label(), values);
    }
    boolean decided = batch.contest().decided();
    Estimate ratio = batch.overStaged();
    values.add(candidates.get(0).variant() + (decided ? "" : " ?"));
    values.add(significant(candidates.get(0).perToken()));
    values.add(times(ratio.value(), ratio.low(), ratio.high()));
    return new Row(decided ? Tone.GOOD : Tone.WARN, setting.label(), values);
  }
}
