// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.chart.Drawing;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Document;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Basis;
import org.moebench.report.evidence.RepeatSection;
import org.moebench.report.evidence.Trust;
import org.moebench.report.evidence.TrustSection;
import org.moebench.result.CeilingSample;
import org.moebench.result.ResultSet;

/** The report of a prefill run, in the order a reader asks. */
public final class PrefillReport {
  /** What a prefill run's figures are judged by. */
  static final Basis BASIS =
      new Basis(
          "outputs",
          List.of(
              new Basis.Probe(CeilingSample.FMA, "FMA ceiling", "GFLOP/s"),
              new Basis.Probe(CeilingSample.READ, "read ceiling", "GB/s")));

  private PrefillReport() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  public static Document page(ResultSet set, List<Link> raw) {
    PrefillCells cells = new PrefillCells(set);
    List<PrefillVerdict> verdicts = verdicts(cells);
    Drawing drawing = Drawing.of(PrefillCharts.figures(cells));
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = PrefillData.of(cells, verdicts);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(verdicts));
    sections.add(TrustSection.of(new Trust(set, BASIS), List.of(), problems));
    sections.add(ResultsSection.of(cells, verdicts));
    sections.add(charts(cells, SweepChart.SECTION, "Threshold sweep", SWEEP));
    sections.add(charts(cells, SpeedUpChart.SECTION, "Speed-up over per-expert", SPEED_UP));
    sections.add(charts(cells, RooflineChart.SECTION, "Roofline", ROOFLINE));
    sections.add(TimeSection.of(cells));
    sections.add(CostSection.of(cells));
    sections.add(WorkloadSection.of(cells));
    sections.add(RepeatSection.of(set, method(verdicts), data, raw));
    return new Document(title(), subtitle(cells), sections, drawing.pictures(), data);
  }

  /** The short form for a terminal. */
  public static Document summary(ResultSet set) {
    PrefillCells cells = new PrefillCells(set);
    List<PrefillVerdict> verdicts = verdicts(cells);
    List<Section> sections =
        List.of(
            VerdictSection.of(verdicts),
            TrustSection.brief(new Trust(set, BASIS), List.of(), List.of()),
            new Section(
                "results",
                "Best of each strategy (speed-up over per-expert)",
                List.of(ResultsSection.brief(cells, verdicts))));
    return new Document(title(), subtitle(cells), sections, Map.of(), List.of());
  }

  private static final String SWEEP =
      "Left of its minimum a sweep pays for launches, right of it for padding. Whiskers and shaded"
          + " bands are 95% intervals over forks; per-expert and grouped have no threshold.";

  private static final String SPEED_UP =
      "Right of 1 is faster than one launch per expert. Ratios are paired within rounds.";

  private static final String ROOFLINE =
      "How far each strategy is from what this machine can do. Padding counts against a strategy:"
          + " only useful FLOP are counted, but all weights it reads. Formats of fewer"
          + " bits stand further right; right of the ridge arithmetic is the limit.";

  private static Section charts(PrefillCells cells, String id, String title, String text) {
    List<Block> charts = PrefillCharts.blocks(cells, id);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(charts.isEmpty() ? "There is nothing to chart." : text));
    blocks.addAll(charts);
    return new Section(id, title, blocks);
  }

  private static List<String> method(List<PrefillVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(PrefillVerdict::comparisons).max().orElse(0);
    double level = verdicts.stream().mapToDouble(PrefillVerdict::level).max().orElse(Double.NaN);
    return List.of(
        RepeatSection.measuring(
            "everything: padding, gather, packing of activations, dequantization, scatter",
            "a double-precision reference on the same quantized bits"),
        RepeatSection.statistics("the format", "strategy")
            + "; pad-and-clip is said to pay or not to pay by the same rule."
            + RepeatSection.level("format", most, level),
        "Ceilings. FMA: fused multiply-adds on registers. Read: a stream over an array larger"
            + " than the caches. Both run with the same workers. A cell's share of the ceiling"
            + " is the median over rounds of its useful rate divided by the ceiling of that"
            + " round.");
  }

  private static List<PrefillVerdict> verdicts(PrefillCells cells) {
    return cells.formats().stream().map(format -> PrefillVerdict.of(cells, format)).toList();
  }

  private static String title() {
    return "Prefill: which strategy is fastest on this machine?";
  }

  private static String subtitle(PrefillCells cells) {
    ResultSet set = cells.set();
    return String.format(
        java.util.Locale.ROOT,
        "%s · %,d routed rows · %s · preset %s",
        set.workload().name(),
        cells.routedRows(),
        set.shape(),
        set.preset());
  }
}
