// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

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

/** The report of a SwitchGLU run, in the order a reader asks. */
public final class SwigluReport {
  private static final String TITLE = "SwitchGLU: does fusing gate and up pay on this machine?";

  /** What the figures are judged by. */
  static final Basis BASIS =
      new Basis(
          "outputs",
          List.of(
              new Basis.Probe(CeilingSample.FMA, "FMA ceiling", "GFLOP/s"),
              new Basis.Probe(CeilingSample.READ, "read ceiling", "GB/s")));

  private SwigluReport() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  public static Document page(ResultSet set, List<Link> raw) {
    SwigluCells cells = new SwigluCells(set);
    List<SwigluVerdict> verdicts = verdicts(cells, cells.settings());
    List<Figure> ratios = RatioChart.figures(cells);
    List<Figure> bandwidths = BandwidthChart.figures(cells);
    List<Figure> figures = new ArrayList<>(ratios);
    figures.addAll(bandwidths);
    Drawing drawing = Drawing.of(figures);
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = SwigluData.of(cells, verdicts);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(cells, base(cells, verdicts)));
    sections.add(TrustSection.of(new Trust(set, BASIS), List.of(), problems));
    sections.add(ResultsSection.of(cells, ratios, otherWorkers(cells, verdicts)));
    sections.add(PublishedSection.of(cells));
    sections.add(BindsSection.of(cells, bandwidths));
    sections.add(SortingSection.of(cells));
    sections.add(MemorySection.of(cells));
    sections.add(LayerSection.of(cells));
    sections.add(ShardingSection.of(cells));
    sections.add(ModelsSection.of(cells));
    sections.add(RepeatSection.of(set, method(set, verdicts), data, raw));
    return new Document(TITLE, subtitle(cells), sections, drawing.pictures(), data);
  }

  /** The short form for a terminal. */
  public static Document summary(ResultSet set) {
    SwigluCells cells = new SwigluCells(set);
    List<SwigluVerdict> verdicts = verdicts(cells, cells.baseSettings());
    List<Section> sections =
        List.of(
            VerdictSection.of(cells, verdicts),
            TrustSection.brief(new Trust(set, BASIS), List.of(), List.of()),
            new Section(
                ResultsSection.ID,
                "Fastest variant at each concurrency B (? = not decided)",
                List.of(ResultsSection.brief(cells, verdicts))));
    return new Document(TITLE, subtitle(cells), sections, Map.of(), List.of());
  }

  private static List<SwigluVerdict> verdicts(SwigluCells cells, List<Setting> settings) {
    return settings.stream().map(setting -> SwigluVerdict.of(cells, setting)).toList();
  }

  private static List<SwigluVerdict> base(SwigluCells cells, List<SwigluVerdict> verdicts) {
    List<Setting> base = cells.baseSettings();
    return verdicts.stream().filter(verdict -> base.contains(verdict.setting())).toList();
  }

  /** Verdicts of settings that differ from a base setting in workers. */
  private static List<SwigluVerdict> otherWorkers(SwigluCells cells, List<SwigluVerdict> verdicts) {
    List<Setting> base = cells.baseSettings();
    return verdicts.stream()
        .filter(verdict -> !base.contains(verdict.setting()))
        .filter(verdict -> verdict.setting().threshold() == Setting.THRESHOLD)
        .toList();
  }

  private static List<String> method(ResultSet set, List<SwigluVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(SwigluVerdict::comparisons).max().orElse(0);
    double level = verdicts.stream().mapToDouble(SwigluVerdict::level).max().orElse(Double.NaN);
    return List.of(
        RepeatSection.measuring(
                "everything from rows and expert ids to the outputs of all slots: sorting, gather,"
                    + " launches, scatter; that of a layer also router, shared expert and sum",
                "a double-precision reference on the same quantized bits")
            + " Weights, activations, routing and the order of cells come from seed "
            + set.seed()
            + ".",
        RepeatSection.statistics("the model in the same format with the same workers", "variant")
            + ". Against unfused a variant is faster or slower by the same rule, equal if the"
            + " interval lies within 1% of 1, and else cannot be told."
            + RepeatSection.level("model and format", most, level),
        "Ceilings. FMA: fused multiply-adds on registers. Read: a stream over an array larger than"
            + " the caches. Both run with the run's workers, once per round; shares are medians"
            + " over rounds. An empty launch runs nothing on every worker, from fork to barrier.");
  }

  private static String subtitle(SwigluCells cells) {
    List<String> models = cells.models();
    String names = models.size() > 4 ? models.size() + " models" : String.join(", ", models);
    long formats = cells.settings().stream().map(Setting::format).distinct().count();
    return (names.isEmpty() ? "no model" : names)
        + " · "
        + formats
        + (formats == 1 ? " format" : " formats")
        + " · preset "
        + cells.set().preset();
  }
}
