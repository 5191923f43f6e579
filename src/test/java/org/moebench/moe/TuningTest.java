// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gemm.PhasedGemm;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.ExpertRows;

class TuningTest {
  private static final Crossover INT4_WIDE =
      new Crossover(QuantFormat.INT4_SYM, 3072, 1536, 17, 32);
  private static final Crossover INT4_DEEP = new Crossover(QuantFormat.INT4_SYM, 768, 2048, 11, 32);
  private static final Crossover INT4_TALL = new Crossover(QuantFormat.INT4_SYM, 4096, 2048, 9, 32);
  private static final Crossover INT8 = new Crossover(QuantFormat.INT8_ASYM, 512, 512, 0, 32);
  private static final Tuning TUNING = new Tuning(List.of(INT4_WIDE, INT4_DEEP, INT4_TALL, INT8));

  @Test
  void theMeasuredShapeGoesFirst() {
    assertThat(TUNING.find(QuantFormat.INT4_SYM, 3072, 1536)).contains(INT4_WIDE);
    assertThat(TUNING.find(QuantFormat.INT4_SYM, 768, 2048)).contains(INT4_DEEP);
  }

  @Test
  void elseTheNearestKAndThenTheNearestN() {
    assertThat(TUNING.find(QuantFormat.INT4_SYM, 3072, 1024)).contains(INT4_WIDE);
    assertThat(TUNING.find(QuantFormat.INT4_SYM, 3072, 4096)).contains(INT4_TALL);
    assertThat(TUNING.find(QuantFormat.INT4_SYM, 1024, 4096)).contains(INT4_DEEP);
  }

  @Test
  void elseAFormatOfAsManyBitsElseNone() {
    assertThat(TUNING.find(QuantFormat.INT4_ASYM, 768, 2048)).contains(INT4_DEEP);
    assertThat(TUNING.find(QuantFormat.INT8_SYM, 768, 2048)).contains(INT8);
    assertThat(TUNING.find(QuantFormat.FP8_E4M3, 768, 2048)).isEmpty();
    assertThat(TUNING.find(QuantFormat.INT2_SYM, 768, 2048)).isEmpty();
  }

  @Test
  void theRuleIsTheCrossoverOrTheUsualLimit() {
    ExpertRows rows = new ExpertRows(1, 100);
    assertThat(TUNING.rule(QuantFormat.INT4_SYM, 768, 2048).decodeRows(rows)).isEqualTo(11);
    assertThat(TUNING.rule(QuantFormat.INT8_SYM, 1, 1).decodeRows(rows)).isZero();
    for (QuantFormat format : QuantFormat.values()) {
      assertThat(Tuning.NONE.rule(format, 768, 2048).decodeRows(rows))
          .isEqualTo(PhasedGemm.usualDecodeRows(format));
    }
  }

  @Test
  void impossibleCrossoversAreRefused() {
    for (int[] bad : new int[][] {{0, 1, 1, 1}, {1, 0, 1, 1}, {1, 1, -1, 1}, {1, 1, 2, 1}}) {
      assertThatThrownBy(() -> new Crossover(QuantFormat.INT4_SYM, bad[0], bad[1], bad[2], bad[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
