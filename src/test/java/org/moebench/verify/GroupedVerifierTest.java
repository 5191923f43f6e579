// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.WorkspaceCache;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

class GroupedVerifierTest {
  private static final ExpertRows ROWS = new ExpertRows(2, 0, 3);
  private static final int N = 40;
  private static final int K = 64;

  @Test
  void aRightCallPassesAndIsComparedWhole() {
    Correctness result = run(ROWS, N, K, out -> {});
    assertThat(result.message()).isNull();
    assertThat(result.compared()).isEqualTo(5 * N);
    assertThat(result.total()).isEqualTo(5 * N);
    assertThat(result.worstRatio()).isBetween(1e-6, 1.0);
  }

  @Test
  void aWrongElementIsFoundAndNamed() {
    Correctness result = run(ROWS, N, K, out -> out.data()[out.index(3) + 33] *= 1.01f);
    assertThat(result.message()).contains("expert 2, row 1, column 33");
    assertThat(result.worstRatio()).isGreaterThan(1);
  }

  @Test
  void anUnwrittenElementIsFoundEvenOutsideTheSample() {
    // 40 rows of 512 · 1024 are too many to compare whole.
    ExpertRows many = new ExpertRows(40, 1);
    Correctness sampled = run(many, 512, 1024, out -> {});
    assertThat(sampled.message()).isNull();
    assertThat(sampled.compared()).isPositive().isLessThan(sampled.total());
    // Row 8 is at no edge: it is not in the sample.
    Correctness unwritten = run(many, 512, 1024, out -> out.data()[out.index(8) + 457] = Float.NaN);
    assertThat(unwritten.message()).isEqualTo("row 8, column 457 was not written");
  }

  @Test
  void aWriteBesideOrAfterTheCallsRowsIsFound() {
    assertThat(run(ROWS, N, K, out -> out.data()[out.index(2) + N] = 0).message())
        .contains("outside the call's output");
    assertThat(run(ROWS, N, K, out -> out.data()[out.index(5)] = 0).message())
        .contains("outside the call's output");
    assertThat(run(ROWS, N, K, out -> out.data()[0] = 0).message())
        .isEqualTo("element 0 outside the call's output was written");
  }

  @Test
  void aCallThatDoesNothingFails() {
    PackedWeights weights = SwigluSamples.weights(QuantFormat.INT4_SYM, 1, 3, N, K, 32);
    Rows out = Rows.allocate(5, N);
    Rows x = SwigluSamples.activations(5, K);
    assertThat(new GroupedVerifier(weights).run(() -> {}, ROWS, x, out).passed()).isFalse();
  }

  @Test
  void anOutputIsComparedAsItIs() {
    PackedWeights weights = SwigluSamples.weights(QuantFormat.FP8_E4M3, 1, 3, N, K, 32);
    GroupedVerifier verifier = new GroupedVerifier(weights);
    Rows x = SwigluSamples.activations(8, K);
    Rows out = Rows.allocate(8, N);
    assertThat(verifier.compare(ROWS, x, out).passed()).isFalse();
    multiply(weights, ROWS, x, out);
    assertThat(verifier.compare(ROWS, x, out).message()).isNull();
  }

  /** Makes a call, then spoils its output, whose rows are wider and more than needed. */
  private static Correctness run(ExpertRows rows, int n, int k, Consumer<Rows> spoil) {
    PackedWeights weights =
        SwigluSamples.weights(QuantFormat.INT8_ASYM, 1, rows.experts(), n, k, 32);
    Rows x = SwigluSamples.activations(rows.total(), k);
    Rows out = Rows.allocate(rows.total() + 2, n + 3);
    Runnable call =
        () -> {
          multiply(weights, rows, x, out);
          spoil.accept(out);
        };
    return new GroupedVerifier(weights).run(call, rows, x, out);
  }

  private static void multiply(PackedWeights weights, ExpertRows rows, Rows x, Rows out) {
    try (Launcher launcher = new Launcher(2)) {
      new GroupedGemm(weights, launcher, new WorkspaceCache(0))
          .run(rows, x, out, PhasedGemm.ALWAYS_DECODE);
    }
  }
}
