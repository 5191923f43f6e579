// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.SaliencyFigures;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.stats.Proportion;
import org.moebench.stats.Samples;

/** What each expert adds to its layer's output, and which could go. */
final class SaliencySection {
  static final String ID = "saliency";

  /** Keep ratios of the table. */
  static final double[] RATIOS = {0.10, 0.20, 0.25, 0.33, 0.40, 0.50, 0.60, 0.75};

  /** An expert number counts as low in a layer if it is in this share of its REAP ranking. */
  private static final double BOTTOM = 0.1;

  private static final int OFTEN = 3;

  /** Ids that a cell or a sentence shows. */
  private static final int MOST_IDS = 12;

  private static final int BEST = 3;

  private SaliencySection() {}

  static Section of(ProfileView view, List<Figure> figures) {
    List<LayerFigures> layers = view.salient();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "REAP of an expert: mean of gate weight times L2 norm of its output, over the tokens"
                + " that took it (arXiv 2510.13999). "
                + Answers.gates(view)
                + " Kept mass: REAP of the best experts over that of all. Beyond random: the same"
                + " less the share of experts kept. Relative gap: step in REAP from the last expert"
                + " kept to the first removed, over its range; a large one is a natural place to"
                + " cut. REAP says nothing of what the rest of the model makes of an expert: test a"
                + " pruned model before using it."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(ratios(layers));
    blocks.add(layers(view));
    blocks.add(candidates(view));
    if (layers.size() >= OFTEN) {
      blocks.add(new Block.Paragraph(low(layers)));
    }
    return new Section(ID, "Saliency", blocks);
  }

  private static Block ratios(List<LayerFigures> layers) {
    List<Row> rows = new ArrayList<>();
    for (double ratio : RATIOS) {
      int kept = layers.get(0).saliency().kept(ratio);
      double[] mass = each(layers, saliency -> saliency.keptMass()[kept - 1]);
      double[] beyond = each(layers, saliency -> saliency.keptBeyondRandom(ratio));
      double[] gap = each(layers, saliency -> saliency.relativeGap(ratio));
      rows.add(
          new Row(
              Tone.PLAIN,
              "",
              List.of(
                  percent(ratio, 0),
                  String.valueOf(kept),
                  Words.share(Samples.mean(mass)),
                  Words.share(Samples.quantile(mass, 0)),
                  Words.points(Samples.mean(beyond)),
                  Words.share(Samples.median(gap)))));
    }
    return new Block.Table(
        "REAP kept by keep ratio, over layers",
        List.of(
            number("keep ratio"),
            number("experts per layer"),
            number("kept mass, mean"),
            number("least of a layer"),
            number("beyond random, points"),
            number("relative gap, median")),
        rows,
        ProfileData.KEEP);
  }

  private static double[] each(List<LayerFigures> layers, ToDoubleFunction<SaliencyFigures> what) {
    return layers.stream().mapToDouble(layer -> what.applyAsDouble(layer.saliency())).toArray();
  }

  private static Block layers(ProfileView view) {
    List<Row> rows = new ArrayList<>();
    for (LayerFigures layer : view.salient()) {
      SaliencyFigures saliency = layer.saliency();
      int[] ranking = saliency.ranking().stream().mapToInt(Integer::intValue).toArray();
      int[] worst =
          IntStream.range(0, ranking.length).map(i -> ranking[ranking.length - 1 - i]).toArray();
      rows.add(
          new Row(
              Tone.PLAIN,
              "",
              List.of(
                  Words.layer(layer),
                  count(saliency.totalTokens()),
                  first(ranking),
                  first(worst),
                  fixed(saliency.gini(), 3),
                  significant(saliency.variation()),
                  String.valueOf(saliency.carrying(Answers.NEARLY_ALL)),
                  Words.ids(saliency.neverActivated(), MOST_IDS))));
    }
    return new Block.Table(
        "Experts of each layer by REAP",
        List.of(
            text("layer"),
            number("tokens"),
            text("best"),
            text("worst"),
            number("Gini"),
            number("deviation / mean"),
            number("experts with 95%"),
            text("never activated")),
        rows,
        ProfileData.EXPERTS);
  }

  private static String first(int[] ids) {
    return Words.ids(Arrays.copyOf(ids, Math.min(BEST, ids.length)), BEST);
  }

  private static Block candidates(ProfileView view) {
    double ratio = view.keepRatio();
    List<Row> rows = new ArrayList<>();
    for (LayerFigures layer : view.salient()) {
      SaliencyFigures saliency = layer.saliency();
      int kept = saliency.kept(ratio);
      rows.add(
          new Row(
              Tone.PLAIN,
              "",
              List.of(
                  Words.layer(layer),
                  Words.share(saliency.keptMass()[kept - 1]),
                  Words.share(saliency.relativeGap(ratio)),
                  Words.ids(saliency.candidates(ratio), MOST_IDS))));
    }
    int kept = view.salient().get(0).saliency().kept(ratio);
    return new Block.Table(
        "Experts with the lowest REAP, which go first if %d of %d are kept; full lists are in %s"
            .formatted(kept, view.origin().experts(), ProfileData.EXPERTS),
        List.of(
            text("layer"), number("kept mass"), number("relative gap"), text("candidates, by id")),
        rows,
        ProfileData.EXPERTS);
  }

  /** Expert numbers that are low in several layers, and how many would be by chance. */
  private static String low(List<LayerFigures> layers) {
    int experts = layers.get(0).experts();
    int bottom = Math.max(1, (int) (BOTTOM * experts + 1e-9));
    int[] times = new int[experts];
    for (LayerFigures layer : layers) {
      List<Integer> ranking = layer.saliency().ranking();
      ranking.subList(experts - bottom, experts).forEach(expert -> times[expert]++);
    }
    int[] often = IntStream.range(0, experts).filter(e -> times[e] >= OFTEN).toArray();
    double chance = experts * Proportion.atLeast(OFTEN, layers.size(), (double) bottom / experts);
    return ("Expert numbers among the lowest %d of %d by REAP in %d or more layers: %s. By chance it"
            + " would be %s; experts of unlike layers share nothing but their number.")
        .formatted(bottom, experts, OFTEN, Words.ids(often, 2 * MOST_IDS), significant(chance));
  }
}
