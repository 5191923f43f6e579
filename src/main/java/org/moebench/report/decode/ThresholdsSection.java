// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.gemm.PhasedGemm;
import org.moebench.moe.PhaseRule;
import org.moebench.quant.QuantFormat;
import org.moebench.report.decode.Ladder.Step;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Crossing;

/** The limits of this machine beside the published rules. */
final class ThresholdsSection {
  static final String ID = "thresholds";

  private static final String TITLE = "Tuned thresholds";

  private ThresholdsSection() {}

  static Section of(DecodeRun run) {
    String text =
        "Most rows of an expert for the decode kernel. unified-tuned decides for each expert of a"
            + " call by the limit of its format and shape, which a tune run measures and writes to the"
            + " tuning file; without one it takes the suite's own limits. The published rules"
            + " decide for all experts of a call alike: unified-auto by the most rows of any of"
            + " them, up to "
            + PhaseRule.PUBLISHED_MAX_ROWS
            + " for every format, unified-auto-total by the rows in all, up to "
            + PhaseRule.PUBLISHED_TOTAL_ROWS
            + ". The last column is the largest factor by which the kernel that the limit of "
            + PhaseRule.PUBLISHED_MAX_ROWS
            + " chooses was slower than the other one here.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "Limits in rows per expert",
                List.of(
                    text("format"),
                    number("N"),
                    number("K"),
                    number("measured"),
                    text("95% interval"),
                    number("measured to"),
                    number("untuned"),
                    number("unified-auto"),
                    text("most lost by unified-auto")),
                run.ladders().stream().map(ThresholdsSection::row).toList(),
                "crossovers.csv")));
  }

  private static Row row(Ladder ladder) {
    Projection projection = ladder.projection();
    List<String> values = new ArrayList<>();
    values.add(projection.format());
    values.add(projection.n() == 0 ? Numbers.NONE : String.valueOf(projection.n()));
    values.add(projection.k() == 0 ? Numbers.NONE : String.valueOf(projection.k()));
    if (ladder.crossing().isEmpty()) {
      values.add("fewer than two numbers of rows were timed with both kernels");
      return new Row(Tone.WARN, projection.format(), values);
    }
    Crossing crossing = ladder.crossing().get();
    values.add((ladder.meetsBeyond() ? "≥ " : "") + crossing.decodeRows());
    values.add(Phrases.interval(crossing));
    values.add(String.valueOf(crossing.measuredTo()));
    values.add(untuned(projection).map(String::valueOf).orElse(Numbers.NONE));
    values.add(String.valueOf(PhaseRule.PUBLISHED_MAX_ROWS));
    values.add(lost(ladder));
    return new Row(crossing.hasInterval() ? Tone.PLAIN : Tone.WARN, projection.format(), values);
  }

  /** The same in the columns that a terminal has room for. */
  static Section brief(DecodeRun run) {
    List<Row> rows = new ArrayList<>();
    for (Ladder ladder : run.ladders()) {
      String label = run.label(ladder.projection());
      String limit = ladder.crossing().map(Phrases::crossing).orElse("cannot tell");
      String own = untuned(ladder.projection()).map(String::valueOf).orElse(Numbers.NONE);
      rows.add(new Row(Tone.PLAIN, "", List.of(label, limit, own, lost(ladder))));
    }
    return new Section(
        ID,
        "Most rows per expert for the decode kernel",
        List.of(
            new Block.Table(
                "Limits",
                List.of(
                    text("projection"),
                    text("measured"),
                    number("untuned"),
                    text("most lost by unified-auto")),
                rows,
                null)));
  }

  /** The suite's own limit; empty for a format that is not registered. */
  private static Optional<Integer> untuned(Projection projection) {
    return Arrays.stream(QuantFormat.values())
        .filter(format -> format.name().equals(projection.format()))
        .findFirst()
        .map(PhasedGemm::usualDecodeRows);
  }

  private static String lost(Ladder ladder) {
    return mostLost(ladder)
        .filter(step -> loss(step) > 1)
        .map(step -> times(loss(step)) + " at " + Phrases.rows(step.rows()))
        .orElse("nothing");
  }

  /** Where the published limit on the most rows of an expert costs most. */
  private static Optional<Step> mostLost(Ladder ladder) {
    return ladder.steps().stream()
        .filter(step -> Double.isFinite(step.lead().value()))
        .max(Comparator.comparingDouble(ThresholdsSection::loss));
  }

  /** Time of the kernel that the published limit chooses over that of the other one. */
  private static double loss(Step step) {
    boolean decode = step.rows() <= PhaseRule.PUBLISHED_MAX_ROWS;
    return decode ? 1 / step.lead().value() : step.lead().value();
  }

  /** The same figures in full. */
  static CsvTable csv(DecodeRun run) {
    CsvTable csv =
        new CsvTable(
            "crossovers.csv",
            "format",
            "n",
            "k",
            "decode_rows",
            "low",
            "high",
            "measured_to",
            "untuned",
            "published_max_rows",
            "most_lost",
            "at_rows");
    for (Ladder ladder : run.ladders()) {
      Optional<Crossing> crossing = ladder.crossing();
      Optional<Step> lost = mostLost(ladder);
      csv.add(
          ladder.projection().format(),
          ladder.projection().n(),
          ladder.projection().k(),
          crossing.map(Crossing::decodeRows).orElse(null),
          crossing.map(Crossing::low).orElse(null),
          crossing.map(Crossing::high).orElse(null),
          crossing.map(Crossing::measuredTo).orElse(null),
          untuned(ladder.projection()).orElse(null),
          PhaseRule.PUBLISHED_MAX_ROWS,
          lost.map(ThresholdsSection::loss).orElse(null),
          lost.map(Step::rows).orElse(null));
    }
    return csv;
  }
}
