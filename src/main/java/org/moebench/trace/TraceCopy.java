// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.function.LongConsumer;

/** Writes what is read. */
public final class TraceCopy implements TraceSink {
  private final TraceWriter writer;
  private final TraceSummary summary;
  private final LongConsumer reached;

  private TraceCopy(TraceWriter writer, TraceSummary summary, LongConsumer reached) {
    this.writer = writer;
    this.summary = summary;
    this.reached = reached;
  }

  /**
   * Copies all of a trace; the writer is left to be completed.
   *
   * @param reached takes the places of the source that are reached
   * @return what was copied
   * @throws org.moebench.fault.UserError of the source or of the writer
   */
  public static TraceSummary all(TraceSource source, TraceWriter writer, LongConsumer reached) {
    TraceSummary summary = new TraceSummary(source.header());
    source.read(LayerRange.all(source.header()), 0, new TraceCopy(writer, summary, reached));
    return summary;
  }

  @Override
  public void records(TraceBlock block) {
    writer.write(block);
    summary.records(block);
  }

  @Override
  public void counts(int layer, long[] counts) {
    writer.counts(layer, counts);
    summary.counts(layer, counts);
  }

  @Override
  public void reached(long place) {
    reached.accept(place);
  }
}
