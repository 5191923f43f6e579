// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.moebench.trace.JsonlLines.Found;

/**
 * What the lines of a JSONL trace show of what its header does not state. Bad lines are passed
 * over: they are reported when the trace is read.
 */
final class JsonlSurvey {
  private final TreeSet<Integer> layers = new TreeSet<>();
  private int largest = -1;
  private int slots;

  private JsonlSurvey() {}

  /** Reads the whole file. */
  static JsonlSurvey of(Path file, long size) throws IOException {
    JsonlSurvey survey = new JsonlSurvey();
    try (JsonlLines lines = new JsonlLines(file, 0, size)) {
      lines.skipFirst();
      JsonlLine line = new JsonlLine();
      Found found;
      while ((found = lines.next(line, 0, problem -> {})) != Found.END) {
        if (found == Found.LINE) {
          survey.see(line);
        }
      }
    }
    return survey;
  }

  private void see(JsonlLine line) {
    if (line.layer() != JsonlLine.ABSENT && layers.size() < TraceHeader.MOST_LAYERS) {
      layers.add(line.layer());
    }
    if (line.isCounts()) {
      largest = Math.max(largest, line.counts().length - 1);
      return;
    }
    slots = slots == 0 ? line.ids().rowLength() : slots;
    for (int i = 0; i < line.ids().size(); i++) {
      int id = line.ids().ids()[i];
      largest = id < TraceHeader.MOST_EXPERTS ? Math.max(largest, id) : largest;
    }
  }

  /** Numbers of the layers; layer 0 if no line has one. */
  List<Integer> layers() {
    return layers.isEmpty() ? List.of(0) : List.copyOf(layers);
  }

  /** The largest id that can be one, -1 if there is none. */
  int largest() {
    return largest;
  }

  /** Ids of a row, 1 if there are no records. */
  int slots() {
    return Math.max(1, slots);
  }
}
