// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickLabelsTest {
  @Test
  void blanksDifferForEveryTick() {
    List<String> blanks =
        IntStream.range(-5000, 5000).mapToObj(i -> TickLabels.blank(i * 0.01)).toList();
    assertThat(blanks).doesNotHaveDuplicates().allMatch(blank -> blank.length() <= 20);
  }

  @Test
  void longLabelsAreShortened() {
    assertThat(TickLabels.shown("FP8_E4M3 per-expert")).isEqualTo("FP8_E4M3 per-expert");
    assertThat(TickLabels.shown("a label of far more than twenty characters")).hasSize(20);
  }

  @Test
  void logarithmicAxesAreLabelledAtOneTwoAndFive() {
    assertThat(LogLabels.at(2)).isEqualTo("100");
    assertThat(LogLabels.at(2.3)).isEqualTo("200");
    assertThat(LogLabels.at(3.7)).isEqualTo("5,000");
    assertThat(LogLabels.at(-0.3)).isEqualTo("0.5");
    assertThat(LogLabels.at(2.1)).isEqualTo(TickLabels.blank(2.1));
  }
}
