// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.List;

/** A trace in memory: blocks as they were put together. */
public final class MemoryTrace implements TraceSource {
  private final String name;
  private final TraceHeader header;
  private final List<TraceBlock> blocks;

  /**
   * @param blocks in time order for each layer; ids valid and distinct within a record; not copied
   */
  public MemoryTrace(String name, TraceHeader header, List<TraceBlock> blocks) {
    this.name = name;
    this.header = header;
    this.blocks = List.copyOf(blocks);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TraceHeader header() {
    return header;
  }

  @Override
  public long size() {
    return blocks.size();
  }

  @Override
  public boolean divisible() {
    return true;
  }

  @Override
  public void read(LayerRange layers, long from, TraceSink sink) {
    for (int i = Math.toIntExact(from); i < blocks.size(); i++) {
      if (layers.contains(blocks.get(i).layer())) {
        sink.records(blocks.get(i));
      }
      sink.reached(i + 1L);
    }
    if (blocks.isEmpty()) {
      sink.reached(0);
    }
  }

  @Override
  public void close() {}
}
