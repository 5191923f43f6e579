// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** The layer sharded over ranks, and what its all-reduce costs. */
final class ShardingSection {
  static final String ID = "sharding";

  private static final String TITLE = "Sharding";

  private ShardingSection() {}

  static Section of(SwigluCells cells) {
    if (cells.sharded().isEmpty()) {
      String none = "No sharded layer was measured.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Gate and up are split by output and down by input over ranks, after "
                + PublishedFusion.SHARDING
                + "; one all-reduce per layer adds up what the ranks computed. Ranks are groups of"
                + " workers of one process, and shared memory stands for the network: the"
                + " all-reduce reads B × D × 4 bytes of each rank."));
    crowded(cells).ifPresent(blocks::add);
    List<Sharding> all = Sharding.of(cells);
    blocks.add(
        new Block.Table(
            "Sharded layers and their all-reduce",
            List.of(
                text("model, format"),
                text("variant"),
                number("B"),
                number("ranks"),
                number("workers each"),
                number("ms"),
                text("95% interval"),
                text("over 1 rank"),
                number("all-reduce, µs"),
                number("its share"),
                number("it reads")),
            cells.sharded().stream().map(cell -> row(cells, cell, all)).toList(),
            "sharding.csv"));
    return new Section(ID, TITLE, blocks);
  }

  /** Says where ranks had to share processors. */
  private static Optional<Block> crowded(SwigluCells cells) {
    int cores = cells.set().environment().cores();
    int most = cells.sharded().stream().mapToInt(Sharding::threads).max().orElse(0);
    return most <= cores
        ? Optional.empty()
        : Optional.of(
            new Block.Note(
                Tone.WARN,
                "Up to "
                    + most
                    + " workers of all ranks shared "
                    + cores
                    + " processors: rows with more workers than processors show what sharding"
                    + " costs, not what it gains."));
  }

  private static Row row(SwigluCells cells, SwigluCell cell, List<Sharding> all) {
    List<String> values = new ArrayList<>();
    String label = cell.setting().model() + " " + cell.setting().format();
    String group = label + cell.variant() + cell.concurrency();
    values.add(label);
    values.add(cell.variant());
    values.add(cell.concurrency() == 0 ? Numbers.NONE : String.valueOf(cell.concurrency()));
    values.add(String.valueOf(cell.ranks()));
    values.add(String.valueOf(cell.setting().workers()));
    Optional<Sharding> sharding = all.stream().filter(s -> s.cell().equals(cell)).findFirst();
    if (sharding.isEmpty()) {
      return ResultsSection.without(cell, group, values);
    }
    Sharding s = sharding.get();
    Estimate time = cell.time();
    values.add(significant(time.value()));
    values.add(interval(time.low(), time.high()));
    Estimate ratio = s.overOne();
    values.add(times(ratio.value(), ratio.low(), ratio.high()));
    values.add(s.allReduce() == null ? Numbers.NONE : significant(s.allReduce().microseconds()));
    values.add(percent(s.share().value(), 1));
    values.add(s.bytesReduced(cells) == 0 ? Numbers.NONE : Numbers.bytes(s.bytesReduced(cells)));
    boolean crowded = Sharding.threads(cell) > cells.set().environment().cores();
    return new Row(crowded ? Tone.WARN : Tone.PLAIN, group, values);
  }

  /** The same figures in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "sharding.csv",
            "model",
            "format",
            "variant",
            "concurrency",
            "ranks",
            "workers_of_each",
            "ms",
            "over_one_rank",
            "low",
            "high",
            "all_reduce_ms",
            "all_reduce_share",
            "share_low",
            "share_high",
            "bytes_reduced");
    for (Sharding s : Sharding.of(cells)) {
      csv.add(
          s.cell().setting().model(),
          s.cell().setting().format(),
          s.cell().variant(),
          s.cell().concurrency(),
          s.cell().ranks(),
          s.cell().setting().workers(),
          s.cell().result().median(),
          s.overOne().value(),
          s.overOne().low(),
          s.overOne().high(),
          s.allReduce() == null ? null : s.allReduce().result().median(),
          s.share().value(),
          s.share().low(),
          s.share().high(),
          s.bytesReduced(cells));
    }
    return csv;
  }
}
