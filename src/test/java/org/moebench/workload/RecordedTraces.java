// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.moebench.trace.MemoryTrace;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TracePhase;

/** Builds small traces in memory, record by record. */
final class RecordedTraces {
  private final TraceHeader header;
  private final List<TraceBlock> blocks = new ArrayList<>();

  /** A trace of layers with these numbers. */
  RecordedTraces(int experts, int topK, Integer... layers) {
    header =
        new TraceHeader(
            "Example-7B", "a\nservice", " ", experts, true, topK, List.of(layers), Set.of());
  }

  /** Adds a record; {@code layer} is an index. */
  RecordedTraces record(int layer, int sequence, int position, TracePhase phase, int... ids) {
    TraceBlock block = new TraceBlock(1, header.topK());
    block.start(layer, 0, 1);
    block.sequences()[0] = sequence;
    block.positions()[0] = position;
    block.phases()[0] = phase.code();
    for (int slot = 0; slot < ids.length; slot++) {
      block.ids()[slot] = (short) ids[slot];
    }
    blocks.add(block);
    return this;
  }

  MemoryTrace build() {
    return new MemoryTrace("example.npz", header, blocks);
  }
}
