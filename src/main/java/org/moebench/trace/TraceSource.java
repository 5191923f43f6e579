// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;

/** One recording: a file, or records in memory. */
public interface TraceSource extends Closeable {
  /** Name for messages: the path as the user gave it. */
  String name();

  /** What the trace says of itself. */
  TraceHeader header();

  /** Length in the unit of {@link TraceSink#reached}: tokens or bytes. At least 0. */
  long size();

  /**
   * Whether some of the layers are read in less time than all of them; if not, several threads that
   * read a part of the layers each gain nothing.
   */
  boolean divisible();

  /**
   * Reads records from a place on to the end. May be called from several threads at once.
   *
   * @param layers the layers to read; others are left out
   * @param from 0, or a place this source {@link TraceSink#reached reached} before
   * @throws org.moebench.fault.UserError BAD_INPUT at what is wrong with the file, unless problems
   *     are collected
   */
  void read(LayerRange layers, long from, TraceSink sink);

  @Override
  void close();
}
