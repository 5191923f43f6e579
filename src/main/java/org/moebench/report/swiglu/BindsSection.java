// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** What limits the time: reading weights, arithmetic, launches, or none of them. */
final class BindsSection {
  static final String ID = "binds";

  /** From this share of a ceiling on, that ceiling is said to bind. */
  static final double BINDING = 0.7;

  private BindsSection() {}

  static Section of(SwigluCells cells, List<Figure> figures) {
    List<Bandwidth> all = Bandwidth.of(cells);
    if (all.isEmpty()) {
      String none = "No cell was timed with the workers that the ceilings are measured with.";
      return new Section(ID, "What binds", List.of(new Block.Paragraph(none)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Weight bytes that a call reads (the same for every variant) per time, against the read"
                + " ceiling of the same rounds; multiply-adds against the FMA ceiling; launches at"
                + " the price of an empty one. A ceiling is said to bind from "
                + percent(BINDING, 0)
                + " of it on. The read ceiling is that of an array larger than the caches: more"
                + " than 100% means that weights stay in caches from call to call."));
    List<Finding> findings = findings(cells, all);
    if (!findings.isEmpty()) {
      blocks.add(new Block.Findings(findings));
    }
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(
        new Block.Table(
            "Rates and shares of ceilings, fastest variant at each concurrency",
            List.of(
                text("model, format"),
                number("B"),
                text("variant"),
                number("weights read"),
                number("GB/s"),
                number("of read ceiling"),
                number("of FMA ceiling"),
                number("launches"),
                number("of the time")),
            Bandwidth.fastest(all).stream().map(bandwidth -> row(cells, bandwidth)).toList(),
            "bandwidth.csv"));
    return new Section(ID, "What binds", blocks);
  }

  private static Row row(SwigluCells cells, Bandwidth b) {
    SwigluCell cell = b.cell();
    Long bytes = cell.result().weightBytes();
    String label = cells.label(cell.setting());
    return new Row(
        Tone.PLAIN,
        label,
        List.of(
            label,
            String.valueOf(cell.concurrency()),
            cell.variant(),
            bytes == null ? Numbers.NONE : Numbers.bytes(bytes),
            significant(b.gbps()),
            percent(b.readShare(), 0),
            percent(b.fmaShare(), 0),
            Numbers.count(cell.result().launches()),
            share(b.launchShare())));
  }

  /** One for each setting: unfused at its lowest concurrency, where fusing should gain most. */
  private static List<Finding> findings(SwigluCells cells, List<Bandwidth> all) {
    List<Finding> findings = new ArrayList<>();
    for (Setting setting : cells.baseSettings()) {
      all.stream()
          .filter(b -> b.cell().setting().equals(setting))
          .filter(b -> b.cell().variant().equals(Variants.UNFUSED))
          .findFirst()
          .ifPresent(b -> findings.add(finding(cells, b)));
    }
    return findings;
  }

  private static Finding finding(SwigluCells cells, Bandwidth b) {
    SwigluCell cell = b.cell();
    StringBuilder text = new StringBuilder("At B=").append(cell.concurrency());
    text.append(" unfused takes ").append(significant(cell.microseconds())).append(" µs: ");
    text.append(percent(b.readShare(), 0)).append(" of the read ceiling, ");
    text.append(percent(b.fmaShare(), 0)).append(" of the FMA ceiling");
    if (Double.isFinite(b.launchShare())) {
      text.append("; its ").append(cell.result().launches()).append(" launches at the price of");
      text.append(" empty ones are ").append(share(b.launchShare()));
    }
    text.append('.');
    gains(cells, cell).forEach(gain -> text.append(worth(b, gain)));
    return new Finding(Tone.PLAIN, cells.label(cell.setting()), answer(b), text.toString());
  }

  private static List<Gain> gains(SwigluCells cells, SwigluCell unfused) {
    return Gain.of(cells, unfused.setting()).stream()
        .filter(gain -> gain.unfused().equals(unfused))
        .filter(gain -> Double.isFinite(gain.ratio().value()))
        .toList();
  }

  /** Which ceiling binds, if one does. */
  static String answer(Bandwidth b) {
    boolean read = b.readShare() >= BINDING;
    boolean fma = b.fmaShare() >= BINDING;
    if (read && !(b.fmaShare() > b.readShare())) {
      return "reading weights binds";
    } else if (fma) {
      return "arithmetic binds";
    } else if (Double.isNaN(b.readShare()) && Double.isNaN(b.fmaShare())) {
      return "not known: no ceiling to compare with";
    }
    return "no measured ceiling binds: the rest is other work, such as dequantization";
  }

  /** What fusing brought, and what its saved launches explain of that. */
  private static String worth(Bandwidth b, Gain gain) {
    StringBuilder text = new StringBuilder(" ");
    text.append(VerdictSection.capital(gain.cell().variant()))
        .append(" saves ")
        .append(saved(gain.ratio()));
    text.append(" of the time");
    Optional<Double> price = price(b, gain);
    price.ifPresent(
        share -> {
          text.append("; the ").append(gain.launchesSaved());
          text.append(" launches saved explain ").append(share(share));
        });
    return text.append('.').toString();
  }

  /** Saved launches at the price of empty ones, as a share of the unfused time. */
  private static Optional<Double> price(Bandwidth b, Gain gain) {
    Long launches = b.cell().result().launches();
    boolean known = Double.isFinite(b.launchShare()) && launches != null && launches > 0;
    return known && gain.launchesSaved() > 0
        ? Optional.of(b.launchShare() * gain.launchesSaved() / launches)
        : Optional.empty();
  }

  private static String saved(Estimate ratio) {
    String value = percent(1 - 1 / ratio.value(), 1);
    return ratio.hasInterval()
        ? value
            + " ["
            + fixed(100 - 100 / ratio.low(), 1)
            + ", "
            + fixed(100 - 100 / ratio.high(), 1)
            + "]"
        : value;
  }

  private static String share(double share) {
    return percent(share, share < 0.01 ? 2 : 1);
  }

  /** The same figures in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "bandwidth.csv",
            "model",
            "format",
            "concurrency",
            "variant",
            "weight_bytes",
            "gb_per_s",
            "of_read_ceiling",
            "of_fma_ceiling",
            "launches",
            "launches_of_time");
    for (Bandwidth b : Bandwidth.of(cells)) {
      csv.add(
          b.cell().setting().model(),
          b.cell().setting().format(),
          b.cell().concurrency(),
          b.cell().variant(),
          b.cell().result().weightBytes(),
          b.gbps(),
          b.readShare(),
          b.fmaShare(),
          b.cell().result().launches(),
          b.launchShare());
    }
    return csv;
  }
}
