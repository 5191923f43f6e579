// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.moebench.gate.Effects;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What could not be told, and what it would take. */
final class UnresolvedSection {
  private UnresolvedSection() {}

  /** Empty if every cell has an answer, or none was judged. */
  static Optional<Section> of(Changes changes) {
    List<Change> open = changes.with(Verdict.UNRESOLVED);
    if (open.isEmpty() || !changes.judged()) {
      return Optional.empty();
    }
    String guard = Words.percent(changes.run().policy().guard());
    Block text =
        new Block.Paragraph(
            ("UNRESOLVED is neither good nor bad news. The table says which slowdown these pairs"
                    + " would have found with 80%% power, and how many pairs would find %s; the"
                    + " minutes include the controls, which are measured along. --thorough takes"
                    + " more pairs.")
                .formatted(guard));
    return Optional.of(
        new Section("unresolved", "What could not be told", List.of(text, table(changes, open))));
  }

  private static Block.Table table(Changes changes, List<Change> open) {
    List<Column> columns =
        List.of(
            Column.text("cell"),
            Column.number("change of time"),
            Column.text("95% interval"),
            Column.number("could have seen"),
            Column.number("pairs needed"),
            Column.number("minutes"));
    List<Row> rows =
        open.stream()
            .map(
                change ->
                    new Row(
                        Tone.PLAIN,
                        "",
                        List.of(
                            change.name(),
                            change.measured()
                                ? Effects.percent(change.effect().value())
                                : Numbers.NONE,
                            change.interval(),
                            seen(change),
                            needed(change),
                            minutes(changes.run(), change))))
            .toList();
    return new Block.Table("Cells without an answer", columns, rows, GateData.CELLS);
  }

  private static String seen(Change change) {
    Double effect = change.judgement().detectable();
    return effect == null ? Numbers.NONE : Effects.size(effect);
  }

  private static String needed(Change change) {
    if (change.judgement().noise() == null) {
      return Numbers.NONE;
    }
    Integer pairs = change.judgement().pairsNeeded();
    return pairs == null ? "more than 500" : pairs.toString();
  }

  private static String minutes(GateRun run, Change change) {
    Integer pairs = change.judgement().pairsNeeded();
    if (pairs == null) {
      return Numbers.NONE;
    }
    double seconds = seconds(run, change.judgement().cell());
    for (GateCell control : run.controls()) {
      seconds += seconds(run, control.id());
    }
    return Numbers.fixed(pairs * seconds / 60, 1);
  }

  /** Mean duration of a pair of this cell; what was expected of it if none was timed. */
  private static double seconds(GateRun run, String id) {
    Predicate<Pair> own = pair -> pair.cell().equals(id) && pair.base().seconds() > 0;
    return run.pairs().stream()
        .filter(own)
        .mapToDouble(pair -> pair.base().seconds() + pair.head().seconds())
        .average()
        .orElseGet(
            () ->
                Stream.concat(run.cells().stream(), run.controls().stream())
                    .filter(cell -> cell.id().equals(id))
                    .mapToDouble(cell -> 2 * cell.expectedSeconds())
                    .findFirst()
                    .orElse(0));
  }
}
