// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.bytes;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.result.FormatInfo;
import org.moebench.result.WorkloadInfo;

/** What was computed: the token distribution and the weight formats. */
final class WorkloadSection {
  private WorkloadSection() {}

  static Section of(PrefillCells cells) {
    WorkloadInfo workload = cells.set().workload();
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(PrefillCharts.blocks(cells, WorkloadChart.SECTION));
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("workload", workload.name()));
    facts.add(new Fact("source", workload.source()));
    facts.add(new Fact("licence", workload.license()));
    facts.add(
        new Fact("seed", workload.seed() == null ? "none (recorded)" : workload.seed().toString()));
    facts.add(new Fact("projection", cells.set().shape().toString()));
    workload.statistics().forEach((name, value) -> facts.add(statistic(name, value)));
    blocks.add(new Block.Facts(facts));
    List<Row> rows = cells.set().formats().stream().map(WorkloadSection::row).toList();
    blocks.add(
        new Block.Paragraph(
            "Quantization error is what the format itself loses, on Gaussian weights. It is apart"
                + " from kernel error: every strategy is verified on the same quantized bits."));
    blocks.add(
        new Block.Table(
            "Weight formats",
            List.of(
                text("format"),
                number("bits per weight"),
                number("all experts, packed"),
                number("relative RMS error")),
            rows,
            "formats.csv"));
    return new Section(WorkloadChart.SECTION, "Workload and formats", blocks);
  }

  private static Fact statistic(String name, Double value) {
    double v = value == null ? Double.NaN : value;
    boolean whole = v == Math.rint(v) && Math.abs(v) < 1e15;
    return new Fact(name.replace('_', ' '), whole ? fixed(v, 0) : significant(v));
  }

  private static Row row(FormatInfo format) {
    return new Row(
        Tone.PLAIN,
        "",
        List.of(
            format.name(),
            fixed(format.bitsPerWeight(), 2),
            bytes(format.packedBytes()),
            percent(format.relativeRmsError(), 2)));
  }
}
