// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * Outcome of comparing a variant's output with the reference on the same quantized bits.
 *
 * @param compared number of output elements compared
 * @param total number of output elements there are; {@code compared < total} means a stated sample
 * @param worstRatio largest {@code |got - reference| / bound}; at most 1 when passed
 * @param message {@code null} when passed, else the first mismatch: where, got, reference, bound
 */
public record Correctness(long compared, long total, double worstRatio, String message) {
  /** Both comparisons in one; the message is the first there is. */
  public Correctness and(Correctness other) {
    return new Correctness(
        compared + other.compared,
        total + other.total,
        Math.max(worstRatio, other.worstRatio),
        message == null ? other.message : message);
  }

  /** Whether every compared element was within its bound. */
  public boolean passed() {
    return message == null;
  }
}
