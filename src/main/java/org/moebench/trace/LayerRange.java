// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/**
 * Some consecutive layers of a trace.
 *
 * @param first index of the first in {@link TraceHeader#layers}
 * @param end index after the last
 */
public record LayerRange(int first, int end) {
  /** All layers of a trace. */
  public static LayerRange all(TraceHeader header) {
    return new LayerRange(0, header.layers().size());
  }

  /** Whether a layer is one of them. */
  public boolean contains(int layer) {
    return layer >= first && layer < end;
  }

  /** How many they are. */
  public int size() {
    return end - first;
  }
}
