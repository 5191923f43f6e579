// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;

/** Where the time goes. */
final class TimeSection {
  private TimeSection() {}

  static Section of(PrefillCells cells) {
    List<Row> rows = new ArrayList<>();
    boolean overlap = false;
    for (String format : cells.formats()) {
      for (TimeSplit split : TimeSplit.of(cells, format)) {
        rows.add(row(split));
        overlap |= split.rest() < 0;
      }
    }
    List<Block> blocks = new ArrayList<>();
    if (rows.isEmpty()) {
      blocks.add(new Block.Paragraph("The parts of a call were not measured."));
      return new Section(TimeSplitChart.SECTION, "Where the time goes", blocks);
    }
    blocks.add(
        new Block.Paragraph(
            "Packing, dequantization and launches do the work of one call, measured alone; the"
                + " multiply is the difference to the whole call, not a measurement of its own."));
    blocks.addAll(PrefillCharts.blocks(cells, TimeSplitChart.SECTION));
    List<Column> columns =
        List.of(
            text("format"),
            text("strategy"),
            number("whole call, ms"),
            number("pack, ms"),
            number("dequantize, ms"),
            number("launches, ms"),
            number("multiply (rest), ms"));
    blocks.add(new Block.Table("Parts of one call", columns, rows, "time-split.csv"));
    if (overlap) {
      blocks.add(
          new Block.Note(
              Tone.WARN,
              "Where the rest is negative the parts alone took longer than the whole call."));
    }
    gatherScatter(cells, blocks);
    return new Section(TimeSplitChart.SECTION, "Where the time goes", blocks);
  }

  private static Row row(TimeSplit split) {
    CellResult cell = split.cell();
    return new Row(
        Tone.PLAIN,
        cell.format(),
        List.of(
            cell.format(),
            cell.variant(),
            significant(cell.median()),
            part(split, TimeSplit.PACK),
            part(split, TimeSplit.DEQUANTIZE),
            part(split, TimeSplit.LAUNCHES),
            significant(split.rest())));
  }

  private static String part(TimeSplit split, String name) {
    return split.parts().containsKey(name) ? significant(split.parts().get(name)) : Numbers.NONE;
  }

  /** Pad-and-clip's own cost: building the padded buffer and copying results back. */
  private static void gatherScatter(PrefillCells cells, List<Block> blocks) {
    List<String> costs =
        cells.parts().stream()
            .filter(part -> part.variant().equals("gather-scatter") && TimedCells.isTimed(part))
            .map(part -> significant(part.median()) + " ms at T=" + PrefillCells.threshold(part))
            .toList();
    if (!costs.isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              "Pad-and-clip also builds a padded buffer and copies results back, alone: "
                  + String.join(", ", costs)
                  + "."));
    }
  }
}
