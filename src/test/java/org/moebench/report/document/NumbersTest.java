// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void keepsThreeDigitsOrAllWholeOnes() {
    assertThat(Numbers.significant(0.41234)).isEqualTo("0.412");
    assertThat(Numbers.significant(9.999)).isEqualTo("10.0");
    assertThat(Numbers.significant(41.25)).isEqualTo("41.3");
    assertThat(Numbers.significant(99.97)).isEqualTo("100");
    assertThat(Numbers.significant(4123.4)).isEqualTo("4,123");
    assertThat(Numbers.significant(0.000012)).isEqualTo("1.2e-05");
    assertThat(Numbers.significant(Double.NaN)).isEqualTo(Numbers.NONE);
  }

  @Test
  void neverShowsANegativeZero() {
    assertThat(Numbers.fixed(-0.0001, 2)).isEqualTo("0.00");
  }

  @Test
  void leavesOutAnUnknownInterval() {
    assertThat(Numbers.times(1.274, 1.2, 1.3)).isEqualTo("1.27× [1.20, 1.30]");
    assertThat(Numbers.times(1.274, Double.NaN, Double.NaN)).isEqualTo("1.27×");
    assertThat(Numbers.interval(Double.NaN, 1)).isEmpty();
  }

  @Test
  void bytesHaveBinaryUnits() {
    assertThat(Numbers.bytes(512)).isEqualTo("512 B");
    assertThat(Numbers.bytes(13L << 30)).isEqualTo("13.0 GiB");
  }
}
