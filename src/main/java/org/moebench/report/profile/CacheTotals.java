// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.moebench.profile.CacheFigures;
import org.moebench.profile.LayerFigures;
import org.moebench.stats.Shares;

/** Caches of all layers together, each of n experts: shares of all selections. */
final class CacheTotals {
  private final List<LayerFigures> layers;
  private final List<CacheFigures> caches;
  private final double[] lru;
  private final double[] pinned;

  /**
   * @param layers with records, at least one
   */
  CacheTotals(List<LayerFigures> layers) {
    this.layers = layers;
    this.caches = layers.stream().map(LayerFigures::caches).toList();
    int experts = layers.get(0).experts();
    this.lru = new double[experts];
    this.pinned = new double[experts];
    double selections = layers.stream().mapToLong(LayerFigures::selections).sum();
    for (int i = 0; i < layers.size(); i++) {
      double[] coverage = layers.get(i).coverage();
      double share = layers.get(i).selections() / selections;
      for (int n = 1; n <= experts; n++) {
        lru[n - 1] += caches.get(i).lruHits(n) / selections;
        pinned[n - 1] += coverage[n - 1] * share;
      }
    }
  }

  /** E, the size of a cache that holds all. */
  int experts() {
    return lru.length;
  }

  /** The sizes that all policies know. */
  int[] sizes() {
    return caches.get(0).sizes();
  }

  /** Hits of the least recently used n. */
  double lru(int n) {
    return lru[n - 1];
  }

  /** The same if all slots of a token are looked up before any is used. */
  double lruByToken(int n) {
    return mean(cache -> cache.lruByToken(n));
  }

  /** Share of gate weight that hits; NaN if weights are not known everywhere. */
  double lruWeighted(int n) {
    double hits = 0;
    double weight = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (!caches.get(i).weighted()) {
        return Double.NaN;
      }
      double own = Arrays.stream(layers.get(i).weightSums()).sum();
      hits += caches.get(i).lruWeighted(n) * own;
      weight += own;
    }
    return Shares.ratio(hits, weight);
  }

  /** Hits of the least frequently used policy, by number of the size. */
  double lfu(int i) {
    return mean(cache -> cache.lfu(i));
  }

  /** Hits of Belady's optimum, by number of the size. */
  double belady(int i) {
    return mean(cache -> cache.belady(i));
  }

  /** Selections of the n most selected experts of each layer. */
  double pinned(int n) {
    return pinned[n - 1];
  }

  /** The smallest cache of the least recently used that hits a share. */
  OptionalInt smallest(double share) {
    for (int n = 1; n <= lru.length; n++) {
      if (lru[n - 1] >= share) {
        return OptionalInt.of(n);
      }
    }
    return OptionalInt.empty();
  }

  /** Number of the smallest size that is not below n. */
  OptionalInt sizeFrom(int n) {
    int[] sizes = sizes();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] >= n) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private double mean(ToDoubleFunction<CacheFigures> share) {
    return ProfileView.mean(
        layers, layer -> share.applyAsDouble(layer.caches()), LayerFigures::selections);
  }
}
