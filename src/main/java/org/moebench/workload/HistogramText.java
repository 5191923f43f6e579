// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.moebench.tensor.ExpertRows;

/**
 * Reads a histogram from text; {@code #} starts a comment, blank lines are skipped, the first line
 * may be a header of names. The first line of numbers decides the layout:
 *
 * <ul>
 *   <li>one number: a count per line, in expert order;
 *   <li>two numbers, if more lines or a header of two names are there: {@code expert,count} on each
 *       line, in any order, every expert from 0 once;
 *   <li>otherwise: all counts in expert order, over any number of lines.
 * </ul>
 */
final class HistogramText {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*+[,;]\\s*+|\\s++");
  private static final Pattern NAME = Pattern.compile("\"?\\p{L}.*");

  private final CountList counts;
  private final List<Line> lines = new ArrayList<>();
  private Line header;

  private record Line(int number, String[] values) {
    String place() {
      return "line " + number;
    }
  }

  private HistogramText(CountList counts) {
    this.counts = counts;
  }

  static ExpertRows read(String text, CountList counts) {
    HistogramText histogram = new HistogramText(counts);
    histogram.split(text);
    if (!histogram.lines.isEmpty()) {
      histogram.readLines();
    }
    return counts.rows();
  }

  private void split(String text) {
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      int comment = raw.indexOf('#');
      String content = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      if (content.isEmpty()) {
        continue;
      }
      Line line = new Line(number, SEPARATOR.split(content, -1));
      if (header == null && lines.isEmpty() && isHeader(line)) {
        header = line;
      } else {
        lines.add(line);
      }
    }
  }

  private static boolean isHeader(Line line) {
    for (String value : line.values()) {
      if (!NAME.matcher(value).matches() || value.matches("(?i)nan|inf(inity)?")) {
        return false;
      }
    }
    return true;
  }

  private void readLines() {
    int width = lines.get(0).values().length;
    int names = header == null ? 0 : header.values().length;
    if (width == 2 && (lines.size() > 1 || names == 2)) {
      requireWidth(2, "expert,count on each line");
      readPairs();
      return;
    }
    if (width == 1) {
      requireWidth(1, "one count on each line");
    } else if (header != null && lines.size() > 1) {
      throw counts.bad(
          "line %s: a table of %s columns; expected one count, or expert,count on each line"
              .formatted(header.number(), width));
    }
    for (Line line : lines) {
      for (String value : line.values()) {
        counts.add(value, line.place());
      }
    }
  }

  private void requireWidth(int width, String expected) {
    for (Line line : lines) {
      if (line.values().length != width) {
        throw counts.bad(
            "%s: holds %s values, '%s'; expected %s like the lines before"
                .formatted(
                    line.place(),
                    line.values().length,
                    CountList.shown(String.join(",", line.values())),
                    expected));
      }
    }
  }

  private void readPairs() {
    Map<Integer, Line> byExpert = new HashMap<>();
    for (Line line : lines) {
      int expert = counts.number(line.values()[0], line.place(), "expert");
      Line first = byExpert.putIfAbsent(expert, line);
      if (first != null) {
        throw counts.bad(
            "%s: expert %s again, first on %s".formatted(line.place(), expert, first.place()));
      }
    }
    for (int expert = 0; expert < lines.size(); expert++) {
      Line line = byExpert.get(expert);
      if (line == null) {
        throw counts.bad(
            "no line for expert %s; %s lines must name the experts from 0 to %s"
                .formatted(expert, lines.size(), lines.size() - 1));
      }
      counts.add(line.values()[1], line.place());
    }
  }
}
