// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.moebench.stats.Estimate;
import org.moebench.stats.Shares;
import org.moebench.trace.TracePhase;

/** The figures of a profile as JSON, under their published names where there are any. */
final class ProfileFigures {
  private static final int TOP = 16;

  private ProfileFigures() {}

  static void put(Profile profile, double keepRatio, ObjectNode root) {
    Profile.Origin origin = profile.origin();
    List<LayerFigures> layers = profile.figures();
    root.put("source", origin.source());
    root.put("model", origin.model());
    root.put("license", origin.license());
    root.put("layers", layers.size());
    root.put("experts", origin.experts());
    root.put("expert_used", origin.topK());
    root.put("complete", profile.complete());
    root.put("layer_records", profile.layerRecords());
    root.put("selections", profile.selections());
    root.put("locality", profile.locality().name().toLowerCase(Locale.ROOT));
    estimate(root, "avg_adjacent_overlap", profile.overlap());
    root.put("chance_overlap", (double) origin.topK() / origin.experts());
    root.put("keep_ratio", keepRatio);
    if (profile.hasCaches()) {
      cacheSummary(layers, root);
    }
    ArrayNode details = root.putArray("layers_detail");
    layers.forEach(layer -> detail(profile, layer, keepRatio, details.addObject()));
  }

  private static void cacheSummary(List<LayerFigures> layers, ObjectNode root) {
    CacheFigures first = layers.get(0).caches();
    long selections = layers.stream().mapToLong(LayerFigures::selections).sum();
    ArrayNode sizes = root.putArray("cache_ns");
    ArrayNode summary = root.putArray("cache_summary");
    boolean weighted = layers.stream().allMatch(layer -> layer.caches().weighted());
    double weight = weighted ? layers.stream().mapToDouble(ProfileFigures::weight).sum() : 0;
    for (int n : first.sizes()) {
      sizes.add(n);
      long hits = layers.stream().mapToLong(layer -> layer.caches().lruHits(n)).sum();
      ObjectNode one = summary.addObject();
      one.put("n", n);
      one.put("hits", hits);
      one.put("selections", selections);
      one.put("hit_rate", Shares.ratio(hits, selections));
      if (weighted) {
        double hit = layers.stream().mapToDouble(l -> l.caches().lruWeighted(n) * weight(l)).sum();
        one.put("weighted_hit_rate", Shares.ratio(hit, weight));
      }
    }
  }

  private static double weight(LayerFigures layer) {
    return Sums.of(layer.weightSums());
  }

  private static void detail(Profile profile, LayerFigures layer, double keepRatio, ObjectNode to) {
    to.put("layer", layer.layer());
    to.put("hash_router", layer.hashRouter());
    to.put("records", layer.records());
    to.put("selections", layer.selections());
    to.put("missing", layer.missing());
    to.put("unique_experts", layer.uniqueExperts());
    to.put("locality", layer.locality().name().toLowerCase(Locale.ROOT));
    to.put("pairs", layer.pairs());
    to.put("avg_adjacent_overlap_count", layer.overlapCount());
    estimate(to, "avg_adjacent_overlap", layer.overlap());
    to.put("shuffled_overlap", layer.shuffledOverlap());
    to.put("avg_adjacent_jaccard", layer.jaccard());
    to.put("position_stability", layer.positionStability());
    for (TracePhase phase : TracePhase.values()) {
      if (phase != TracePhase.UNSTATED && layer.pairs(phase) > 0) {
        String name = phase.name().toLowerCase(Locale.ROOT);
        estimate(to, name + "_adjacent_overlap", layer.overlap(phase));
      }
    }
    to.put("reuse_samples", layer.reuseSamples());
    to.put("median_reuse_distance", layer.medianReuseDistance());
    to.put("entropy_bits", layer.entropyBits());
    to.put("entropy_ratio", layer.entropyRatio());
    to.put("gini", layer.gini());
    to.put("max_over_mean", layer.maxOverMean());
    chance(layer.chance(), to.putObject("chance"));
    top(layer, to.putArray("top_experts"));
    if (profile.hasCaches()) {
      caches(layer, profile.origin().options().caches(), to.putArray("cache"));
    }
    if (layer.saliency().known()) {
      saliency(layer.saliency(), keepRatio, to.putObject("saliency"));
    }
  }

  private static void chance(Chance chance, ObjectNode to) {
    to.put("avg_adjacent_overlap_count", chance.overlapCount());
    to.put("avg_adjacent_overlap", chance.overlapFraction());
    to.put("avg_adjacent_jaccard", chance.jaccard());
    to.put("position_stability", chance.positionStability());
    to.put("median_reuse_distance", chance.medianReuseDistance());
    to.put("unique_experts", chance.uniqueExperts());
    to.put("entropy_ratio", chance.entropyRatio());
    to.put("gini", chance.gini());
    to.put("max_over_mean", chance.maxOverMean());
  }

  private static void top(LayerFigures layer, ArrayNode to) {
    double all = layer.weightSums() == null ? 0 : weight(layer);
    for (TopExpert top : layer.top(TOP)) {
      ObjectNode one = to.addObject();
      one.put("id", top.id());
      one.put("count", top.count());
      one.put("pct", 100 * top.share());
      one.put("cum_pct", 100 * top.cumulativeShare());
      if (!Double.isNaN(top.weight())) {
        one.put("weight", top.weight());
        one.put("weight_pct", 100 * Shares.ratio(top.weight(), all));
      }
    }
  }

  private static void caches(LayerFigures layer, ProfileOptions.Caches kinds, ArrayNode to) {
    CacheFigures caches = layer.caches();
    int[] sizes = caches.sizes();
    for (int i = 0; i < sizes.length; i++) {
      ObjectNode one = to.addObject();
      one.put("n", sizes[i]);
      one.put("hits", caches.lruHits(sizes[i]));
      one.put("hit_rate", caches.lru(sizes[i]));
      if (caches.weighted()) {
        one.put("weighted_hit_rate", caches.lruWeighted(sizes[i]));
      }
      one.put("hit_rate_by_token", caches.lruByToken(sizes[i]));
      if (kinds == ProfileOptions.Caches.ALL) {
        one.put("lfu_hit_rate", caches.lfu(i));
        one.put("belady_hit_rate", caches.belady(i));
      }
    }
  }

  private static void saliency(SaliencyFigures figures, double keepRatio, ObjectNode to) {
    to.put("total_tokens", figures.totalTokens());
    to.set("activation_counts", Json.MAPPER.valueToTree(figures.activationCounts()));
    to.set("activation_frequency", Json.MAPPER.valueToTree(figures.activationFrequency()));
    to.set("avg_gate_weight", Json.MAPPER.valueToTree(figures.averageGateWeight()));
    to.set("ean_sum", Json.MAPPER.valueToTree(figures.eanSum()));
    to.set("ean_mean", Json.MAPPER.valueToTree(figures.eanMean()));
    to.set("weighted_ean_sum", Json.MAPPER.valueToTree(figures.weightedEanSum()));
    to.set("reap", Json.MAPPER.valueToTree(figures.reap()));
    if (figures.maxActivation() != null) {
      to.set("max_activations", Json.MAPPER.valueToTree(figures.maxActivation()));
    }
    to.set("never_activated", Json.MAPPER.valueToTree(figures.neverActivated()));
    to.set("ranking", Json.MAPPER.valueToTree(figures.ranking()));
    to.put("kept", figures.kept(keepRatio));
    to.put("kept_mass", figures.keptMass()[figures.kept(keepRatio) - 1]);
    to.put("kept_beyond_random", figures.keptBeyondRandom(keepRatio));
    to.put("relative_gap", figures.relativeGap(keepRatio));
    to.set("candidates", Json.MAPPER.valueToTree(figures.candidates(keepRatio)));
  }

  private static void estimate(ObjectNode to, String name, Estimate estimate) {
    to.put(name, estimate.value());
    if (estimate.hasInterval()) {
      to.putArray(name + "_interval").add(estimate.low()).add(estimate.high());
    }
  }
}
