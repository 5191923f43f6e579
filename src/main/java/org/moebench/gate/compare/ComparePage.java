// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.gate.Effects;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Document;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Samples;

/** What is shown of a comparison. */
final class ComparePage {
  private final CompareRequest request;
  private final Comparison comparison;
  private final Labels labels;

  ComparePage(CompareRequest request, Comparison comparison, Labels labels) {
    this.request = request;
    this.comparison = comparison;
    this.labels = labels;
  }

  /**
   * The page.
   *
   * @param differences what besides the code differs between the files
   * @param width longest name of a row; longer ones lose their middle
   */
  Document document(List<String> differences, int width) {
    List<Block> notes = new ArrayList<>();
    CompareNotes.of(request, comparison).forEach(n -> notes.add(new Block.Note(Tone.WARN, n)));
    differences.forEach(d -> notes.add(new Block.Note(Tone.WARN, d)));
    List<Section> sections = new ArrayList<>();
    if (!notes.isEmpty()) {
      sections.add(new Section("notes", "Before you read on", notes));
    }
    sections.add(
        new Section("rows", "B vs A", List.of(new Block.Paragraph(count()), table(width))));
    return new Document(
        "A " + request.a() + "  B " + request.b(), subtitle(), sections, Map.of(), List.of());
  }

  private String subtitle() {
    return ("Median time per call; above 0%% B is slower; %s intervals. \"slower\" and \"faster\": by"
            + " more than %s, with at most %s probability of any such word in error.")
        .formatted(
            percent(request.level()), percent(request.effect()), percent(1 - request.level()));
  }

  private String count() {
    return "%d slower, %d faster, %d without evidence of either; %d only in A, %d only in B"
        .formatted(
            comparison.count(Row.Word.SLOWER),
            comparison.count(Row.Word.FASTER),
            comparison.count(Row.Word.SAME),
            comparison.count(Row.Word.MISSING),
            comparison.count(Row.Word.NEW));
  }

  private Block table(int width) {
    List<Column> columns =
        List.of(
            Column.text("cell"),
            Column.number("A"),
            Column.number("B"),
            Column.text("B vs A [" + percent(request.level()) + " CI]"),
            Column.number("forks"),
            Column.text("verdict"));
    List<Block.Row> rows = new ArrayList<>();
    groups()
        .forEach(
            (benchmark, group) -> {
              rows.add(new Block.Row(Tone.PLAIN, benchmark, List.of(labels.group(benchmark))));
              group.forEach(row -> rows.add(tableRow(row, width)));
            });
    List<Row> common = comparison.common();
    if (!common.isEmpty()) {
      rows.add(mean(common));
    }
    return new Block.Table("A and B", columns, rows, null);
  }

  private static Block.Row mean(List<Row> common) {
    double mean = Samples.mean(common.stream().mapToDouble(row -> row.change().value()).toArray());
    String rows = common.size() == 1 ? "1 row" : common.size() + " rows";
    String text =
        "geometric mean over the %s in both files: %s".formatted(rows, Effects.percent(mean));
    return new Block.Row(Tone.PLAIN, "", List.of(text));
  }

  /** Rows by benchmark, in the order asked for. */
  private Map<String, List<Row>> groups() {
    Comparator<Row> slowestFirst = Comparator.comparingDouble(row -> -change(row));
    Comparator<Row> order =
        request.sort() == SortOrder.EFFECT
            ? slowestFirst
            : Comparator.comparing(row -> row.key().benchmark());
    return comparison.rows().stream()
        .sorted(order)
        .collect(
            Collectors.groupingBy(
                row -> row.key().benchmark(), LinkedHashMap::new, Collectors.toList()));
  }

  private static double change(Row row) {
    return row.inBoth() ? row.change().value() : Double.NEGATIVE_INFINITY;
  }

  private Block.Row tableRow(Row row, int width) {
    return new Block.Row(
        tone(row.word()),
        row.key().benchmark(),
        List.of(
            fit(labels.row(row.key()), width),
            time(row.aMicros()),
            time(row.bMicros()),
            row.inBoth() ? changeText(row) : "",
            forks(row),
            verdict(row)));
  }

  private static Tone tone(Row.Word word) {
    return switch (word) {
      case SLOWER -> Tone.BAD;
      case FASTER -> Tone.GOOD;
      case SAME -> Tone.PLAIN;
      case NEW, MISSING -> Tone.WARN;
    };
  }

  /** The change with its interval; a star marks intervals that are too short. */
  private static String changeText(Row row) {
    String change = Effects.percent(row.change().value());
    if (!row.change().hasInterval()) {
      return change;
    }
    String interval = Effects.interval(row.change().low(), row.change().high());
    return change + " " + interval + (row.exact() ? "" : "*");
  }

  private static String forks(Row row) {
    if (!row.inBoth()) {
      return String.valueOf(Math.max(row.aForks(), row.bForks()));
    }
    return row.aForks() == row.bForks()
        ? String.valueOf(row.aForks())
        : row.aForks() + " vs " + row.bForks();
  }

  /** The word of a row, and what it rests on. */
  static String verdict(Row row) {
    return switch (row.word()) {
      case SLOWER -> "▲ slower, p=" + Numbers.significant(row.pValue());
      case FASTER -> "▼ faster, p=" + Numbers.significant(row.pValue());
      case NEW -> "NEW: only in B";
      case MISSING -> "MISSING: only in A";
      case SAME -> "~ " + resolution(row);
    };
  }

  private static String resolution(Row row) {
    int fewest = Math.min(row.aForks(), row.bForks());
    if (row.undecidable()) {
      return (fewest == 1 ? "1 fork" : fewest + " forks") + ": cannot tell";
    }
    return "could see " + Effects.size(row.detectable());
  }

  private static String time(double micros) {
    if (Double.isNaN(micros)) {
      return Numbers.NONE;
    }
    if (micros < 1) {
      return Numbers.significant(1000 * micros) + " ns";
    } else if (micros < 1e3) {
      return Numbers.significant(micros) + " µs";
    } else if (micros < 1e6) {
      return Numbers.significant(micros / 1e3) + " ms";
    }
    return Numbers.significant(micros / 1e6) + " s";
  }

  private static String fit(String name, int width) {
    if (name.length() <= width) {
      return name;
    }
    int tail = (width - 1) / 2;
    return name.substring(0, width - 1 - tail) + "…" + name.substring(name.length() - tail);
  }

  /** A share as percent, with no more digits than were asked for. */
  private static String percent(double share) {
    return BigDecimal.valueOf(100 * share)
            .round(new MathContext(4))
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  /** All figures in full precision. */
  CsvTable csv() {
    CsvTable table =
        new CsvTable(
            "compare.csv",
            "benchmark",
            "params",
            "mode",
            "threads",
            "a_micros",
            "b_micros",
            "change",
            "change_low",
            "change_high",
            "interval",
            "a_forks",
            "b_forks",
            "paired",
            "p_adjusted",
            "detectable",
            "verdict");
    groups().values().forEach(group -> group.forEach(row -> line(table, row)));
    return table;
  }

  private static void line(CsvTable table, Row row) {
    Function<Double, Double> share = Math::expm1;
    boolean known = row.inBoth() && row.change().hasInterval();
    table.add(
        row.key().benchmark(),
        row.key().params().entrySet().stream()
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining(";")),
        row.key().mode(),
        row.key().threads(),
        row.aMicros(),
        row.bMicros(),
        row.inBoth() ? share.apply(row.change().value()) : null,
        known ? share.apply(row.change().low()) : null,
        known ? share.apply(row.change().high()) : null,
        known ? (row.exact() ? "exact or wider" : "bootstrap") : "",
        row.aForks(),
        row.bForks(),
        row.inBoth() ? row.paired() : null,
        row.pValue(),
        share.apply(row.detectable()),
        row.word());
  }
}
