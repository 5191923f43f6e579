// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;

import java.util.List;
import java.util.Objects;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Section;
import org.moebench.result.ModelInfo;

/** What was measured: the stacks of layers, and where they stand. */
final class StacksSection {
  static final String ID = "stacks";

  private static final String TITLE = "Stacks";

  private StacksSection() {}

  static Section of(ModelCells cells) {
    if (cells.infos().isEmpty()) {
      String none = "The results do not describe their stacks.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(
                "Layers hold experts only, neither attention nor a router: the rows per expert are"
                    + " given. Weights and activations are synthetic."),
            new Block.Table(
                "Stacks as measured",
                List.of(text("stack"), number("layers"), text("layer"), text("source")),
                cells.infos().stream().map(StacksSection::row).toList(),
                "stacks.csv")));
  }

  private static Row row(ModelInfo info) {
    return new Row(
        Tone.PLAIN,
        info.name(),
        List.of(
            info.name(),
            String.valueOf(info.layers()),
            Objects.toString(info.summary(), ""),
            Objects.toString(info.source(), "")));
  }

  /** The same in full. */
  static CsvTable csv(ModelCells cells) {
    CsvTable csv =
        new CsvTable(
            "stacks.csv",
            "name",
            "title",
            "source",
            "divisor",
            "layers",
            "experts",
            "slots",
            "hidden",
            "intermediate",
            "activation",
            "group",
            "summary");
    for (ModelInfo m : cells.infos()) {
      csv.add(
          m.name(),
          m.title(),
          m.source(),
          m.divisor(),
          m.layers(),
          m.experts(),
          m.slots(),
          m.hidden(),
          m.intermediate(),
          m.activation(),
          m.group(),
          m.summary());
    }
    return csv;
  }
}
