// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What limits the time: reading weights in decode steps, arithmetic in the prefill step. */
final class BindsSection {
  static final String ID = "binds";

  private BindsSection() {}

  static Section of(ModelCells cells) {
    List<Rates> shown = Rates.shown(Rates.of(cells));
    if (shown.isEmpty()) {
      String none = "No cell was timed.";
      return new Section(ID, "What binds", List.of(new Block.Paragraph(none)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Weight bytes that the calls of a pass read per time, against the read ceiling of the"
                + " same rounds; multiply-adds of the rows asked for against the FMA ceiling, each"
                + " for unified-tuned, or the fastest strategy where that has no time. A ceiling is said to bind from "
                + percent(Rates.BINDING, 0)
                + " of it on. The read ceiling is that of an array larger than the caches: more"
                + " than 100% means that weights stay in caches from step to step."));
    blocks.add(new Block.Findings(findings(cells, shown)));
    blocks.add(
        new Block.Table(
            "Rates and shares of ceilings, of each part",
            List.of(
                text("stack, routing"),
                text("part"),
                text("strategy"),
                number("weights read"),
                number("GB/s"),
                number("of read ceiling"),
                number("GFLOP/s"),
                number("of FMA ceiling"),
                text("what binds")),
            shown.stream().map(rates -> row(cells, rates)).toList(),
            "rates.csv"));
    return new Section(ID, "What binds", blocks);
  }

  /** One for each setting, of its parts where these were timed alone. */
  private static List<Finding> findings(ModelCells cells, List<Rates> shown) {
    List<Finding> findings = new ArrayList<>();
    for (Setting setting : cells.settings()) {
      List<Rates> own = shown.stream().filter(r -> r.cell().setting().equals(setting)).toList();
      List<Rates> parts =
          own.stream().filter(r -> !r.cell().part().equals(ModelCell.FORWARD)).toList();
      List<Rates> told = parts.isEmpty() ? own : parts;
      if (!told.isEmpty()) {
        String answer =
            told.stream()
                .map(r -> r.cell().part() + ": " + r.binds())
                .collect(Collectors.joining("; "));
        String sentence =
            told.stream().map(BindsSection::sentence).collect(Collectors.joining(" "));
        findings.add(new Finding(Tone.PLAIN, cells.label(setting), answer, sentence));
      }
    }
    return findings;
  }

  /** {@code Decode (unified-tuned): 12.3 GB/s of weights, 80% of …; 20 GFLOP/s, 5% of …}. */
  private static String sentence(Rates rates) {
    String part = rates.cell().part();
    return Character.toUpperCase(part.charAt(0))
        + part.substring(1)
        + " ("
        + rates.cell().strategy()
        + ", "
        + significant(rates.cell().result().median())
        + " ms): "
        + significant(rates.gbps())
        + " GB/s of weights, "
        + percent(rates.readShare(), 0)
        + " of the read ceiling; "
        + significant(rates.gflops())
        + " GFLOP/s, "
        + percent(rates.fmaShare(), 0)
        + " of the FMA ceiling.";
  }

  private static Row row(ModelCells cells, Rates rates) {
    ModelCell cell = rates.cell();
    Long bytes = cell.result().weightBytes();
    String label = cells.label(cell.setting());
    return new Row(
        Tone.PLAIN,
        label,
        List.of(
            label,
            cell.part(),
            cell.strategy(),
            bytes == null ? Numbers.NONE : Numbers.bytes(bytes),
            significant(rates.gbps()),
            percent(rates.readShare(), 0),
            significant(rates.gflops()),
            percent(rates.fmaShare(), 0),
            rates.binds()));
  }

  /** The same figures in full, of every timed cell. */
  static CsvTable csv(ModelCells cells) {
    CsvTable csv =
        new CsvTable(
            "rates.csv",
            "stack",
            "routing",
            "format",
            "part",
            "strategy",
            "weight_bytes",
            "gb_per_s",
            "of_read_ceiling",
            "gflop_per_s",
            "of_fma_ceiling");
    for (Rates rates : Rates.of(cells)) {
      csv.add(
          rates.cell().setting().stack(),
          rates.cell().setting().routing(),
          rates.cell().setting().format(),
          rates.cell().part(),
          rates.cell().strategy(),
          rates.cell().result().weightBytes(),
          rates.gbps(),
          rates.readShare(),
          rates.gflops(),
          rates.fmaShare());
    }
    return csv;
  }
}
