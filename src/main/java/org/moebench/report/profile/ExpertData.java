// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.Arrays;
import java.util.List;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.SaliencyFigures;
import org.moebench.report.document.CsvTable;
import org.moebench.stats.Shares;

/** {@code experts.csv}: every expert of every layer. */
final class ExpertData {
  private ExpertData() {}

  static CsvTable of(ProfileView view) {
    CsvTable csv =
        new CsvTable(
            ProfileData.EXPERTS,
            "layer",
            "expert",
            "count",
            "share",
            "load_over_mean",
            "weight",
            "avg_weight",
            "activation_count",
            "activation_frequency",
            "gate_sum",
            "avg_gate_weight",
            "ean_sum",
            "ean_mean",
            "weighted_ean_sum",
            "reap",
            "reap_rank",
            "max_activation",
            "candidate");
    view.layers().forEach(layer -> add(csv, layer, view.keepRatio()));
    return csv;
  }

  private static void add(CsvTable csv, LayerFigures layer, double keepRatio) {
    long[] counts = layer.histogram();
    double[] weights = layer.weightSums();
    double[] averages = layer.averageWeights();
    boolean weighted = weights != null && layer.records() > 0;
    Saliency saliency = layer.saliency().known() ? new Saliency(layer.saliency(), keepRatio) : null;
    for (int e = 0; e < counts.length; e++) {
      Object[] row = new Object[18];
      row[0] = layer.layer();
      row[1] = e;
      row[2] = counts[e];
      row[3] = Shares.ratio(counts[e], layer.selections());
      row[4] = Shares.ratio((double) counts[e] * counts.length, (double) layer.selections());
      row[5] = weighted ? weights[e] : null;
      row[6] = weighted ? averages[e] : null;
      if (saliency != null) {
        saliency.fill(row, 7, e);
      }
      csv.add(row);
    }
  }

  /** Saliency figures of a layer, each computed once. */
  private static final class Saliency {
    private final List<Object[]> columns;
    private final int[] candidates;
    private final int[] ranks;
    private final double[] maxima;

    Saliency(SaliencyFigures figures, double keepRatio) {
      columns =
          List.of(
              Arrays.stream(figures.activationCounts()).boxed().toArray(),
              boxed(figures.activationFrequency()),
              boxed(figures.gateSum()),
              boxed(figures.averageGateWeight()),
              boxed(figures.eanSum()),
              boxed(figures.eanMean()),
              boxed(figures.weightedEanSum()),
              boxed(figures.reap()));
      candidates = figures.candidates(keepRatio);
      List<Integer> ranking = figures.ranking();
      ranks = new int[ranking.size()];
      for (int rank = 0; rank < ranks.length; rank++) {
        ranks[ranking.get(rank)] = rank + 1;
      }
      maxima = figures.maxActivation();
    }

    void fill(Object[] row, int from, int expert) {
      int at = from;
      for (Object[] column : columns) {
        row[at++] = column[expert];
      }
      row[at++] = ranks[expert];
      row[at++] = maxima == null ? null : maxima[expert];
      row[at] = Arrays.binarySearch(candidates, expert) >= 0;
    }

    private static Object[] boxed(double[] values) {
      return Arrays.stream(values).boxed().toArray();
    }
  }
}
