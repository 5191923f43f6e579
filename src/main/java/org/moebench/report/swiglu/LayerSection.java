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
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;

/** The whole layer: what surrounds SwitchGLU, and what fusing gains there. */
final class LayerSection {
  static final String ID = "layer";

  private static final String TITLE = "The whole layer";

  private LayerSection() {}

  static Section of(SwigluCells cells) {
    if (cells.layers().isEmpty()) {
      String none = "No whole layer was measured.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    List<Layer> layers = Layer.of(cells);
    String text =
        "Router, routed experts, shared expert where the model has one, and the weighted sum."
            + " Rest is the share of the layer's time beyond that of its SwitchGLU measured alone,"
            + " paired within rounds; the ratio over unfused is of turns in the same fork.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "Layers beside their SwitchGLU",
                List.of(
                    text("model, format"),
                    number("B"),
                    text("variant"),
                    number("layer, ms"),
                    text("95% interval"),
                    number("SwitchGLU, ms"),
                    number("rest"),
                    text("95% interval"),
                    text("over unfused")),
                cells.layers().stream().map(cell -> row(cells, cell, layers)).toList(),
                "layers.csv")));
  }

  private static Row row(SwigluCells cells, SwigluCell cell, List<Layer> layers) {
    List<String> values = new ArrayList<>();
    String label = cells.label(cell.setting());
    values.add(label);
    values.add(cell.concurrency() == 0 ? Numbers.NONE : String.valueOf(cell.concurrency()));
    values.add(cell.variant());
    Optional<Layer> layer = layers.stream().filter(l -> l.cell().equals(cell)).findFirst();
    if (layer.isEmpty()) {
      return ResultsSection.without(cell, label, values);
    }
    SwigluCell swiglu = layer.get().swiglu();
    Estimate rest = layer.get().rest();
    Estimate ratio = layer.get().overUnfused().map(Comparison::speedUp).orElse(SwigluCells.UNKNOWN);
    Estimate time = cell.time();
    values.add(significant(time.value()));
    values.add(interval(time.low(), time.high()));
    values.add(swiglu == null ? Numbers.NONE : significant(swiglu.result().median()));
    values.add(percent(rest.value(), 1));
    values.add(
        rest.hasInterval()
            ? "[" + percent(rest.low(), 1) + ", " + percent(rest.high(), 1) + "]"
            : "");
    boolean unfused = cell.variant().equals(Variants.UNFUSED);
    values.add(unfused ? times(1) : times(ratio.value(), ratio.low(), ratio.high()));
    return new Row(Tone.PLAIN, label + cell.concurrency(), values);
  }

  /** The same figures in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "layers.csv",
            "model",
            "format",
            "workers",
            "concurrency",
            "variant",
            "layer_ms",
            "swiglu_ms",
            "rest",
            "rest_low",
            "rest_high",
            "over_unfused",
            "low",
            "high");
    for (Layer layer : Layer.of(cells)) {
      Estimate ratio = layer.overUnfused().map(Comparison::speedUp).orElse(SwigluCells.UNKNOWN);
      csv.add(
          layer.cell().setting().model(),
          layer.cell().setting().format(),
          layer.cell().setting().workers(),
          layer.cell().concurrency(),
          layer.cell().variant(),
          layer.cell().result().median(),
          layer.swiglu() == null ? null : layer.swiglu().result().median(),
          layer.rest().value(),
          layer.rest().low(),
          layer.rest().high(),
          ratio.value(),
          ratio.low(),
          ratio.high());
    }
    return csv;
  }
}
