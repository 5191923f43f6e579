// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.moebench.fault.UserError;

/**
 * Selections per expert and layer in tensors, as serving engines record them: [E] for one layer and
 * iteration, or [L,E]. Their order was not recorded. k is 1 if nobody states it.
 */
final class SafetensorsTrace implements TraceSource {
  private final String name;
  private final long size;
  private final TraceHeader header;
  private final List<long[]> counts;

  private SafetensorsTrace(String name, long size, TraceHeader header, List<long[]> counts) {
    this.name = name;
    this.size = size;
    this.header = header;
    this.counts = counts;
  }

  /**
   * Opens a file and sums its tensors over the iterations.
   *
   * @throws UserError BAD_INPUT, one line
   */
  static TraceSource open(Path file, TraceOptions options) {
    Path beside = file.resolveSibling("meta_info.json");
    HeaderJson stated =
        Files.exists(beside)
            ? HeaderJson.parse(MappedFile.text(beside), beside.toString(), "header")
            : HeaderJson.ABSENT;
    try (MappedFile mapped = MappedFile.open(file)) {
      ExpertCounts counts = new ExpertCounts(mapped.name(), stated, options);
      SafetensorsFile.tensors(mapped).forEach(counts::add);
      return new SafetensorsTrace(
          mapped.name(), mapped.bytes().byteSize(), counts.header(), counts.byLayer());
    }
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
    return size;
  }

  @Override
  public boolean divisible() {
    return true;
  }

  @Override
  public void read(LayerRange layers, long from, TraceSink sink) {
    for (int layer = layers.first(); layer < layers.end() && from < size; layer++) {
      sink.counts(layer, counts.get(layer).clone());
    }
    sink.reached(size);
  }

  @Override
  public void close() {}
}
