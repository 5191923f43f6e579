// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.ArrayList;
import java.util.List;

/** All pairs of a run. */
public final class PairLog {
  private final List<Pair> pairs = new ArrayList<>();

  /** Adds pairs in the order they were measured. */
  public void add(List<Pair> more) {
    pairs.addAll(more);
  }

  /** All pairs, also those that do not count. */
  public List<Pair> all() {
    return List.copyOf(pairs);
  }

  /** Log-ratios of a cell's valid pairs of one stage; of both if {@code stage} is {@code null}. */
  public double[] logRatios(String cell, Stage stage) {
    return pairs.stream()
        .filter(pair -> pair.valid() && pair.cell().equals(cell))
        .filter(pair -> stage == null || pair.stage() == stage)
        .mapToDouble(Pair::logRatio)
        .toArray();
  }
}
