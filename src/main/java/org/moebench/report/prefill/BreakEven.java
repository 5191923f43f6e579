// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.report.evidence.Comparison;
import org.moebench.result.CellResult;
import org.moebench.stats.Samples;

/**
 * How much dearer one launch would have to be before pad-and-clip beats per-expert: with {@code x}
 * more per launch both cost the same at {@code x = (padded - perExpert) / (launches of perExpert -
 * launches of padded)}. Taken within each round; no model is involved.
 *
 * @param padded the cell that breaks even first among its sweep
 * @param extra median over rounds of {@code x}, in µs; not positive if it pays already
 * @param low smallest over rounds
 * @param high largest over rounds
 */
record BreakEven(CellResult padded, double extra, double low, double high) {
  private static final double MICROSECONDS = 1e3;

  /** The threshold of a sweep that breaks even first; empty if none saves launches. */
  static Optional<BreakEven> of(CellResult perExpert, List<CellResult> sweep) {
    return sweep.stream()
        .map(padded -> of(perExpert, padded))
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(BreakEven::extra));
  }

  private static Optional<BreakEven> of(CellResult perExpert, CellResult padded) {
    if (perExpert.launches() == null || padded.launches() == null) {
      return Optional.empty();
    }
    long saved = perExpert.launches() - padded.launches();
    Map<Integer, Double> base = Comparison.byRound(perExpert);
    List<Double> extras = new ArrayList<>();
    Comparison.byRound(padded)
        .forEach(
            (round, time) -> {
              if (base.containsKey(round)) {
                extras.add((time - base.get(round)) / saved * MICROSECONDS);
              }
            });
    if (saved <= 0 || extras.isEmpty()) {
      return Optional.empty();
    }
    double[] sorted = extras.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Optional.of(
        new BreakEven(padded, Samples.median(sorted), sorted[0], sorted[sorted.length - 1]));
  }
}
