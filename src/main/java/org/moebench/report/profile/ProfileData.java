// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.moebench.profile.CacheFigures;
import org.moebench.profile.Chance;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Locality;
import org.moebench.profile.SaliencyFigures;
import org.moebench.report.document.CsvTable;
import org.moebench.stats.Estimate;
import org.moebench.trace.TracePhase;

/** The CSV files of a profile. */
final class ProfileData {
  static final String LAYERS = "layers.csv";
  static final String EXPERTS = "experts.csv";
  static final String CACHES = "caches.csv";
  static final String REUSE = "reuse.csv";
  static final String KEEP = "keep.csv";

  private ProfileData() {}

  /** All files there is something to say in. */
  static List<CsvTable> of(ProfileView view) {
    List<CsvTable> data = new ArrayList<>();
    data.add(layers(view));
    data.add(ExpertData.of(view));
    view.caches().ifPresent(caches -> data.add(caches(view, caches)));
    if (!ReuseChart.layers(view).isEmpty()) {
      data.add(reuse(view));
    }
    if (!view.salient().isEmpty()) {
      data.add(keep(view));
    }
    return data;
  }

  private static CsvTable layers(ProfileView view) {
    CsvTable csv =
        new CsvTable(
            LAYERS,
            "layer",
            "hash_router",
            "records",
            "selections",
            "missing",
            "pairs",
            "overlap_count",
            "overlap",
            "overlap_low",
            "overlap_high",
            "overlap_chance",
            "overlap_shuffled",
            "excess",
            "locality",
            "jaccard",
            "jaccard_chance",
            "position_stability",
            "position_stability_chance",
            "reuse_samples",
            "median_reuse_distance",
            "median_reuse_distance_chance",
            "prompt_pairs",
            "prompt_overlap",
            "generated_pairs",
            "generated_overlap",
            "unique_experts",
            "unique_experts_chance",
            "entropy_bits",
            "entropy_ratio",
            "entropy_ratio_chance",
            "gini",
            "gini_chance",
            "max_over_mean",
            "max_over_mean_chance",
            "experts_with_95_percent");
    view.layers().forEach(layer -> csv.add(values(layer)));
    return csv;
  }

  private static Object[] values(LayerFigures layer) {
    Chance chance = layer.chance();
    Estimate overlap = layer.overlap();
    return new Object[] {
      layer.layer(),
      layer.hashRouter(),
      layer.records(),
      layer.selections(),
      layer.missing(),
      layer.pairs(),
      layer.overlapCount(),
      overlap.value(),
      overlap.low(),
      overlap.high(),
      chance.overlapFraction(),
      layer.shuffledOverlap(),
      Locality.excess(overlap.value(), chance.overlapFraction()),
      layer.locality(),
      layer.jaccard(),
      chance.jaccard(),
      layer.positionStability(),
      chance.positionStability(),
      layer.reuseSamples(),
      layer.medianReuseDistance(),
      chance.medianReuseDistance(),
      layer.pairs(TracePhase.PROMPT),
      layer.overlap(TracePhase.PROMPT).value(),
      layer.pairs(TracePhase.GENERATED),
      layer.overlap(TracePhase.GENERATED).value(),
      layer.uniqueExperts(),
      chance.uniqueExperts(),
      layer.entropyBits(),
      layer.entropyRatio(),
      chance.entropyRatio(),
      layer.gini(),
      chance.gini(),
      layer.maxOverMean(),
      chance.maxOverMean(),
      layer.carrying(Answers.NEARLY_ALL)
    };
  }

  /** Rows of a layer for the sizes all policies know; of all layers for every size. */
  private static CsvTable caches(ProfileView view, CacheTotals totals) {
    CsvTable csv =
        new CsvTable(
            CACHES,
            "layer",
            "n",
            "lru",
            "lru_by_token",
            "lru_weighted",
            "lfu",
            "lfu_weighted",
            "belady",
            "belady_weighted",
            "pinned",
            "chance");
    int[] sizes = totals.sizes();
    for (int n = 1; n <= totals.experts(); n++) {
      int i = Arrays.binarySearch(sizes, n);
      boolean all = view.allPolicies() && i >= 0;
      csv.add(
          "all",
          n,
          totals.lru(n),
          totals.lruByToken(n),
          totals.lruWeighted(n),
          all ? totals.lfu(i) : null,
          null,
          all ? totals.belady(i) : null,
          null,
          totals.pinned(n),
          (double) n / totals.experts());
    }
    view.ordered().forEach(layer -> caches(csv, layer, view.allPolicies()));
    return csv;
  }

  private static void caches(CsvTable csv, LayerFigures layer, boolean all) {
    CacheFigures caches = layer.caches();
    double[] coverage = layer.coverage();
    int[] sizes = caches.sizes();
    for (int i = 0; i < sizes.length; i++) {
      int n = sizes[i];
      csv.add(
          layer.layer(),
          n,
          caches.lru(n),
          caches.lruByToken(n),
          caches.lruWeighted(n),
          all ? caches.lfu(i) : null,
          all ? caches.lfuWeighted(i) : null,
          all ? caches.belady(i) : null,
          all ? caches.beladyWeighted(i) : null,
          coverage[n - 1],
          layer.chance().coverage(n));
    }
  }

  private static CsvTable reuse(ProfileView view) {
    CsvTable csv = new CsvTable(REUSE, "layer", "distance", "share_within", "chance");
    List<LayerFigures> layers = ReuseChart.layers(view);
    int[] distances = ReuseChart.distances(layers);
    for (LayerFigures layer : layers) {
      double missed = 1 - layer.chance().overlapFraction();
      for (int distance : distances) {
        csv.add(
            layer.layer(), distance, layer.reusedWithin(distance), 1 - Math.pow(missed, distance));
      }
    }
    return csv;
  }

  private static CsvTable keep(ProfileView view) {
    CsvTable csv =
        new CsvTable(
            KEEP, "layer", "keep_ratio", "kept", "kept_mass", "beyond_random", "relative_gap");
    for (LayerFigures layer : view.salient()) {
      SaliencyFigures saliency = layer.saliency();
      for (double ratio : SaliencySection.RATIOS) {
        int kept = saliency.kept(ratio);
        csv.add(
            layer.layer(),
            ratio,
            kept,
            saliency.keptMass()[kept - 1],
            saliency.keptBeyondRandom(ratio),
            saliency.relativeGap(ratio));
      }
    }
    return csv;
  }
}
