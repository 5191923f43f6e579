// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Cell cell = FakeForks.cell("prefill/INT4_SYM/pad-compute/1024");

  private ProgressPrinter printer(boolean terminal) {
    return new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RunProgress at(int done, int total) {
    return new RunProgress(2, 3, done, total, 65, 130);
  }

  @Test
  void theLineShowsShareRoundCellAndTimes() {
    assertThat(ProgressLine.text("round", cell.id(), at(30, 100)))
        .startsWith(" 30%  round 2/3  prefill/INT4_SYM/pad-compute/1024")
        .endsWith("1 min 05 s, 2 min 10 s left")
        .hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void theTimeLeftIsUnknownAtFirst() {
    RunProgress first = new RunProgress(1, 3, 0, 10, 0, Double.NaN);
    assertThat(ProgressLine.text("round", cell.id(), first)).endsWith("0 s, ? left");
  }

  @Test
  void longIdsAreShortenedSoThatTheLineFitsTheTerminal() {
    Cell large = FakeForks.cell("routing/deepseek-v4-flash/vector-batched/T4096/bf16/W16");
    printer(true).starting(large, at(30, 100));
    assertThat(printed()).contains("routing/deepsee..").contains("T4096/bf16/W16");
    assertThat(printed().length()).isLessThanOrEqualTo("\r\u001b[2K".length() + 80);
    assertThat(ProgressLine.shortened(cell.id())).isEqualTo(cell.id());
  }

  @Test
  void aTerminalLineIsRewritten() {
    ProgressPrinter printer = printer(true);
    printer.starting(cell, at(0, 100));
    printer.starting(cell, at(1, 100));
    assertThat(printed()).doesNotContain("\n").contains("\r");
  }

  @Test
  void elsewhereThereIsALineForEveryTenth() {
    ProgressPrinter printer = printer(false);
    for (int done = 0; done < 200; done++) {
      printer.starting(cell, at(done, 200));
    }
    assertThat(printed().lines()).hasSize(10);
    assertThat(printed()).doesNotContain("\r", "\u001b");
  }

  @Test
  void messagesStandOnLinesOfTheirOwn() {
    ProgressPrinter printer = printer(true);
    printer.starting(cell, at(0, 100));
    printer.failed(cell, "row 3 is wrong");
    assertThat(printed()).endsWith("FAILED " + cell.id() + ": row 3 is wrong\n");
  }

  @Test
  void durationsAreWrittenForPeople() {
    assertThat(Durations.text(8.4)).isEqualTo("8 s");
    assertThat(Durations.text(245)).isEqualTo("4 min 05 s");
    assertThat(Durations.text(7800)).isEqualTo("2 h 10 min");
    assertThat(Durations.text(Double.NaN)).isEqualTo("?");
  }
}
