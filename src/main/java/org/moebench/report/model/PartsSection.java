// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;

/** Prefill step and decode steps alone: where a strategy gains what it gains. */
final class PartsSection {
  static final String ID = "parts";

  private static final String TITLE = "Prefill step and decode steps";

  private PartsSection() {}

  static Section of(ModelCells cells) {
    List<ModelCell> parts =
        cells.all().stream().filter(cell -> !cell.part().equals(ModelCell.FORWARD)).toList();
    if (parts.isEmpty()) {
      String none = "Neither was measured alone: see the whole passes above.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    List<Ratios> ratios = Ratios.of(cells);
    String text =
        "A strategy that dispatches should be as fast as always-prefill in the prefill step and as"
            + " always-decode in the decode steps.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "Parts of a forward pass, measured alone",
                List.of(
                    text("stack, routing"),
                    text("part"),
                    text("strategy"),
                    number("ms"),
                    text("95% interval"),
                    text("over always-prefill"),
                    text("time against unified-tuned")),
                parts.stream().map(cell -> row(cells, cell, ratios)).toList(),
                "speedups.csv")));
  }

  private static Row row(ModelCells cells, ModelCell cell, List<Ratios> ratios) {
    String label = cells.label(cell.setting());
    String group = label + " " + cell.part();
    List<String> values = new ArrayList<>(List.of(label, cell.part(), cell.strategy()));
    Optional<Ratios> own = ratios.stream().filter(r -> r.cell().equals(cell)).findFirst();
    if (own.isEmpty()) {
      return CellRows.without(cell, group, values);
    }
    CellRows.time(cell, values);
    values.add(CellRows.speedUp(own.get()));
    values.add(CellRows.againstTuned(own.get()));
    return new Row(Tone.PLAIN, group, values);
  }
}
