// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What a launch and a row cost here, and how dear a launch must be before pad-and-clip pays. */
final class CostSection {
  private CostSection() {}

  static Section of(PrefillCells cells) {
    List<Block> blocks = new ArrayList<>();
    costs(cells, blocks);
    breakEvens(cells, blocks);
    blocks.add(
        new Block.Paragraph(
            "Saving launches can never make pad-and-clip beat grouped: grouped makes one launch"
                + " and executes no padding."));
    return new Section("cost", "What a launch costs, and when padding pays", blocks);
  }

  private static void costs(PrefillCells cells, List<Block> blocks) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> doubts = new LinkedHashMap<>();
    for (String format : cells.formats()) {
      CostModel.of(cells, format)
          .ifPresent(
              model -> {
                rows.add(row(model));
                for (CostModel.Cost cost : model.costs()) {
                  if (cost.doubt() != null) {
                    String doubt = cost.what() + " (" + cost.doubt() + "): ";
                    doubts.merge(doubt, format, (some, more) -> some + ", " + more);
                  }
                }
              });
    }
    if (rows.isEmpty()) {
      blocks.add(
          new Block.Paragraph("Too few cells were timed to fit a cost model (it needs four)."));
      return;
    }
    blocks.add(
        new Block.Paragraph(
            "Fitted to each format's measured cells: time ≈ a·launches + b·executed rows + c·bytes"
                + " of packed weights read, without negative costs, each cell weighted by 1/time²."
                + " The number after ± is the standard error."));
    List<Column> columns =
        List.of(
            text("format"),
            number("one launch, µs"),
            number("one row, µs"),
            number("one GB of weights, ms"),
            number("R²"),
            number("RMS residual"),
            number("cells"));
    blocks.add(new Block.Table("Fitted costs", columns, rows, "cost-model.csv"));
    if (!doubts.isEmpty()) {
      blocks.add(
          new Block.Note(
              Tone.PLAIN,
              "? Cannot be told from zero: "
                  + doubts.entrySet().stream()
                      .map(doubt -> doubt.getKey() + doubt.getValue())
                      .collect(Collectors.joining("; "))
                  + "."));
    }
    TimeSplit.emptyLaunch(cells)
        .ifPresent(
            cost ->
                blocks.add(
                    new Block.Paragraph(
                        "Measured directly, one empty launch over all workers costs "
                            + significant(cost)
                            + " µs. The fitted cost also holds what a launch causes: idle workers"
                            + " at its end and cold starts.")));
  }

  private static Row row(CostModel model) {
    List<String> values = new ArrayList<>(List.of(model.format()));
    model.costs().forEach(cost -> values.add(cost(cost)));
    values.add(fixed(model.fit().rSquared(), 3));
    values.add(percent(model.fit().rmsRelativeResidual(), 1));
    values.add(String.valueOf(model.cells().size()));
    return new Row(Tone.PLAIN, "", values);
  }

  private static String cost(CostModel.Cost cost) {
    String error =
        Double.isFinite(cost.standardError()) ? " ± " + significant(cost.standardError()) : "";
    return (cost.value() == 0 ? "0" : significant(cost.value()))
        + error
        + (cost.doubt() == null ? "" : " ?");
  }

  private static void breakEvens(PrefillCells cells, List<Block> blocks) {
    double now = TimeSplit.emptyLaunch(cells).orElse(0.0);
    double published = PublishedPadAndClip.microsecondsPerLaunch();
    List<Row> rows = new ArrayList<>();
    for (String format : cells.formats()) {
      for (Strategy strategy : List.of(Strategy.PAD_COMPUTE, Strategy.PAD_SKIP)) {
        cells
            .best(format, Strategy.PER_EXPERT)
            .flatMap(base -> BreakEven.of(base, cells.passed(format, strategy)))
            .ifPresent(point -> rows.add(row(format, point, now, published)));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    blocks.add(
        new Block.Paragraph(
            "How dear one launch would have to be before pad-and-clip beat per-expert on this"
                + " machine, from the measured times and launch counts alone. The published result"
                + " (Intel XPU, T="
                + PublishedPadAndClip.THRESHOLD
                + ", speed-ups "
                + fixed(PublishedPadAndClip.LOWEST_SPEED_UP, 2)
                + " to "
                + fixed(PublishedPadAndClip.HIGHEST_SPEED_UP, 2)
                + "× with INT8, INT4, INT2 and FP8) took "
                + fixed(PublishedPadAndClip.BASELINE_MS, 2)
                + " ms for "
                + PublishedPadAndClip.BASELINE_LAUNCHES
                + " launches: "
                + fixed(published, 0)
                + " µs each, work included, so a launch there costs less than that."));
    List<Column> columns =
        List.of(
            text("format"),
            text("strategy"),
            number("break-even, µs per launch"),
            text("range over rounds"),
            number("empty launch here, µs"),
            text("paid in every round"),
            text("would at the published cost"));
    blocks.add(new Block.Table("Break-even cost of a launch", columns, rows, "break-even.csv"));
  }

  private static Row row(String format, BreakEven point, double now, double published) {
    Optional<String> measured = Optional.of(now).filter(cost -> cost > 0).map(Numbers::significant);
    boolean pays = point.high() <= 0;
    String range = significant(point.low() + now) + " to " + significant(point.high() + now);
    return new Row(
        Tone.PLAIN,
        format,
        List.of(
            format,
            PrefillCells.name(point.padded()),
            pays ? Numbers.NONE : significant(point.extra() + now),
            pays ? Numbers.NONE : range,
            measured.orElse(Numbers.NONE),
            dearer(point, 0),
            dearer(point, published - now)));
  }

  /** Whether pad-and-clip pays in every round if a launch costs this much more than it does. */
  private static String dearer(BreakEven point, double more) {
    if (point.high() < more) {
      return "yes";
    }
    return point.low() > more ? "no" : "differs between rounds";
  }
}
