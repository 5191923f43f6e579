// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JSONL trace: a header, then records of a sequence in a layer, or counts of a layer, a line
 * each. Only a line at a time is in memory. Places are offsets of lines.
 */
final class JsonlTrace implements TraceSource {
  private final Path file;
  private final long size;
  private final TraceHeader header;
  private final int phaseSplit;
  private final TraceOptions options;

  private JsonlTrace(
      Path file, long size, TraceHeader header, int phaseSplit, TraceOptions options) {
    this.file = file;
    this.size = size;
    this.header = header;
    this.phaseSplit = phaseSplit;
    this.options = options;
  }

  /**
   * Reads the header, and all lines once if it does not state experts, slots and layers.
   *
   * @throws org.moebench.fault.UserError BAD_INPUT, one line, if the file cannot be read or its
   *     header is wrong
   */
  static JsonlTrace open(Path file, TraceOptions options) {
    String name = file.toString();
    MappedFile.requireFile(file);
    try {
      long size = Files.size(file);
      HeaderJson json = header(file, size);
      int slots = options.topK() > 0 ? options.topK() : json.topK();
      boolean stated = options.experts() > 0 || json.experts() > 0;
      TraceHeader header;
      if (stated && slots > 0 && !json.layers().isEmpty()) {
        header = json.header(name, options, slots, List.of(), () -> -1);
      } else {
        JsonlSurvey survey = JsonlSurvey.of(file, size);
        header =
            json.header(
                name,
                options,
                slots > 0 ? slots : survey.slots(),
                survey.layers(),
                survey::largest);
      }
      return new JsonlTrace(file, size, header, json.phaseSplit(), options);
    } catch (IOException e) {
      throw MappedFile.unreadable(file, e);
    }
  }

  private static HeaderJson header(Path file, long size) throws IOException {
    String name = file.toString();
    try (JsonlLines lines = new JsonlLines(file, 0, size)) {
      HeaderJson json = HeaderJson.parse(lines.first(), name, "line 1");
      if (json.version() == 0) {
        throw new BadLineException("expected the header object, with \"moe_routing\": 1");
      }
      return json;
    } catch (BadLineException e) {
      throw TraceError.at(name, "line 1", e.getMessage());
    }
  }

  @Override
  public String name() {
    return file.toString();
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
    return false;
  }

  @Override
  public void read(LayerRange layers, long from, TraceSink sink) {
    try (JsonlReading reading = new JsonlReading(this, layers, from, sink)) {
      reading.run();
    } catch (IOException e) {
      throw MappedFile.unreadable(file, e);
    }
  }

  /** The file. */
  Path file() {
    return file;
  }

  /** What the user said. */
  TraceOptions options() {
    return options;
  }

  /**
   * Where the prompt ends: as the user says, else the line, else the header.
   *
   * @param ofLine {@link JsonlLine#promptTokens}
   * @return tokens of the prompt, negative if nobody says
   */
  int promptTokens(int ofLine) {
    if (options.promptTokens() >= 0) {
      return options.promptTokens();
    }
    return ofLine >= 0 ? ofLine : phaseSplit;
  }

  @Override
  public void close() {}
}
