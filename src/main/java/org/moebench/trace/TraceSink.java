// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** Takes what a {@link TraceSource} reads. */
public interface TraceSink {
  /** Records of one layer; those of a layer come in time order. The block is filled again later. */
  void records(TraceBlock block);

  /**
   * Selections per expert of a layer whose order was not recorded.
   *
   * @param layer index of the layer in {@link TraceHeader#layers}
   * @param counts [experts], at least 0
   */
  void counts(int layer, long[] counts);

  /**
   * Everything before {@code place} has been handed over, nothing after it: reading can go on from
   * here another time. Comes now and then, and at the end with the source's {@link
   * TraceSource#size}.
   */
  void reached(long place);
}
