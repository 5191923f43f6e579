// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.moebench.profile.Chance;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.TopExpert;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;

/** How unevenly the experts of each layer are selected, and which most. */
final class LoadSection {
  static final String ID = "load";

  /** Hottest experts named, and those whose share is summed. */
  private static final int NAMED = 5;

  private static final int SUMMED = 10;

  private LoadSection() {}

  static Section of(ProfileView view, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "In brackets what a uniform router would show with as many tokens. Entropy over log2 of"
                + " the number of experts is 1 if all are selected alike; Gini is 0 then, and near"
                + " 1 if one has all."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(
        new Block.Table(
            "Load of each layer's experts (chance level)",
            List.of(
                text("layer"),
                number("selections"),
                number("experts selected"),
                number("entropy, bits"),
                number("entropy ratio"),
                number("Gini"),
                number("largest / mean load"),
                number("experts with 95%")),
            view.layers().stream().map(LoadSection::row).toList(),
            ProfileData.LAYERS));
    if (!view.loaded().isEmpty()) {
      blocks.add(hottest(view));
    }
    return new Section(ID, "Load", blocks);
  }

  private static Row row(LayerFigures layer) {
    String name = Words.layer(layer);
    if (layer.selections() == 0) {
      return new Row(Tone.WARN, "", List.of(name, "0", "no selections"));
    }
    Chance chance = layer.chance();
    return new Row(
        Tone.PLAIN,
        "",
        List.of(
            name,
            count(layer.selections()),
            Words.beside(count((long) layer.uniqueExperts()), significant(chance.uniqueExperts())),
            fixed(layer.entropyBits(), 2),
            Words.beside(fixed(layer.entropyRatio(), 3), fixed(chance.entropyRatio(), 3)),
            Words.beside(fixed(layer.gini(), 3), fixed(chance.gini(), 3)),
            Words.beside(significant(layer.maxOverMean()), significant(chance.maxOverMean())),
            String.valueOf(layer.carrying(Answers.NEARLY_ALL))));
  }

  private static Block hottest(ProfileView view) {
    int[] sizes = sizes(view.origin().topK(), view.origin().experts());
    List<Column> columns = new ArrayList<>();
    columns.add(text("layer"));
    columns.add(text("hottest experts (share of selections)"));
    columns.add(number("10 hottest"));
    for (int n : sizes) {
      columns.add(number("same " + n + " hottest in both halves"));
    }
    List<Row> rows =
        view.loaded().stream().map(layer -> new Row(Tone.PLAIN, "", cells(layer, sizes))).toList();
    return new Block.Table(
        "Hottest experts, and whether they stay the hottest: Jaccard of the hottest of two halves"
            + " of the tokens, blocks of 64 in turn (chance level)",
        columns,
        rows,
        ProfileData.EXPERTS);
  }

  private static List<String> cells(LayerFigures layer, int[] sizes) {
    List<TopExpert> top = layer.top(SUMMED);
    List<String> cells = new ArrayList<>();
    cells.add(Words.layer(layer));
    cells.add(
        top.stream()
            .limit(NAMED)
            .map(expert -> Words.beside("" + expert.id(), Words.share(expert.share())))
            .collect(Collectors.joining(", ")));
    cells.add(Words.share(top.get(top.size() - 1).cumulativeShare()));
    for (int n : sizes) {
      cells.add(Words.beside(fixed(layer.hotSetStability(n), 2), fixed(layer.hotSetChance(n), 2)));
    }
    return cells;
  }

  /** Sizes of the hot sets that are compared: k, 2k, E/8, those of them that say anything. */
  static int[] sizes(int topK, int experts) {
    return IntStream.of(topK, 2 * topK, experts / 8)
        .filter(n -> n > 0 && n < experts)
        .sorted()
        .distinct()
        .toArray();
  }
}
