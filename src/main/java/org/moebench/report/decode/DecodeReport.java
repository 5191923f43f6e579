// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.chart.Drawing;
import org.moebench.report.chart.Figure;
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

/**
 * The report of a decode or tuning run, in the order a reader asks. Sections about cells that the
 * run did not plan are left out: a tuning run has the two kernels only.
 */
public final class DecodeReport {
  private static final String TITLE =
      "Decode: which kernel up to how many rows per expert on this machine?";

  /** What the figures are judged by. */
  static final Basis BASIS =
      new Basis(
          "outputs",
          List.of(
              new Basis.Probe(CeilingSample.FMA, "FMA ceiling", "GFLOP/s"),
              new Basis.Probe(CeilingSample.READ, "read ceiling", "GB/s")));

  private DecodeReport() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  public static Document page(ResultSet set, List<Link> raw) {
    DecodeRun run = DecodeRun.of(set);
    List<Figure> bandwidths = BandwidthChart.figures(run);
    List<Figure> crossovers = CrossoverChart.figures(run);
    List<Figure> traces = TracesChart.figures(run);
    List<Figure> figures = new ArrayList<>(bandwidths);
    figures.addAll(crossovers);
    figures.addAll(traces);
    Drawing drawing = Drawing.of(figures);
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = DecodeData.of(run);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(run));
    sections.add(TrustSection.of(new Trust(set, BASIS), List.of(), problems));
    if (!run.ladders().isEmpty()) {
      sections.add(BandwidthSection.of(run, bandwidths));
      sections.add(CrossoverSection.of(run, crossovers));
      sections.add(ThresholdsSection.of(run));
    }
    if (!run.traces().isEmpty()) {
      sections.add(TracesSection.of(run, traces));
    }
    if (!run.cells().dispatch().isEmpty()) {
      sections.add(DispatchSection.of(run));
    }
    if (!run.cells().workspace().isEmpty()) {
      sections.add(WorkspaceSection.of(run));
    }
    sections.add(RepeatSection.of(set, method(set), data, raw));
    return new Document(TITLE, subtitle(run), sections, drawing.pictures(), data);
  }

  /** The short form for a terminal. */
  public static Document summary(ResultSet set) {
    DecodeRun run = DecodeRun.of(set);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(run));
    sections.add(TrustSection.brief(new Trust(set, BASIS), List.of(), List.of()));
    if (!run.ladders().isEmpty()) {
      sections.add(ThresholdsSection.brief(run));
    }
    return new Document(TITLE, subtitle(run), sections, Map.of(), List.of());
  }

  private static List<String> method(ResultSet set) {
    return List.of(
        RepeatSection.measuring(
                "what a call of one projection does for all its rows: plan, choice of the kernel,"
                    + " launch, products",
                "a double-precision reference on the same quantized bits")
            + " Weights, activations, routing and the order of cells come from seed "
            + set.seed()
            + ".",
        RepeatSection.statistics("the format", "strategy")
            + ". Where two variants took turns in one fork, iteration by iteration, their ratio is"
            + " of iterations that follow each other. A target holds if the whole interval reaches"
            + " it, does not hold if none of it does, and else cannot be told.",
        "Ceilings. FMA: fused multiply-adds on registers. Read: a stream over an array larger than"
            + " the caches. Both run with the run's workers, once per round; a share is the median"
            + " over rounds of the rate over the ceiling of the same round, its interval that of"
            + " their geometric mean with the noise of one fork pooled over all cells of distinct"
            + " experts and the read ceiling.");
  }

  private static String subtitle(DecodeRun run) {
    List<String> formats =
        run.cells().projections().stream().map(Projection::format).distinct().toList();
    String names =
        formats.size() > 4
            ? formats.size() + " formats"
            : formats.isEmpty() ? "no format" : String.join(", ", formats);
    List<String> shapes = run.cells().shapes();
    String sizes =
        shapes.size() > 3
            ? shapes.size() + " shapes"
            : shapes.isEmpty() ? "no shape" : "N×K " + String.join(", ", shapes);
    return names + " · " + sizes + " · preset " + run.cells().set().preset();
  }
}
