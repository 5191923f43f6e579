// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.moebench.gemm.PhasedGemm;
import org.moebench.moe.DispatchStrategy;
import org.moebench.tensor.ExpertRows;

class DispatchVerifierTest {
  private static final int[] COUNTS = {3, 0, 5};

  @Test
  void aPlanOfOtherCountsIsFound() {
    assertThat(DispatchVerifier.plan(COUNTS, new ExpertRows(COUNTS)).message()).isNull();
    assertThat(DispatchVerifier.plan(COUNTS, new ExpertRows(3, 1, 5)).message())
        .isEqualTo("rows of expert 1: got 1, reference 0");
    assertThat(DispatchVerifier.plan(COUNTS, new ExpertRows(3, 0)).passed()).isFalse();
  }

  @Test
  void aWrongKernelIsFound() {
    assertThat(message(DispatchStrategy.UNIFIED_TUNED, 4)).isNull();
    assertThat(message(DispatchStrategy.UNIFIED_TUNED, 5))
        .isEqualTo("decode kernel for the 5 rows of expert 2: got 1, reference 0");
    assertThat(message(DispatchStrategy.UNIFIED_AUTO, PhasedGemm.ALWAYS_PREFILL)).isNull();
    assertThat(message(DispatchStrategy.UNIFIED_AUTO, PhasedGemm.ALWAYS_DECODE)).isNotNull();
    assertThat(message(DispatchStrategy.UNIFIED_AUTO_TOTAL, PhasedGemm.ALWAYS_DECODE)).isNull();
    assertThat(message(DispatchStrategy.UNIFIED_HINTED, PhasedGemm.ALWAYS_PREFILL)).isNotNull();
    assertThat(message(DispatchStrategy.ALWAYS_PREFILL, PhasedGemm.ALWAYS_PREFILL)).isNull();
  }

  private static String message(DispatchStrategy strategy, int decodeRows) {
    return DispatchVerifier.decision(strategy, 4, COUNTS, decodeRows).message();
  }
}
