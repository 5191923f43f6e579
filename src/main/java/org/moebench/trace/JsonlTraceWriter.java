// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes JSONL: the header, then a line for every stretch of consecutive positions of a sequence in
 * a layer. A stretch ends with its block at the latest, so memory is bounded.
 */
final class JsonlTraceWriter implements TraceWriter {
  private static final int BUFFER = 1 << 16;
  private static final byte UNSTATED = TracePhase.UNSTATED.code();
  private static final byte PROMPT = TracePhase.PROMPT.code();

  private final Path target;
  private final TraceHeader header;
  private final PartialFile file;
  private final OutputStream out;
  private final JsonGenerator json;

  /** Starts to write. */
  JsonlTraceWriter(Path target, TraceHeader header) {
    this.target = target;
    this.header = header;
    this.file = new PartialFile(target, "");
    try {
      this.out = new BufferedOutputStream(Channels.newOutputStream(file.open()), BUFFER);
      this.json = JsonFactory.builder().build().createGenerator(out).setRootValueSeparator(null);
      out.write(HeaderJson.of(header, -1).text().getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void write(TraceBlock block) {
    try {
      for (int at = 0; at < block.size(); ) {
        int end = end(block, at);
        line(block, at, end);
        at = end;
      }
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  /** A line tells phases by where the prompt ends, so only a prompt may precede other phases. */
  private static int end(TraceBlock block, int start) {
    byte[] phases = block.phases();
    int end = Stretches.end(block, start);
    for (int i = start + 1; i < end; i++) {
      boolean stated = phases[i] != UNSTATED;
      boolean before = phases[i - 1] != UNSTATED;
      boolean promptAgain = phases[i] == PROMPT && phases[i - 1] != PROMPT;
      if (stated != before || promptAgain) {
        return i;
      }
    }
    return end;
  }

  private void line(TraceBlock block, int start, int end) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seq", block.sequences()[start]);
    json.writeNumberField("pos", block.positions()[start]);
    if (block.phases()[start] != UNSTATED) {
      int prompt = start;
      while (prompt < end && block.phases()[prompt] == PROMPT) {
        prompt++;
      }
      json.writeNumberField("prompt_len", block.positions()[start] + (prompt - start));
    }
    json.writeNumberField("layer", header.layers().get(block.layer()));
    json.writeArrayFieldStart("ids");
    for (int i = start; i < end; i++) {
      ids(block, i);
    }
    json.writeEndArray();
    figures("weights", block, block.weights(), start, end);
    figures("norms", block, block.norms(), start, end);
    figures("max", block, block.maxima(), start, end);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void ids(TraceBlock block, int record) throws IOException {
    int topK = block.topK();
    json.writeStartArray();
    for (int i = record * topK; i < (record + 1) * topK; i++) {
      json.writeNumber(block.ids()[i]);
    }
    json.writeEndArray();
  }

  /** Slots without an expert have no figures: 0, whatever the block holds there. */
  private void figures(String name, TraceBlock block, float[] from, int start, int end)
      throws IOException {
    if (from == null) {
      return;
    }
    int topK = block.topK();
    json.writeArrayFieldStart(name);
    for (int record = start; record < end; record++) {
      json.writeStartArray();
      for (int i = record * topK; i < (record + 1) * topK; i++) {
        json.writeNumber(block.ids()[i] < 0 ? 0 : from[i]);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  @Override
  public void counts(int layer, long[] counts) {
    long routed = 0;
    for (long count : counts) {
      routed = Math.addExact(routed, count);
    }
    try {
      json.writeStartObject();
      json.writeStringField("hist", "layer " + header.layers().get(layer));
      json.writeNumberField("layer", header.layers().get(layer));
      json.writeNumberField("routed", routed);
      json.writeFieldName("counts");
      json.writeArray(counts, 0, counts.length);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void complete() {
    try {
      json.close();
      out.close();
      file.moveIntoPlace();
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void close() {
    file.discard(json, out);
  }
}
