// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinctExpertsTest {
  @ParameterizedTest
  @CsvSource({
    "128, 8, 0, 0",
    "128, 8, 1, 8",
    "128, 8, 4, 29.1",
    "256, 8, 64, 222.4",
    "8, 2, 2, 3.5",
    "4, 4, 3, 4",
    "4, 0, 3, 0"
  })
  void uniformIsTheMeanOfIndependentTokens(int experts, int perToken, int tokens, double mean) {
    assertThat(DistinctExperts.uniform(experts, perToken, tokens)).isCloseTo(mean, within(0.05));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistinctExperts.uniform(4, 5, 1))
        .withMessage("1 tokens with 5 of 4 experts each");
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctExperts.uniform(4, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctExperts.uniform(0, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctExperts.uniform(4, 2, -1));
  }

  @Test
  void countsEveryExpertOnce() {
    assertThat(DistinctExperts.count(new int[] {3, 1, 3, 0, 1, 3}, 4)).isEqualTo(3);
    assertThat(DistinctExperts.count(new int[0], 4)).isZero();
  }

  @Test
  void paddingAndFusedSharedExpertsDoNotCount() {
    assertThat(DistinctExperts.count(new int[] {2, 4, 1, 4, -1, -1}, 4)).isEqualTo(2);
  }
}
