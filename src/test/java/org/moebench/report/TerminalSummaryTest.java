// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  @Test
  void fitsAHundredColumnsAndStartsWithTheVerdict() {
    String text = TerminalSummary.render(ExampleRun.of(1), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.indexOf("Verdict")).isLessThan(text.indexOf("Can I trust it?"));
    assertThat(text).contains("INT4_SYM", "FMA ceiling", "per-expert", "1 cell(s) failed");
  }

  @Test
  void colourAddsNoWords() {
    String plain = TerminalSummary.render(ExampleRun.of(1), false);
    String coloured = TerminalSummary.render(ExampleRun.of(1), true);
    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
  }
}
