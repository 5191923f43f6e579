// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** The largest values of a row in descending order, ties to the lower index. */
final class TopK {
  private final float[] held;

  /**
   * @param most largest {@code count} that will be asked for
   */
  TopK(int most) {
    this.held = new float[most];
  }

  /**
   * Finds the {@code count} largest of {@code values[from] … values[to - 1]}, at least that many.
   * No value may be NaN.
   *
   * @param picks receives their indices, counted from {@code from}
   */
  void of(float[] values, int from, int to, int count, int[] picks) {
    int filled = 0;
    for (int i = from; i < to; i++) {
      float value = values[i];
      if (filled < count || value > held[count - 1]) {
        int at = filled < count ? filled++ : count - 1;
        // Later values sink below equal earlier ones.
        while (at > 0 && held[at - 1] < value) {
          held[at] = held[at - 1];
          picks[at] = picks[at - 1];
          at--;
        }
        held[at] = value;
        picks[at] = i - from;
      }
    }
  }
}
