// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.moebench.report.evidence.Comparison;
import org.moebench.result.CeilingSample;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.PairedRatio;
import org.moebench.stats.PooledNoise;
import org.moebench.stats.Samples;

/** How near cells come to the ceilings that were measured in the same rounds. */
final class Rates {
  private static final double PER_MILLISECOND = 1e-6; // units per ms as 1e9 units per s

  private final Map<Integer, Double> read;
  private final Map<Integer, Double> fma;
  private final PooledNoise noise;

  /**
   * The rate of one cell; figures are NaN where something they need is missing.
   *
   * @param cell a timed cell
   * @param gbps bytes of weights read per time, in GB/s
   * @param readShare the same over the read ceiling of the round: median over rounds, 95% interval
   * @param fmaShare multiply-adds per time over the FMA ceiling, median over rounds
   */
  record Rate(DecodeCell cell, double gbps, Estimate readShare, double fmaShare) {}

  Rates(DecodeCells cells) {
    this.read = byRound(cells, CeilingSample.READ);
    this.fma = byRound(cells, CeilingSample.FMA);
    this.noise = noise(cells);
  }

  private static Map<Integer, Double> byRound(DecodeCells cells, String name) {
    Map<Integer, Double> rates = new HashMap<>();
    cells.set().ceilings().stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.value() > 0 && Double.isFinite(sample.value()))
        .forEach(sample -> rates.put(sample.round(), sample.value()));
    return rates;
  }

  /** The noise of one fork, those of the read ceiling among them. */
  private PooledNoise noise(DecodeCells cells) {
    List<Map<Integer, Double>> all = new ArrayList<>();
    all.add(new TreeMap<>(read));
    cells.distinct().stream()
        .filter(DecodeCell::isTimed)
        .forEach(cell -> all.add(Comparison.byRound(cell.result())));
    Set<Integer> common = new TreeSet<>(read.keySet());
    all.forEach(times -> common.retainAll(times.keySet()));
    return PooledNoise.of(
        all.stream()
            .map(times -> common.stream().mapToDouble(times::get).toArray())
            .toArray(double[][]::new));
  }

  /** The rate of a timed cell. */
  Rate of(DecodeCell cell) {
    double bytes = cell.weightBytes() * PER_MILLISECOND;
    Projection shape = cell.projection();
    double flops = 2 * cell.rowsOfCall() * shape.n() * shape.k() * PER_MILLISECOND;
    double[] fmaShares = shares(cell, flops, fma);
    return new Rate(
        cell,
        bytes / cell.result().median(),
        readShare(cell, bytes),
        fmaShares.length == 0 || flops == 0 ? Double.NaN : Samples.median(fmaShares));
  }

  /** The median share with the interval of their geometric mean, widened to hold the median. */
  private Estimate readShare(DecodeCell cell, double bytes) {
    double[] shares = shares(cell, bytes, read);
    if (shares.length == 0) {
      return DecodeCells.UNKNOWN;
    }
    double[] ones = new double[shares.length];
    Arrays.fill(ones, 1);
    Estimate mean = PairedRatio.of(shares, ones, Intervals.LEVEL, noise);
    double median = Samples.median(shares);
    return mean.hasInterval()
        ? new Estimate(median, Math.min(mean.low(), median), Math.max(mean.high(), median))
        : new Estimate(median, Double.NaN, Double.NaN);
  }

  private static double[] shares(DecodeCell cell, double work, Map<Integer, Double> ceiling) {
    return Comparison.byRound(cell.result()).entrySet().stream()
        .filter(fork -> ceiling.containsKey(fork.getKey()))
        .mapToDouble(fork -> work / fork.getValue() / ceiling.get(fork.getKey()))
        .filter(share -> share > 0 && Double.isFinite(share))
        .toArray();
  }
}
