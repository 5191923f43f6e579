// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Locale;
import java.util.function.Supplier;
import org.moebench.gemm.ReferenceGemm;
import org.moebench.result.Correctness;

/**
 * What comparing some outputs found; comparisons of disjoint outputs add up.
 *
 * @param compared outputs compared
 * @param worst largest error as a multiple of its bound
 * @param message the first mismatch, or {@code null}
 */
record Comparison(long compared, double worst, String message) {
  static final Comparison NONE = new Comparison(0, 0, null);

  /** Compares one output of {@code expert}, row {@code m}, column {@code n}. */
  static Comparison of(
      int expert, int m, int n, float got, ReferenceGemm.Element expected, ErrorBound bound) {
    double allowed = bound.of(expected.magnitude());
    return of(
        got, expected.value(), allowed, () -> "expert " + expert + ", row " + m + ", column " + n);
  }

  /** Compares one output; {@code place} says which if it is wrong. */
  static Comparison of(float got, double expected, double allowed, Supplier<String> place) {
    double error = Math.abs(got - expected);
    if (error <= allowed) { // false for NaN
      return new Comparison(1, error / allowed, null);
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s: got %s, reference %s, bound %.3g",
            place.get(),
            got,
            expected,
            allowed);
    double ratio = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / allowed;
    return new Comparison(1, ratio, message);
  }

  /** Something found wrong that is no output out of its bound. */
  static Comparison wrong(String message) {
    return new Comparison(0, Double.POSITIVE_INFINITY, message);
  }

  Comparison and(Comparison next) {
    return new Comparison(
        compared + next.compared,
        Math.max(worst, next.worst),
        message != null ? message : next.message);
  }

  /** As the record of a result file, of {@code total} outputs. */
  Correctness correctness(long total) {
    return new Correctness(compared, total, worst, message);
  }
}
