// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.prefill.PrefillFixtures;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;

class GemmVerifierTest {
  private static final GemmKernel RIGHT = GemmVariant.SCALAR.create(QuantFormat.INT8_SYM);

  @Test
  void aRightKernelPasses() {
    Correctness result = check(RIGHT);
    assertThat(result.passed()).isTrue();
    assertThat(result.compared()).isEqualTo(5 * 40);
    assertThat(result.worstRatio()).isBetween(1e-6, 1.0);
  }

  @Test
  void aSlightlyWrongOutputIsFound() {
    GemmKernel wrong =
        (x, w, out, workspace) -> {
          RIGHT.multiply(x, w, out, workspace);
          out.data()[out.index(3) + 17] *= 1.01f;
        };
    assertThat(check(wrong).message()).contains("row 3, column 17");
  }

  @Test
  void aWriteOutsideTheOutputIsFound() {
    GemmKernel stray =
        (x, w, out, workspace) -> {
          RIGHT.multiply(x, w, out, workspace);
          out.data()[out.index(4) + 40] = 0;
        };
    assertThat(check(stray).message()).contains("outside the output");
  }

  @Test
  void aNanIsAMismatch() {
    GemmKernel nan =
        (x, w, out, workspace) -> {
          RIGHT.multiply(x, w, out, workspace);
          out.data()[out.index(0)] = Float.NaN;
        };
    assertThat(check(nan).passed()).isFalse();
    assertThat(check(nan).worstRatio()).isInfinite();
  }

  private static Correctness check(GemmKernel kernel) {
    var weights = PrefillFixtures.weights(QuantFormat.INT8_SYM, 1, 40, 64, 32);
    return new GemmVerifier(weights, 0).run(kernel, PrefillFixtures.rows(5, 64), 0, 2);
  }
}
