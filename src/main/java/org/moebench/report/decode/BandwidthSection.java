// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.chart.Figure;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** How near the decode kernel comes to the rate at which the machine reads memory. */
final class BandwidthSection {
  static final String ID = "bandwidth";

  private static final String TITLE = "Bandwidth of weights";

  private BandwidthSection() {}

  static Section of(DecodeRun run, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "The decode kernel. Bytes of packed weights that a call reads, scales included, per"
                + " time, against the read ceiling of the same rounds. No expert comes again before"
                + " all others did, so weights come from memory wherever all of them together are"
                + " larger than the caches. With more rows per expert the same bytes are read for"
                + " more arithmetic: the rate falls once that, and no longer memory, sets the"
                + " time."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    List<Row> rows = new ArrayList<>();
    for (Ladder ladder : run.ladders()) {
      run.rates(ladder.projection()).forEach(rate -> rows.add(row(run, rate)));
      ladder.missing().forEach(cell -> rows.add(missing(run, cell)));
    }
    blocks.add(
        new Block.Table(
            "The decode kernel's rates and shares of ceilings",
            List.of(
                text("projection"),
                number("rows/expert"),
                number("experts/call"),
                number("weights read"),
                number("ms"),
                text("95% interval"),
                number("GB/s"),
                text("of read ceiling"),
                number("of FMA ceiling")),
            rows,
            "bandwidth.csv"));
    return new Section(ID, TITLE, blocks);
  }

  private static Row row(DecodeRun run, Rate rate) {
    DecodeCell cell = rate.cell();
    String label = run.label(cell.projection());
    double bytes = cell.weightBytes();
    return new Row(
        tone(rate),
        label,
        List.of(
            label,
            String.valueOf(cell.rows()),
            fixed(cell.distinctExperts(), 0),
            Double.isNaN(bytes) ? Numbers.NONE : Numbers.bytes((long) bytes),
            significant(cell.time().value()),
            interval(cell.time().low(), cell.time().high()),
            significant(rate.gbps()),
            Phrases.share(rate.readShare()),
            percent(rate.fmaShare(), 0)));
  }

  /** Whether the target holds, where there is one. */
  private static Tone tone(Rate rate) {
    return Target.of(rate.cell().projection().format())
        .filter(target -> rate.cell().rows() == 1)
        .map(target -> target.held(rate))
        .map(held -> held == Held.YES ? Tone.GOOD : held.tone())
        .orElse(Tone.PLAIN);
  }

  private static Row missing(DecodeRun run, DecodeCell cell) {
    String label = run.label(cell.projection());
    List<String> values = new ArrayList<>();
    values.add(label);
    values.add(cell.rows() == 0 ? Numbers.NONE : String.valueOf(cell.rows()));
    return Phrases.without(cell, label, values);
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable(
            "bandwidth.csv",
            "format",
            "n",
            "k",
            "rows_per_expert",
            "experts_per_call",
            "weight_bytes",
            "ms",
            "low",
            "high",
            "gb_per_s",
            "read_share",
            "read_share_low",
            "read_share_high",
            "fma_share");
    for (Rate rate : run.rates()) {
      DecodeCell cell = rate.cell();
      csv.add(
          cell.projection().format(),
          cell.projection().n(),
          cell.projection().k(),
          cell.rows(),
          cell.distinctExperts(),
          cell.result().weightBytes(),
          cell.time().value(),
          cell.time().low(),
          cell.time().high(),
          rate.gbps(),
          rate.readShare().value(),
          rate.readShare().low(),
          rate.readShare().high(),
          rate.fmaShare());
    }
    return csv;
  }
}
