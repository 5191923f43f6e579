// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.verify.GroupedVerifier;
import org.moebench.verify.SwigluSamples;

@Tag("width")
class GroupedGemmTest {
  private static final int[] LIMITS = {PhasedGemm.ALWAYS_PREFILL, 4, PhasedGemm.ALWAYS_DECODE};

  /** From call to call more and fewer rows, none at all, and more than are packed at a time. */
  private static final ExpertRows[] CALLS = {
    new ExpertRows(1, 0, 0, 1),
    new ExpertRows(0, 13, 4, 5),
    new ExpertRows(0, 0, 0, 0),
    new ExpertRows(2, 523, 0, 17),
    new ExpertRows(0, 0, 1, 0)
  };

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyFormatMatchesTheReferenceForAnyRowsAndWorkers(QuantFormat format) {
    PackedWeights weights = SwigluSamples.weights(format, 1, 4, 100, 64, 32);
    GroupedVerifier verifier = new GroupedVerifier(weights);
    Rows x = SwigluSamples.activations(542, 64);
    Rows out = Rows.allocate(544, 103);
    for (int workers = 1; workers <= 3; workers++) {
      try (Launcher launcher = new Launcher(workers)) {
        GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(1 << 30));
        for (ExpertRows rows : CALLS) {
          for (int limit : LIMITS) {
            long before = launcher.launches();
            Correctness result = verifier.run(() -> gemm.run(rows, x, out, limit), rows, x, out);
            assertThat(result.message()).as("%s, limit %d", rows, limit).isNull();
            assertThat(result.total()).isEqualTo(rows.total() * 100L);
            assertThat(launcher.launches() - before).isEqualTo(rows.total() == 0 ? 0 : 1);
          }
        }
      }
    }
  }

  @Test
  void workersDoNotChangeABit() {
    PackedWeights weights = SwigluSamples.weights(QuantFormat.INT4_SYM, 1, 4, 200, 64, 32);
    Rows x = SwigluSamples.activations(542, 64);
    for (ExpertRows rows : CALLS) {
      for (int limit : LIMITS) {
        float[] alone = output(weights, rows, x, limit, 1);
        assertThat(output(weights, rows, x, limit, 3)).containsExactly(alone);
      }
    }
  }

  private static float[] output(
      PackedWeights weights, ExpertRows rows, Rows x, int limit, int workers) {
    Rows out = Rows.allocate(x.count(), weights.n());
    try (Launcher launcher = new Launcher(workers)) {
      new GroupedGemm(weights, launcher, new WorkspaceCache(0)).run(rows, x, out, limit);
    }
    return out.data();
  }

  @Test
  void manyExpertsOutgrowThePlansFirstLists() {
    int[] counts = new int[150];
    Arrays.fill(counts, 1);
    counts[7] = 0;
    ExpertRows rows = new ExpertRows(counts);
    PackedWeights weights = SwigluSamples.weights(QuantFormat.INT8_SYM, 1, 150, 40, 32, 32);
    Rows x = SwigluSamples.activations(149, 32);
    Rows out = Rows.allocate(149, 40);
    try (Launcher launcher = new Launcher(2)) {
      GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(1 << 30));
      Correctness result =
          new GroupedVerifier(weights).run(() -> gemm.run(rows, x, out, 4), rows, x, out);
      assertThat(result.message()).isNull();
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PackedWeights weights = SwigluSamples.weights(QuantFormat.INT8_SYM, 1, 2, 40, 32, 32);
    ExpertRows rows = new ExpertRows(1, 2);
    Rows x = Rows.allocate(3, 32);
    Rows out = Rows.allocate(3, 40);
    try (Launcher launcher = new Launcher(1)) {
      GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(0));
      gemm.run(rows, x, out, 4);
      assertRefused(() -> gemm.run(new ExpertRows(1, 1, 1), x, out, 4));
      assertRefused(() -> gemm.run(new ExpertRows(2, 2), x, out, 4));
      assertRefused(() -> gemm.run(rows, Rows.allocate(3, 31), out, 4));
      assertRefused(() -> gemm.run(rows, x, Rows.allocate(3, 39), 4));
      assertRefused(() -> gemm.run(rows, x, Rows.allocate(2, 40), 4));
    }
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matrices of N=40 K=32");
  }
}
