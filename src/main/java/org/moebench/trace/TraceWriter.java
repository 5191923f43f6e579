// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;

/**
 * Writes a trace file, for one thread at a time. What is written appears under its name when it is
 * complete. All methods throw {@link org.moebench.fault.UserError} CANNOT_WRITE, one line.
 */
public interface TraceWriter extends Closeable {
  /**
   * Writes records. The layers of a trace may come in any order and in blocks of any size, but the
   * records of each layer must come in time order, and every layer must get records of the same
   * tokens: arrays have a row per token, layers that lack it are missing there.
   */
  void write(TraceBlock block);

  /**
   * Writes selections per expert of a layer whose order was not recorded.
   *
   * @param layer index of the layer in {@link TraceHeader#layers}
   * @param counts [experts], at least 0
   * @throws org.moebench.fault.UserError USAGE if the format holds records only
   */
  void counts(int layer, long[] counts);

  /** Completes the file and moves it into place. */
  void complete();

  /** Removes what was written unless it is complete. */
  @Override
  void close();
}
