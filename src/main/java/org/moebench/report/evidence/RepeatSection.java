// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Section;

/** How to repeat the run, how it was measured, and where the raw figures are. */
final class RepeatSection {
  private RepeatSection() {}

  static Section of(
      PrefillCells cells, List<PrefillVerdict> verdicts, List<CsvTable> data, List<Link> raw) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Command(cells.set().command()));
    blocks.add(
        new Block.Paragraph(
            "Measuring. Each cell runs in a fresh JVM (fork) once per round; within a round all"
                + " cells and the machine's ceilings run in random order, so that drift of the"
                + " machine hits all alike. The timed call contains everything: padding, gather,"
                + " packing of activations, dequantization, scatter. A fork first compares its"
                + " output with a double-precision reference on the same quantized bits; one that"
                + " does not match has no time."));
    blocks.add(
        new Block.Paragraph(
            "Statistics. A cell's figure is the median over forks of each fork's median; its 95%"
                + " interval is Student's t on logarithms over forks. Ratios are taken between"
                + " forks of the same round; their interval uses the noise of one fork, pooled over"
                + " all cells of the format (median residual of cells and rounds), or the two cells'"
                + " own where that is larger. A strategy is called best only if its interval"
                + " against every other strategy excludes 1 and the difference is at least "
                + percent(Comparison.SMALLEST, 0)
                + "; pad-and-clip is said to pay or not to pay by the same rule."
                + level(verdicts)));
    blocks.add(
        new Block.Paragraph(
            "Ceilings. FMA: fused multiply-adds on registers. Read: a stream over an array larger"
                + " than the caches. Both run with the same workers. A cell's share of the ceiling"
                + " is the median over rounds of its useful rate divided by the ceiling of that"
                + " round."));
    List<Link> links = new ArrayList<>(raw);
    data.forEach(table -> links.add(new Link("data/" + table.file(), table.file())));
    blocks.add(new Block.Links(links));
    return new Section("repeat", "Repeat it", blocks);
  }

  private static String level(List<PrefillVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(PrefillVerdict::comparisons).max().orElse(0);
    if (most < 2) {
      return "";
    }
    double level = verdicts.stream().mapToDouble(PrefillVerdict::level).max().orElseThrow();
    return " One format's verdict rests on up to "
        + most
        + " comparisons, so its intervals are at "
        + percent(level, 2)
        + " each (Bonferroni), wider than the 95% intervals in tables and charts: a difference may"
        + " look clear there and still be left open in the verdict.";
  }
}
