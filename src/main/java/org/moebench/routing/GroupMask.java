// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** What the experts of a group that is not kept get as their selection score. */
public enum GroupMask {
  /** They can be picked only when nothing finite is left. */
  MINUS_INFINITY(Float.NEGATIVE_INFINITY),
  /**
   * They have the selection score 0 (DeepSeek's first code, and Transformers before its pull
   * request 45441): they can win against kept experts whose biased score is negative. Weights are
   * the unmasked scores.
   */
  ZERO(0);

  private final float value;

  GroupMask(float value) {
    this.value = value;
  }

  /** The selection score. */
  float value() {
    return value;
  }
}
