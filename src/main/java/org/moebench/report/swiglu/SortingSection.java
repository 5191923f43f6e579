// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Estimate;

/** From how many slots on it pays to sort them by expert. */
final class SortingSection {
  static final String ID = "sorting";

  private static final String TITLE = "Sorting slots by expert";

  private SortingSection() {}

  static Section of(SwigluCells cells) {
    List<Sorting> pairs = Sorting.of(cells);
    if (pairs.isEmpty()) {
      String none = "No variant was timed at two sort thresholds.";
      return new Section(ID, TITLE, List.of(new Block.Paragraph(none)));
    }
    String text =
        "A call of at least the threshold's slots (B·k) sorts them by expert: rows of the same"
            + " expert then read its weights once, at the cost of one more launch. Below it each"
            + " slot reads its expert's weights by itself. Rows per expert say how often weights"
            + " are shared; where slots lie below both thresholds or reach both, the two cells do"
            + " the same and the ratio shows noise only.";
    return new Section(
        ID,
        TITLE,
        List.of(
            new Block.Paragraph(text),
            new Block.Table(
                "Time without sorting over time with it",
                List.of(
                    text("model, format"),
                    text("variant"),
                    number("B"),
                    number("rows/expert"),
                    number("sorted, ms"),
                    number("weights"),
                    number("unsorted, ms"),
                    number("weights"),
                    text("sorting gains")),
                pairs.stream().map(pair -> row(cells, pair)).toList(),
                "sorting.csv")));
  }

  private static Row row(SwigluCells cells, Sorting pair) {
    SwigluCell sooner = pair.sooner();
    String label = cells.label(sooner.setting().withThreshold(Setting.THRESHOLD));
    List<String> values = new ArrayList<>();
    values.add(label);
    values.add(sooner.variant());
    values.add(String.valueOf(sooner.concurrency()));
    values.add(sooner.slots() == 0 ? Numbers.NONE : rowsPerExpert(sooner));
    values.add(significant(sooner.result().median()));
    values.add(weights(sooner));
    values.add(significant(pair.later().result().median()));
    values.add(weights(pair.later()));
    Estimate gain = pair.speedUp();
    String same = pair.differs() ? "" : ", both alike";
    values.add(times(gain.value(), gain.low(), gain.high()) + same);
    return new Row(Tone.PLAIN, label, values);
  }

  private static String rowsPerExpert(SwigluCell cell) {
    return significant(cell.slots() / cell.distinctExperts());
  }

  private static String weights(SwigluCell cell) {
    Long bytes = cell.result().weightBytes();
    return bytes == null ? Numbers.NONE : Numbers.bytes(bytes);
  }

  /** The same figures in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "sorting.csv",
            "model",
            "format",
            "workers",
            "variant",
            "concurrency",
            "slots",
            "distinct_experts",
            "threshold",
            "other_threshold",
            "ms",
            "other_ms",
            "speedup",
            "low",
            "high");
    for (Sorting pair : Sorting.of(cells)) {
      SwigluCell sooner = pair.sooner();
      csv.add(
          sooner.setting().model(),
          sooner.setting().format(),
          sooner.setting().workers(),
          sooner.variant(),
          sooner.concurrency(),
          sooner.slots(),
          sooner.distinctExperts(),
          sooner.setting().threshold(),
          pair.later().setting().threshold(),
          sooner.result().median(),
          pair.later().result().median(),
          pair.speedUp().value(),
          pair.speedUp().low(),
          pair.speedUp().high());
    }
    return csv;
  }
}
