// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;

import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.result.ModelInfo;

/** What was measured: the shapes of the models, and where they stand. */
final class ModelsSection {
  static final String ID = "models";

  private ModelsSection() {}

  static Section of(SwigluCells cells) {
    if (cells.infos().isEmpty()) {
      String none = "The results do not describe their models.";
      return new Section(ID, "Models", List.of(new Block.Paragraph(none)));
    }
    return new Section(
        ID,
        "Models",
        List.of(
            new Block.Paragraph(
                "D is the width of a token's row, I that between the projections, both as measured:"
                    + " the published widths divided by the divisor. Weights and activations are"
                    + " synthetic; each batch routes its tokens with the overlap of experts that"
                    + " the column distinct experts shows."),
            new Block.Table(
                "Layers as measured",
                List.of(
                    text("model"),
                    number("experts"),
                    number("k"),
                    number("D"),
                    number("I"),
                    number("shared I"),
                    number("divisor"),
                    text("activation"),
                    text("biases"),
                    text("source")),
                cells.infos().stream().map(ModelsSection::row).toList(),
                "models.csv")));
  }

  private static Row row(ModelInfo info) {
    return new Row(
        Tone.PLAIN,
        info.name(),
        List.of(
            info.title() == null ? info.name() : info.title(),
            String.valueOf(info.experts()),
            String.valueOf(info.slots()),
            Numbers.count((long) info.hidden()),
            Numbers.count((long) info.intermediate()),
            info.sharedIntermediate() == 0
                ? "none"
                : Numbers.count((long) info.sharedIntermediate()),
            String.valueOf(info.divisor()),
            String.valueOf(info.activation()),
            info.biased() ? "yes" : "no",
            String.valueOf(info.source())));
  }

  /** The same in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "models.csv",
            "name",
            "title",
            "source",
            "divisor",
            "experts",
            "slots",
            "hidden",
            "intermediate",
            "shared_intermediate",
            "layers",
            "activation",
            "biased",
            "group",
            "summary");
    for (ModelInfo m : cells.infos()) {
      csv.add(
          m.name(),
          m.title(),
          m.source(),
          m.divisor(),
          m.experts(),
          m.slots(),
          m.hidden(),
          m.intermediate(),
          m.sharedIntermediate(),
          m.layers(),
          m.activation(),
          m.biased(),
          m.group(),
          m.summary());
    }
    return csv;
  }
}
