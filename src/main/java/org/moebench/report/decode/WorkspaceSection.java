// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** Calls that keep their workspace against calls that allocate it. */
final class WorkspaceSection {
  static final String ID = "workspace";

  private static final String TITLE = "What the workspace cache is worth";

  private WorkspaceSection() {}

  static Section of(DecodeRun run) {
    List<CacheGain> gains = CacheGain.of(run.cells());
    List<Row> rows = new ArrayList<>();
    for (DecodeCell cell : run.cells().workspace()) {
      gains.stream()
          .filter(gain -> gain.cached().equals(cell))
          .findFirst()
          .map(WorkspaceSection::row)
          .or(() -> Optional.of(without(cell)))
          .ifPresent(rows::add);
    }
    String text =
        "A call takes its workspace from the cache and gives it back, or allocates it anew: a cache"
            + " of no bytes. Both take turns in the same fork on the same weights.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "One call with and without the cache",
                List.of(
                    text("projection"),
                    number("rows/expert"),
                    number("cached, ms"),
                    number("allocated, ms"),
                    text("gain"),
                    text("verdict")),
                rows,
                "workspace.csv")));
  }

  private static List<String> start(DecodeCell cell) {
    List<String> values = new ArrayList<>();
    values.add(label(cell));
    values.add(cell.rows() == 0 ? Numbers.NONE : String.valueOf(cell.rows()));
    return values;
  }

  private static String label(DecodeCell cell) {
    return cell.projection().format() + " " + cell.projection().shape();
  }

  private static Row row(CacheGain gain) {
    List<String> values = start(gain.cached());
    values.add(significant(gain.cached().time().value()));
    values.add(significant(gain.allocated().time().value()));
    values.add(Phrases.ratio(gain.gain().speedUp()));
    values.add(gain.word());
    return new Row(gain.gain().faster() ? Tone.GOOD : Tone.PLAIN, label(gain.cached()), values);
  }

  private static Row without(DecodeCell cell) {
    List<String> values = start(cell);
    if (!cell.isTimed()) {
      return Phrases.without(cell, label(cell), values);
    }
    values.add(significant(cell.time().value()));
    values.add(cell.variant() + " alone was timed");
    return new Row(Tone.WARN, label(cell), values);
  }

  /** The worth in a line; empty if nothing was compared. */
  static Optional<Fact> fact(DecodeRun run) {
    String text =
        CacheGain.of(run.cells()).stream()
            .map(g -> label(g.cached()) + " " + Phrases.ratio(g.gain().speedUp()) + ": " + g.word())
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of(new Fact("workspace cache", text));
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable(
            "workspace.csv",
            "format",
            "n",
            "k",
            "rows_per_expert",
            "cached_ms",
            "allocated_ms",
            "gain",
            "low",
            "high");
    for (CacheGain gain : CacheGain.of(run.cells())) {
      Estimate ratio = gain.gain().speedUp();
      csv.add(
          gain.cached().projection().format(),
          gain.cached().projection().n(),
          gain.cached().projection().k(),
          gain.cached().rows(),
          gain.cached().time().value(),
          gain.allocated().time().value(),
          ratio.value(),
          ratio.low(),
          ratio.high());
    }
    return csv;
  }
}
