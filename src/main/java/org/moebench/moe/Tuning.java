// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.gemm.PhasedGemm;
import org.moebench.quant.QuantFormat;

/**
 * The crossovers measured on a machine, from which every projection gets its rule.
 *
 * @param crossovers in any order; empty where nothing was measured
 */
public record Tuning(List<Crossover> crossovers) {
  /** Where nothing was measured. */
  public static final Tuning NONE = new Tuning(List.of());

  public Tuning {
    crossovers = List.copyOf(crossovers);
  }

  /**
   * The crossover that a projection goes by: of the format and shape if it was measured, else of
   * the format and the most similar shape (by the ratio of K, which decides what fits the caches,
   * then of N), else of a format with as many bits; empty if none was measured.
   */
  public Optional<Crossover> find(QuantFormat format, int n, int k) {
    return nearest(format, n, k, true).or(() -> nearest(format, n, k, false));
  }

  private Optional<Crossover> nearest(QuantFormat format, int n, int k, boolean same) {
    return crossovers.stream()
        .filter(c -> same ? c.format() == format : alike(c.format(), format))
        .min(
            Comparator.comparingDouble((Crossover c) -> distance(c.k(), k))
                .thenComparingDouble(c -> distance(c.n(), n)));
  }

  private static boolean alike(QuantFormat a, QuantFormat b) {
    return a.bits() == b.bits() && a.isFloat8() == b.isFloat8();
  }

  private static double distance(int a, int b) {
    return Math.abs(Math.log((double) a / b));
  }

  /**
   * Most rows of an expert for the decode kernel: the measured crossover, or the {@link
   * PhasedGemm#usualDecodeRows} of the format.
   */
  public int decodeRows(QuantFormat format, int n, int k) {
    return find(format, n, k)
        .map(Crossover::decodeRows)
        .orElseGet(() -> PhasedGemm.usualDecodeRows(format));
  }

  /** The rule for a projection; see {@link PhaseRule#perExpert}. */
  public PhaseRule rule(QuantFormat format, int n, int k) {
    return PhaseRule.perExpert(decodeRows(format, n, k));
  }
}
