// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileOptions;
import org.moebench.stats.Shares;
import org.moebench.trace.TracePhase;

/** A profile as a page needs it: its layers' figures, those of some of them, and their sums. */
final class ProfileView {
  private final Profile profile;
  private final double keepRatio;
  private final List<LayerFigures> layers;
  private final CacheTotals caches;

  /**
   * @param keepRatio share of experts that pruning would keep, above 0 and at most 1
   */
  ProfileView(Profile profile, double keepRatio) {
    if (!(keepRatio > 0 && keepRatio <= 1)) {
      throw new IllegalArgumentException("keep ratio " + keepRatio + ": expected above 0 to 1");
    }
    this.profile = profile;
    this.keepRatio = keepRatio;
    this.layers = profile.figures();
    this.caches = profile.hasCaches() ? new CacheTotals(ordered()) : null;
  }

  Profile profile() {
    return profile;
  }

  Profile.Origin origin() {
    return profile.origin();
  }

  double keepRatio() {
    return keepRatio;
  }

  /** All layers. */
  List<LayerFigures> layers() {
    return layers;
  }

  /** Layers whose experts a router chose. */
  List<LayerFigures> routed() {
    return layers.stream().filter(layer -> !layer.hashRouter()).toList();
  }

  /** Layers whose experts follow from the token alone. */
  List<LayerFigures> hashed() {
    return layers.stream().filter(LayerFigures::hashRouter).toList();
  }

  /** Layers with selections. */
  List<LayerFigures> loaded() {
    return layers.stream().filter(layer -> layer.selections() > 0).toList();
  }

  /** Layers with records, and not only counts. */
  List<LayerFigures> ordered() {
    return layers.stream().filter(layer -> layer.records() > 0).toList();
  }

  /** Layers with gates and norms. */
  List<LayerFigures> salient() {
    return layers.stream().filter(layer -> layer.saliency().known()).toList();
  }

  /** Caches over all layers; empty if they were not simulated. */
  Optional<CacheTotals> caches() {
    return Optional.ofNullable(caches);
  }

  /** Whether other policies than the least recently used were simulated. */
  boolean allPolicies() {
    return caches != null && origin().options().caches() == ProfileOptions.Caches.ALL;
  }

  /** Whether a phase of any record is known. */
  boolean phased() {
    return layers.stream()
        .anyMatch(l -> l.records(TracePhase.PROMPT) + l.records(TracePhase.GENERATED) > 0);
  }

  /** Tokens of the layer with the most. */
  long tokens() {
    return layers.stream().mapToLong(LayerFigures::records).max().orElse(0);
  }

  long missing() {
    return layers.stream().mapToLong(LayerFigures::missing).sum();
  }

  /** Shuffled overlap of the routed layers, weighted by pairs as {@link Profile#overlap} is. */
  double shuffledOverlap() {
    return mean(routed(), LayerFigures::shuffledOverlap, LayerFigures::pairs);
  }

  /** A mean over layers; 0 if nothing has weight. */
  static double mean(
      List<LayerFigures> layers,
      ToDoubleFunction<LayerFigures> figure,
      ToLongFunction<LayerFigures> weight) {
    double sum = 0;
    double weights = 0;
    for (LayerFigures layer : layers) {
      sum += figure.applyAsDouble(layer) * weight.applyAsLong(layer);
      weights += weight.applyAsLong(layer);
    }
    return Shares.ratio(sum, weights);
  }
}
