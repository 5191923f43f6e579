// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything a source hands over, as text that can be compared: a line per record. */
final class Records implements TraceSink {
  private final Map<Integer, List<String>> byLayer = new TreeMap<>();
  private final List<String> counts = new ArrayList<>();
  private final List<Long> places = new ArrayList<>();

  /** All of a source. */
  static Records of(TraceSource source) {
    Records records = new Records();
    source.read(LayerRange.all(source.header()), 0, records);
    return records;
  }

  /** The records of each layer in the order they came. */
  Map<Integer, List<String>> byLayer() {
    return byLayer;
  }

  /** All counts, in the order they came. */
  List<String> counts() {
    return counts;
  }

  /** All places reached. */
  List<Long> places() {
    return places;
  }

  @Override
  public void records(TraceBlock block) {
    List<String> lines = byLayer.computeIfAbsent(block.layer(), layer -> new ArrayList<>());
    for (int i = 0; i < block.size(); i++) {
      lines.add(text(block, i));
    }
  }

  private static String text(TraceBlock block, int record) {
    int from = record * block.topK();
    int to = from + block.topK();
    return "seq %d pos %d phase %d ids %s weights %s norms %s max %s"
        .formatted(
            block.sequences()[record],
            block.positions()[record],
            block.phases()[record],
            Arrays.toString(Arrays.copyOfRange(block.ids(), from, to)),
            text(block.weights(), from, to),
            text(block.norms(), from, to),
            text(block.maxima(), from, to));
  }

  private static String text(float[] figures, int from, int to) {
    return figures == null ? "-" : Arrays.toString(Arrays.copyOfRange(figures, from, to));
  }

  @Override
  public void counts(int layer, long[] ofLayer) {
    counts.add(layer + " " + Arrays.toString(ofLayer));
  }

  @Override
  public void reached(long place) {
    places.add(place);
  }
}
