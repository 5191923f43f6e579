// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import org.moebench.stats.Shares;

/**
 * Hit rates of caches that hold n whole experts of a layer. Least recently used is known for every
 * n, the others for the published {@link #sizes}.
 */
public final class CacheFigures {
  private final CacheSums sums;
  private final int[] sizes;
  private final long selections;
  private final double weight;

  CacheFigures(CacheSums sums, int experts, long selections, double weight) {
    this.sums = sums;
    this.sizes = CacheSums.sizes(experts);
    this.selections = selections;
    this.weight = weight;
  }

  /** 1, 2, 4, … 256, 384 as far as there are experts. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** Whether gate weights of all records are known. */
  public boolean weighted() {
    return sums.lruWeights != null;
  }

  /** Hits of the least recently used n. */
  public long lruHits(int n) {
    return Sums.of(Arrays.copyOf(sums.lru, n));
  }

  /** Share of selections that the least recently used n hit, each slot used in turn. */
  public double lru(int n) {
    return Shares.ratio(lruHits(n), selections);
  }

  /** The same if all slots of a token are looked up before any is used. */
  public double lruByToken(int n) {
    return Shares.ratio(Sums.of(Arrays.copyOf(sums.lruByToken, n)), selections);
  }

  /** Share of gate weight that hits; NaN if weights are not known. */
  public double lruWeighted(int n) {
    return weighted()
        ? Shares.ratio(Sums.of(Arrays.copyOf(sums.lruWeights, n)), weight)
        : Double.NaN;
  }

  /**
   * Share of selections that the least frequently used policy hits.
   *
   * @param i number of the size in {@link #sizes}
   */
  public double lfu(int i) {
    return Shares.ratio(sums.lfu[i], selections);
  }

  /** The same of gate weight; NaN if weights are not known. */
  public double lfuWeighted(int i) {
    return weighted() ? Shares.ratio(sums.lfuWeights[i], weight) : Double.NaN;
  }

  /** Share of selections that Belady's optimum hits: no cache of that size can hit more. */
  public double belady(int i) {
    return Shares.ratio(sums.belady[i], selections);
  }

  /** The same of gate weight, by the choices that are best for selections; NaN if not known. */
  public double beladyWeighted(int i) {
    return weighted() ? Shares.ratio(sums.beladyWeights[i], weight) : Double.NaN;
  }

  /** Hits of the least frequently used policy, by number of the size. */
  public long lfuHits(int i) {
    return sums.lfu[i];
  }

  /** Hits of Belady's optimum, by number of the size. */
  public long beladyHits(int i) {
    return sums.belady[i];
  }
}
