// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;

import java.util.ArrayList;
import java.util.List;
import org.moebench.profile.CacheFigures;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;

/** What caches of whole experts would hit. */
final class CacheSection {
  static final String ID = "caches";

  private CacheSection() {}

  static Section of(ProfileView view, CacheTotals caches, List<Figure> figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Each layer has a cache of n whole experts, empty at the start of each recording and"
                + " kept across its sequences; slots use it in turn. LRU evicts the least recently"
                + " used, LFU the least frequently used. Belady's optimum knows the future: no"
                + " policy that fetches every expert it misses hits more. By token: all slots of a"
                + " token are looked up before any is fetched. By weight: share of gate weight"
                + " instead of selections. Pinned: the n hottest experts, chosen in hindsight and"
                + " never evicted. Chance: n of E experts, whichever."));
    figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    blocks.add(totals(view, caches));
    if (view.ordered().size() > 1) {
      blocks.add(layers(view, caches));
    }
    return new Section(ID, "Caches", blocks);
  }

  /** Hit rates over all layers, a row per size. */
  static Block totals(ProfileView view, CacheTotals caches) {
    boolean all = view.allPolicies();
    List<Row> rows = new ArrayList<>();
    int[] sizes = caches.sizes();
    for (int i = 0; i < sizes.length; i++) {
      int n = sizes[i];
      rows.add(
          new Row(
              Tone.PLAIN,
              "",
              List.of(
                  String.valueOf(n),
                  Words.share(caches.lru(n)),
                  Words.share(caches.lruByToken(n)),
                  Words.share(caches.lruWeighted(n)),
                  Words.share(all ? caches.lfu(i) : Double.NaN),
                  Words.share(all ? caches.belady(i) : Double.NaN),
                  Words.share(caches.pinned(n)),
                  Words.share((double) n / caches.experts()))));
    }
    return new Block.Table(
        "Hits of selections, all layers together, by experts per layer",
        List.of(
            number("n"),
            number("LRU"),
            number("LRU by token"),
            number("LRU by weight"),
            number("LFU"),
            number("Belady"),
            number("pinned"),
            number("chance")),
        rows,
        ProfileData.CACHES);
  }

  private static Block layers(ProfileView view, CacheTotals caches) {
    int[] sizes = caches.sizes();
    List<Column> columns = new ArrayList<>();
    columns.add(text("layer"));
    for (int n : sizes) {
      columns.add(number("n = " + n));
    }
    List<Row> rows = new ArrayList<>();
    for (LayerFigures layer : view.ordered()) {
      CacheFigures own = layer.caches();
      List<String> cells = new ArrayList<>();
      cells.add(Words.layer(layer));
      for (int n : sizes) {
        cells.add(Words.share(own.lru(n)));
      }
      rows.add(new Row(Tone.PLAIN, "", cells));
    }
    return new Block.Table(
        "Hits of the least recently used n experts, by layer", columns, rows, ProfileData.CACHES);
  }
}
