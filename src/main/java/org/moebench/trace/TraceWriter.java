// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;

/** Writes a trace file. What is written appears under its name when it is complete. */
public interface TraceWriter extends Closeable {
  /**
   * Writes records. The layers of a trace may come in any order and in blocks of any size, but the
   * records of each layer must come in time order, and every layer must get records of the same
   * tokens.
   */
  void write(TraceBlock block);

  /** Completes the file and moves it into place. */
  void complete();

  /** Removes what was written unless it is complete. */
  @Override
  void close();
}
