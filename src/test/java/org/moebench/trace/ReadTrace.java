// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects all that a source hands over, record by record, as tests compare it. */
final class ReadTrace implements TraceSink {
  /** A record of one token in one layer; figures are null if there are none. */
  record Record(
      int layer,
      long number,
      int sequence,
      int position,
      int phase,
      List<Short> ids,
      List<Float> weights,
      List<Float> norms,
      List<Float> maxima) {}

  /** Counts of a layer. */
  record Counts(int layer, List<Long> counts) {}

  private final List<Record> records = new ArrayList<>();
  private final List<Counts> counts = new ArrayList<>();
  private final List<Long> places = new ArrayList<>();

  /** Reads all layers from the start. */
  static ReadTrace all(TraceSource source) {
    ReadTrace read = new ReadTrace();
    source.read(LayerRange.all(source.header()), 0, read);
    return read;
  }

  List<Record> records() {
    return records;
  }

  /** The records of one layer. */
  List<Record> records(int layer) {
    return records.stream().filter(r -> r.layer() == layer).toList();
  }

  /** The ids of one layer, one list per token. */
  List<List<Short>> ids(int layer) {
    return records(layer).stream().map(Record::ids).toList();
  }

  List<Counts> counts() {
    return counts;
  }

  List<Long> places() {
    return places;
  }

  @Override
  public void records(TraceBlock block) {
    for (int i = 0; i < block.size(); i++) {
      int from = i * block.topK();
      List<Short> ids = new ArrayList<>();
      for (int slot = 0; slot < block.topK(); slot++) {
        ids.add(block.ids()[from + slot]);
      }
      records.add(
          new Record(
              block.layer(),
              block.first() + i,
              block.sequences()[i],
              block.positions()[i],
              block.phases()[i],
              ids,
              row(block.weights(), from, block.topK()),
              row(block.norms(), from, block.topK()),
              row(block.maxima(), from, block.topK())));
    }
  }

  private static List<Float> row(float[] figures, int from, int topK) {
    if (figures == null) {
      return null;
    }
    List<Float> row = new ArrayList<>();
    for (int slot = 0; slot < topK; slot++) {
      row.add(figures[from + slot]);
    }
    return row;
  }

  @Override
  public void counts(int layer, long[] selections) {
    counts.add(new Counts(layer, Arrays.stream(selections).boxed().toList()));
  }

  @Override
  public void reached(long place) {
    places.add(place);
  }
}
