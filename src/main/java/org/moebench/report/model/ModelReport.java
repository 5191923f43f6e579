// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Numbers.percent;

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
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.RepeatSection;
import org.moebench.report.evidence.Trust;
import org.moebench.report.evidence.TrustSection;
import org.moebench.result.CeilingSample;
import org.moebench.result.ResultSet;

/** The report of a model run, in the order a reader asks. */
public final class ModelReport {
  private static final String TITLE =
      "A stack of layers: what is choosing the kernel worth on this machine?";

  /** What the figures are judged by. */
  static final Basis BASIS =
      new Basis(
          "outputs",
          List.of(
              new Basis.Probe(CeilingSample.FMA, "FMA ceiling", "GFLOP/s"),
              new Basis.Probe(CeilingSample.READ, "read ceiling", "GB/s")));

  private ModelReport() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  public static Document page(ResultSet set, List<Link> raw) {
    ModelCells cells = new ModelCells(set);
    List<ModelVerdict> verdicts = ModelVerdict.of(cells);
    List<Figure> figures = SpeedUpChart.figures(cells);
    Drawing drawing = Drawing.of(figures);
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = ModelData.of(cells, verdicts);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(cells, verdicts));
    sections.add(TrustSection.of(new Trust(set, BASIS), List.of(), problems));
    sections.add(StrategiesSection.of(cells, verdicts, figures));
    sections.add(RoutingsSection.of(cells, verdicts));
    sections.add(PartsSection.of(cells));
    sections.add(BindsSection.of(cells));
    sections.add(StacksSection.of(cells));
    sections.add(RepeatSection.of(set, method(set, verdicts), data, raw));
    return new Document(TITLE, subtitle(cells), sections, drawing.pictures(), data);
  }

  /** The short form for a terminal. */
  public static Document summary(ResultSet set) {
    ModelCells cells = new ModelCells(set);
    List<ModelVerdict> verdicts = ModelVerdict.of(cells);
    List<Section> sections =
        List.of(
            VerdictSection.of(cells, verdicts),
            TrustSection.brief(new Trust(set, BASIS), List.of(), List.of()),
            new Section(
                StrategiesSection.ID,
                "Fastest strategy of each setting (? = not decided), time of unified-tuned against it",
                List.of(StrategiesSection.brief(cells, verdicts))));
    return new Document(TITLE, subtitle(cells), sections, Map.of(), List.of());
  }

  private static List<String> method(ResultSet set, List<ModelVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(ModelVerdict::comparisons).max().orElse(0);
    double level = verdicts.stream().mapToDouble(ModelVerdict::level).min().orElse(Double.NaN);
    return List.of(
        RepeatSection.measuring(
                "a whole forward pass, or the part of it that the cell names: in every step and"
                    + " layer choosing the kernel, planning, and all launches",
                "a double-precision reference, layer by layer, on the same quantized bits")
            + " Weights, activations, routing and the order of cells come from seed "
            + set.seed()
            + ".",
        RepeatSection.statistics("the setting (stack and routing)", "strategy")
            + ". Strategies that took turns with unified-tuned in their forks are compared through"
            + " those turns instead; the noise of these is pooled over the run."
            + RepeatSection.level("setting", most, level),
        "Claims. Unified-tuned is within "
            + percent(ModelVerdict.NEAR, 0)
            + " of the best if the intervals against every other strategy of the setting lie there,"
            + " is not if one lies beyond, and else cannot be told. It is worse than unified-auto if"
            + " the interval excludes equality and the difference is at least "
            + percent(Comparison.SMALLEST, 0)
            + "; it is not if the interval excludes such a difference.",
        "Ceilings. FMA: fused multiply-adds on registers. Read: a stream over an array larger than"
            + " the caches. Both run with the run's workers, once per round; shares are medians"
            + " over rounds.");
  }

  private static String subtitle(ModelCells cells) {
    List<String> stacks = cells.stacks();
    String names = stacks.size() > 4 ? stacks.size() + " stacks" : String.join(", ", stacks);
    List<String> formats = cells.settings().stream().map(Setting::format).distinct().toList();
    return (names.isEmpty() ? "no stack" : names)
        + (formats.isEmpty() ? "" : " · " + String.join(", ", formats))
        + " · preset "
        + cells.set().preset();
  }
}
