// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** Records of a block that follow one another in their sequence. */
final class Stretches {
  private Stretches() {}

  /**
   * Index after the last record that continues the one at {@code start}: same sequence, next
   * position each.
   */
  static int end(TraceBlock block, int start) {
    int[] sequences = block.sequences();
    int[] positions = block.positions();
    int end = start + 1;
    while (end < block.size()
        && sequences[end] == sequences[start]
        && positions[end] == positions[start] + (end - start)) {
      end++;
    }
    return end;
  }
}
