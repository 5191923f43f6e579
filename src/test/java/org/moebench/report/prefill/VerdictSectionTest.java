// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.result.ResultSet;

class VerdictSectionTest {
  private static final String F = "INT8_SYM";

  private static Finding finding(ResultSet set) {
    PrefillVerdict verdict = PrefillVerdict.of(new PrefillCells(set), F);
    Block block = VerdictSection.of(List.of(verdict)).blocks().get(0);
    return ((Block.Findings) block).items().get(0);
  }

  @Test
  void saysPlainlyThatNoThresholdPays() {
    Finding finding =
        finding(
            new RunBuilder()
                .ceilings(300, 300, 300)
                .cell(F, "per-expert", 6, 100, 120, 110)
                .cell(F, "grouped", 1, 80, 96.1, 88)
                .padded(F, "pad-compute", 32, 3, 4000, 150, 180.2, 165)
                .padded(F, "pad-skip", 32, 3, 1060, 110, 132.1, 121)
                .build());
    assertThat(finding.answer()).isEqualTo("grouped is best");
    assertThat(finding.sentence())
        .startsWith("Grouped (88.0 ms) is best: 1.25×")
        .contains("of the FMA ceiling")
        .contains("no pad threshold pays against per-expert")
        .contains("at T=32");
  }

  @Test
  void namesBothWhenItCannotTell() {
    Finding finding =
        finding(
            new RunBuilder()
                .cell(F, "per-expert", 6, 100)
                .cell(F, "grouped", 1, 80)
                .padded(F, "pad-skip", 32, 3, 1060, 90)
                .build());
    assertThat(finding.answer()).isEqualTo("cannot tell: grouped or per-expert or pad-skip");
    assertThat(finding.sentence()).contains("whether pad-skip pays cannot be told");
  }
}
