// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.fixed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/**
 * Whether fusing costs memory: joined weights must replace the originals, not stand beside them.
 */
final class MemorySection {
  static final String ID = "memory";

  /** Padding of the joined matrix may differ by this share. */
  private static final double SAME = 0.01;

  private MemorySection() {}

  static Section of(SwigluCells cells) {
    List<Memory> all = Memory.of(cells);
    if (all.isEmpty()) {
      String none = "No fork says how many bytes of weights it holds.";
      return new Section(ID, "Memory", List.of(new Block.Paragraph(none)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(answer(all)));
    blocks.add(
        new Block.Table(
            "Weights of one layer's routed experts in memory",
            List.of(
                text("model"),
                text("format"),
                text("variant"),
                number("weights held"),
                number("over unfused"),
                number("resident memory of a fork")),
            all.stream().map(MemorySection::row).toList(),
            "memory.csv"));
    return new Section(ID, "Memory", blocks);
  }

  /** Whether any variant holds more than unfused does. */
  static String answer(List<Memory> all) {
    List<Memory> compared =
        all.stream()
            .filter(memory -> !memory.cell().variant().equals(Variants.UNFUSED))
            .filter(memory -> Double.isFinite(memory.overUnfused()))
            .toList();
    Optional<Memory> most = compared.stream().max(Comparator.comparingDouble(Memory::overUnfused));
    if (most.isEmpty()) {
      return "No variant can be compared with unfused.";
    }
    Memory worst = most.get();
    return worst.overUnfused() <= 1 + SAME
        ? "Joined weights replace the originals: no variant holds more than unfused. A fork's"
            + " resident memory also holds its inputs, its reference, what loading needed and the weights of the"
            + " variant it took turns with."
        : worst.cell().variant()
            + " holds "
            + fixed(worst.overUnfused(), 2)
            + "× the weights of unfused ("
            + worst.cell().setting().model()
            + " "
            + worst.cell().setting().format()
            + ").";
  }

  private static Row row(Memory memory) {
    SwigluCell cell = memory.cell();
    boolean more = memory.overUnfused() > 1 + SAME;
    return new Row(
        more ? Tone.WARN : Tone.PLAIN,
        cell.setting().model() + cell.setting().format(),
        List.of(
            cell.setting().model(),
            cell.setting().format(),
            cell.variant(),
            Numbers.bytes(memory.held()),
            Numbers.times(memory.overUnfused()),
            cell.residentBytes().map(Numbers::bytes).orElse(Numbers.NONE)));
  }

  /** The same figures in full. */
  static CsvTable csv(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "memory.csv",
            "model",
            "format",
            "variant",
            "held_bytes",
            "over_unfused",
            "resident_bytes");
    for (Memory memory : Memory.of(cells)) {
      csv.add(
          memory.cell().setting().model(),
          memory.cell().setting().format(),
          memory.cell().variant(),
          memory.held(),
          memory.overUnfused(),
          memory.cell().residentBytes().orElse(null));
    }
    return csv;
  }
}
