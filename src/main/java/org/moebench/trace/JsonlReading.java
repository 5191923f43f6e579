// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.moebench.trace.JsonlLines.Found;

/** One pass over the lines of a {@link JsonlTrace}. */
final class JsonlReading implements Closeable {
  private static final int MOST_RECORDS = 4096;

  private final JsonlTrace trace;
  private final LayerRange layers;
  private final TraceSink sink;
  private final long from;
  private final JsonlLines lines;
  private final JsonlLine line = new JsonlLine();
  private final TraceBlock block;
  private final RecordCheck check;

  /** Records of each layer handed over. */
  private final long[] records;

  /** Lines begun since {@link #from}. */
  private long linesRead;

  /** Lines before {@link #from}; counted when first asked for. */
  private long linesBefore = -1;

  JsonlReading(JsonlTrace trace, LayerRange layers, long from, TraceSink sink) throws IOException {
    this.trace = trace;
    this.layers = layers;
    this.sink = sink;
    this.from = from;
    this.lines = new JsonlLines(trace.file(), from, trace.size());
    this.block = new TraceBlock(MOST_RECORDS, trace.header().topK());
    this.check = new RecordCheck(trace.name(), trace.header(), trace.options().problems());
    this.records = new long[trace.header().layers().size()];
  }

  void run() throws IOException {
    if (from == 0) {
      lines.skipFirst();
      linesRead++;
      sink.reached(lines.offset());
    }
    while (next()) {
      sink.reached(lines.offset());
    }
    if (lines.offset() < trace.size()) {
      report("the file became shorter while it was read");
    }
    sink.reached(trace.size());
  }

  private boolean next() throws IOException {
    linesRead++;
    Found found = lines.next(line, trace.header().topK(), this::report);
    if (found == Found.LINE) {
      try {
        handOver();
      } catch (BadLineException e) {
        report(e.getMessage());
      }
    }
    return found != Found.END;
  }

  private void report(String what) {
    trace.options().problems().report(trace.name(), "line " + number(), what);
  }

  private long number() {
    if (linesBefore < 0) {
      linesBefore = from == 0 ? 0 : countLines();
    }
    return linesBefore + linesRead;
  }

  private long countLines() {
    try (LineStream before = new LineStream(trace.file(), 0, from)) {
      long count = 0;
      while (before.nextLine()) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw MappedFile.unreadable(trace.file(), e);
    }
  }

  private void handOver() throws BadLineException {
    int layer = layer();
    if (!layers.contains(layer)) {
      return;
    }
    if (line.isCounts()) {
      counts(layer);
    } else {
      records(layer);
    }
  }

  private int layer() throws BadLineException {
    List<Integer> numbers = trace.header().layers();
    int number = line.layer();
    if (number == JsonlLine.ABSENT) {
      if (!line.isCounts()) {
        throw new BadLineException("'layer' is missing");
      }
      number = numbers.size() == 1 ? numbers.get(0) : 0;
    }
    int layer = numbers.indexOf(number);
    if (layer < 0) {
      throw new BadLineException(
          "layer %d is none of the %d layers of the header".formatted(number, numbers.size()));
    }
    return layer;
  }

  private void counts(int layer) throws BadLineException {
    long[] counts = line.counts();
    if (counts.length != trace.header().experts()) {
      throw new BadLineException(
          "'counts' of %d experts: expected %d".formatted(counts.length, trace.header().experts()));
    }
    sink.counts(layer, counts);
  }

  private void records(int layer) {
    for (int start = 0; start < line.ids().rows(); start += MOST_RECORDS) {
      fill(layer, start, Math.min(MOST_RECORDS, line.ids().rows() - start));
      int first = line.position() + start;
      check.check(
          block,
          (record, slot) ->
              "line %d, position %d, slot %d".formatted(number(), first + record, slot));
      sink.records(block);
      records[layer] += block.size();
    }
  }

  private void fill(int layer, int start, int count) {
    block.start(layer, records[layer], count);
    int promptTokens = trace.promptTokens(line.promptTokens());
    for (int i = 0; i < count; i++) {
      int position = line.position() + start + i;
      block.sequences()[i] = line.sequence();
      block.positions()[i] = position;
      block.phases()[i] = phase(position, promptTokens).code();
    }
    int topK = block.topK();
    System.arraycopy(line.ids().ids(), start * topK, block.ids(), 0, count * topK);
    if (line.weights().isRead()) {
      copy(line.weights(), start, block.fillWeights());
    }
    if (line.norms().isRead()) {
      copy(line.norms(), start, block.fillNorms());
    }
    if (line.maxima().isRead()) {
      copy(line.maxima(), start, block.fillMaxima());
    }
  }

  private static TracePhase phase(int position, int promptTokens) {
    if (promptTokens < 0) {
      return TracePhase.UNSTATED;
    }
    return position < promptTokens ? TracePhase.PROMPT : TracePhase.GENERATED;
  }

  private void copy(JsonlRows from, int start, float[] to) {
    int topK = block.topK();
    System.arraycopy(from.figures(), start * topK, to, 0, block.size() * topK);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
