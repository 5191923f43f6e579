// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import org.moebench.profile.Chance;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Locality;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;
import org.moebench.trace.TracePhase;

/** What adjacent tokens have in common, by layer and by phase. */
final class LocalitySection {
  static final String ID = "locality";

  private LocalitySection() {}

  static Section of(ProfileView view, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Pairs are tokens with consecutive positions of one sequence. Overlap: experts that"
                + " both take, as a share of k. Shuffled: the same if the order of tokens is lost"
                + " but experts keep their popularity. Excess: (overlap − chance) / (1 − chance);"
                + " below "
                + Numbers.percent(Locality.LEAST, 0)
                + " there is no locality, from "
                + Numbers.percent(Locality.MUCH, 0)
                + " it is strong. Same slot: slots that hold the same expert in both. Reuse"
                + " distance: positions since the last selection of an expert."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(layers(view));
    if (view.phased()) {
      blocks.add(phases(view));
    }
    return new Section(ID, "Locality", blocks);
  }

  private static Block layers(ProfileView view) {
    List<Row> rows = new ArrayList<>();
    rows.add(chance(view.layers().get(0)));
    if (view.routed().size() > 1) {
      rows.add(all(view));
    }
    view.layers().forEach(layer -> rows.add(row(layer)));
    return new Block.Table(
        "Locality of each layer, 95% intervals; first what a uniform router would show",
        List.of(
            text("layer"),
            number("records"),
            number("pairs"),
            number("common experts"),
            text("overlap"),
            number("shuffled"),
            number("excess"),
            number("Jaccard"),
            number("same slot"),
            number("median reuse distance"),
            text("locality")),
        rows,
        ProfileData.LAYERS);
  }

  private static Row chance(LayerFigures layer) {
    Chance chance = layer.chance();
    return new Row(
        Tone.PLAIN,
        "chance",
        List.of(
            "uniform router",
            "",
            "",
            significant(chance.overlapCount()),
            Words.share(chance.overlapFraction()),
            Words.share(chance.overlapFraction()),
            Words.share(0),
            fixed(chance.jaccard(), 3),
            Words.share(chance.positionStability()),
            Words.halves(chance.medianReuseDistance()),
            ""));
  }

  private static Row all(ProfileView view) {
    List<LayerFigures> layers = view.routed();
    Estimate overlap = view.profile().overlap();
    double chance = layers.get(0).chance().overlapFraction();
    long pairs = layers.stream().mapToLong(LayerFigures::pairs).sum();
    long records = layers.stream().mapToLong(LayerFigures::records).sum();
    if (pairs == 0) {
      return new Row(
          Tone.WARN, "all", List.of("all with a router", count(records), "0", "no pairs"));
    }
    return new Row(
        Tone.PLAIN,
        "all",
        List.of(
            "all with a router",
            count(records),
            count(pairs),
            significant(overlap.value() * view.origin().topK()),
            Words.share(overlap),
            Words.share(view.shuffledOverlap()),
            Words.share(Locality.excess(overlap.value(), chance)),
            fixed(ProfileView.mean(layers, LayerFigures::jaccard, LayerFigures::pairs), 3),
            Words.share(
                ProfileView.mean(layers, LayerFigures::positionStability, LayerFigures::pairs)),
            "",
            Words.of(view.profile().locality())));
  }

  private static Row row(LayerFigures layer) {
    if (layer.pairs() == 0) {
      return new Row(
          Tone.WARN,
          "layers",
          List.of(Words.layer(layer), count(layer.records()), "0", "no pairs"));
    }
    Estimate overlap = layer.overlap();
    return new Row(
        Tone.PLAIN,
        "layers",
        List.of(
            Words.layer(layer),
            count(layer.records()),
            count(layer.pairs()),
            significant(layer.overlapCount()),
            Words.share(overlap),
            Words.share(layer.shuffledOverlap()),
            Words.share(Locality.excess(overlap.value(), layer.chance().overlapFraction())),
            fixed(layer.jaccard(), 3),
            Words.share(layer.positionStability()),
            layer.reuseSamples() == 0 ? Numbers.NONE : Words.halves(layer.medianReuseDistance()),
            layer.hashRouter() ? "not judged" : Words.of(layer.locality())));
  }

  private static Block phases(ProfileView view) {
    List<Row> rows = new ArrayList<>();
    if (view.routed().size() > 1) {
      rows.add(
          new Row(
              Tone.PLAIN,
              "all",
              List.of(
                  "all with a router",
                  count(pairs(view.routed(), TracePhase.PROMPT)),
                  mean(view.routed(), TracePhase.PROMPT),
                  count(pairs(view.routed(), TracePhase.GENERATED)),
                  mean(view.routed(), TracePhase.GENERATED))));
    }
    for (LayerFigures layer : view.layers()) {
      rows.add(
          new Row(
              Tone.PLAIN,
              "layers",
              List.of(
                  Words.layer(layer),
                  count(layer.pairs(TracePhase.PROMPT)),
                  overlap(layer, TracePhase.PROMPT),
                  count(layer.pairs(TracePhase.GENERATED)),
                  overlap(layer, TracePhase.GENERATED))));
    }
    return new Block.Table(
        "Overlap by the phase of a pair's later token",
        List.of(
            text("layer"),
            number("prompt pairs"),
            text("overlap in the prompt"),
            number("generated pairs"),
            text("overlap when generating")),
        rows,
        ProfileData.LAYERS);
  }

  private static String overlap(LayerFigures layer, TracePhase phase) {
    return layer.pairs(phase) == 0 ? Numbers.NONE : Words.share(layer.overlap(phase));
  }

  private static long pairs(List<LayerFigures> layers, TracePhase phase) {
    return layers.stream().mapToLong(layer -> layer.pairs(phase)).sum();
  }

  private static String mean(List<LayerFigures> layers, TracePhase phase) {
    double mean =
        ProfileView.mean(layers, l -> l.overlap(phase).value(), layer -> layer.pairs(phase));
    return pairs(layers, phase) == 0 ? Numbers.NONE : Words.share(mean);
  }
}
