// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** The published figures beside this run's, and the published worth of a launch. */
final class PublishedSection {
  static final String ID = "published";

  private PublishedSection() {}

  static Section of(SwigluCells cells) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(theirs()));
    Optional<String> model = model(cells);
    List<Gain> gains = model.map(name -> gains(cells, name)).orElse(List.of());
    List<Setting> formats = gains.stream().map(gain -> gain.cell().setting()).distinct().toList();
    blocks.add(
        new Block.Table(
            "Fused over unfused: "
                + PublishedFusion.SOURCE
                + ", and this run"
                + model.map(name -> " (" + name + ", fastest fused variant)").orElse(""),
            columns(formats),
            PublishedFusion.ALL.stream().map(figure -> row(figure, formats, gains)).toList(),
            "published.csv"));
    if (gains.isEmpty()) {
      blocks.add(new Block.Paragraph("This run has no ratio to set beside them."));
    }
    blocks.add(new Block.Paragraph(claim()));
    return new Section(ID, "Beside the published figures", blocks);
  }

  private static String theirs() {
    return "The published figures ("
        + PublishedFusion.SOURCE
        + ") are of whole tokens, attention and communication included, on two M4 Max with"
        + " DeepSeek-V4-Flash in 6 bits; those of this run are of the routed experts of one layer"
        + " on a processor. Only ratios compare, and a whole token dilutes what its experts gain.";
  }

  /** The published model, if it has a ratio, or else the first that has. */
  static Optional<String> model(SwigluCells cells) {
    List<String> models =
        cells.models().stream().filter(name -> !gains(cells, name).isEmpty()).toList();
    return models.contains(PublishedFusion.MODEL)
        ? Optional.of(PublishedFusion.MODEL)
        : models.stream().findFirst();
  }

  /** Ratios of the base settings of a model. */
  static List<Gain> gains(SwigluCells cells, String model) {
    return cells.baseSettings().stream()
        .filter(setting -> setting.model().equals(model))
        .flatMap(setting -> Gain.of(cells, setting).stream())
        .filter(gain -> Double.isFinite(gain.ratio().value()))
        .toList();
  }

  /** The ratio of the fastest variant of a setting at a concurrency. */
  static Optional<Gain> fastest(List<Gain> gains, Setting setting, int concurrency) {
    return gains.stream()
        .filter(gain -> gain.cell().setting().equals(setting))
        .filter(gain -> gain.cell().concurrency() == concurrency)
        .min(Comparator.comparingDouble(gain -> gain.cell().microseconds()));
  }

  private static List<Column> columns(List<Setting> formats) {
    List<Column> columns = new ArrayList<>();
    columns.add(number("B"));
    columns.add(number("exo unfused, tok/s"));
    columns.add(number("exo fused, tok/s"));
    columns.add(number("exo ratio"));
    formats.forEach(setting -> columns.add(text("here, " + setting.format())));
    return columns;
  }

  private static Row row(PublishedFusion figure, List<Setting> formats, List<Gain> gains) {
    List<String> values = new ArrayList<>();
    values.add(String.valueOf(figure.concurrency()));
    values.add(fixed(figure.unfused(), 1));
    values.add(fixed(figure.fused(), 1));
    values.add(fixed(figure.ratio(), 3) + "×");
    for (Setting setting : formats) {
      values.add(
          fastest(gains, setting, figure.concurrency())
              .map(Gain::ratio)
              .map(PublishedSection::ratio)
              .orElse("not measured"));
    }
    return new Row(Tone.PLAIN, ID, values);
  }

  private static String ratio(Estimate ratio) {
    return times(ratio.value(), ratio.low(), ratio.high());
  }

  /** What the published claim says of a launch, and what the published figures say of it. */
  private static String claim() {
    PublishedFusion one = PublishedFusion.ALL.get(0);
    double least = PublishedFusion.DISPATCHES * PublishedFusion.LEAST_CLAIMED / 1e3;
    double most = PublishedFusion.DISPATCHES * PublishedFusion.MOST_CLAIMED / 1e3;
    double each = one.savedMillis() / PublishedFusion.DISPATCHES * 1e3;
    return "The claim published with them is "
        + PublishedFusion.DISPATCHES
        + " saved dispatches per token, one in each layer, of "
        + significant(PublishedFusion.LEAST_CLAIMED)
        + " to "
        + significant(PublishedFusion.MOST_CLAIMED)
        + " µs each: "
        + fixed(least, 1)
        + " to "
        + fixed(most, 1)
        + " ms. The table beside it shows "
        + fixed(one.savedMillis(), 2)
        + " ms per token at B=1, "
        + significant(each)
        + " µs per dispatch and "
        + fixed(least / one.savedMillis(), 0)
        + " to "
        + fixed(most / one.savedMillis(), 0)
        + " times less than claimed, and nothing at B=8, where as many dispatches are saved. What a"
        + " saved launch is worth on this machine stands under the verdict and, for every ratio, in"
        + " the tables above.";
  }
}
