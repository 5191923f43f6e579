// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/**
 * What the experts of a layer add to its output, from records with gate weights and norms of the
 * experts' outputs. Sums in {@code double}.
 */
final class SaliencySums {
  /** Tokens with gates and norms, whether or not any of their ids was valid. */
  long tokens;

  /** Selections with gates and norms [experts]. */
  long[] counts;

  /** Sums of gates, of norms, and of their products [experts]. */
  double[] gates;

  double[] norms;
  double[] products;

  /** Largest output element, at least 0 [experts]; null if any record came without. */
  double[] maxima;

  SaliencySums() {}

  SaliencySums(int experts) {
    counts = new long[experts];
    gates = new double[experts];
    norms = new double[experts];
    products = new double[experts];
    maxima = new double[experts];
  }

  /** One selection. */
  void add(int expert, double gate, double norm) {
    counts[expert]++;
    gates[expert] += gate;
    norms[expert] += norm;
    products[expert] += gate * norm;
  }

  void max(int expert, double maximum) {
    maxima[expert] = Math.max(maxima[expert], maximum);
  }

  void add(SaliencySums other) {
    tokens += other.tokens;
    Sums.add(counts, other.counts);
    Sums.add(gates, other.gates);
    Sums.add(norms, other.norms);
    Sums.add(products, other.products);
    if (maxima == null || other.maxima == null) {
      maxima = null;
      return;
    }
    for (int e = 0; e < maxima.length; e++) {
      max(e, other.maxima[e]);
    }
  }
}
