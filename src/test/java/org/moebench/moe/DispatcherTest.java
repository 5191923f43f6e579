// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.fault.UserError;
import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.gemm.PhasedGemm;
import org.moebench.gemm.Workspace;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.verify.SwigluSamples;

@Tag("width")
class DispatcherTest {
  private static final int N = 72;
  private static final int K = 64;
  private static final int TUNED_ROWS = 3;

  /** Few rows each; one expert with more than 4; more than 256 in all. */
  private static final List<ExpertRows> CALLS =
      List.of(new ExpertRows(1, 0, 4), new ExpertRows(3, 5, 0), new ExpertRows(2, 4, 251));

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyStrategyGivesTheBitsOfTheKernelItChose(QuantFormat format) {
    PackedWeights weights = SwigluSamples.weights(format, 1, 3, N, K, 32);
    Tuning tuning = new Tuning(List.of(new Crossover(format, N, K, TUNED_ROWS, 8)));
    Rows x = SwigluSamples.activations(257, K);
    Rows out = Rows.allocate(257, N);
    try (Launcher launcher = new Launcher(2)) {
      GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(1 << 30));
      for (DispatchStrategy strategy : DispatchStrategy.values()) {
        Dispatcher dispatcher = new Dispatcher(gemm, strategy.rule(tuning, format, N, K));
        for (boolean prefill : new boolean[] {true, false}) {
          for (ExpertRows rows : CALLS) {
            Arrays.fill(out.data(), Float.NaN);
            dispatcher.run(strategy.phase(prefill), rows, x, out);
            for (int e = 0; e < rows.experts(); e++) {
              boolean decode = decodes(strategy, prefill, rows, e);
              assertThat(row(out, rows, e))
                  .as("%s, %s, expert %d", strategy, rows, e)
                  .containsExactly(row(expected(weights, rows, x, e, decode), rows, e));
            }
          }
        }
      }
    }
  }

  /** The definition of each strategy. */
  private static boolean decodes(
      DispatchStrategy strategy, boolean prefill, ExpertRows rows, int expert) {
    return switch (strategy) {
      case ALWAYS_PREFILL -> false;
      case ALWAYS_DECODE -> true;
      case MANUAL_BRANCH, UNIFIED_HINTED -> !prefill;
      case UNIFIED_AUTO -> rows.max() <= 4;
      case UNIFIED_AUTO_TOTAL -> rows.total() <= 256;
      case UNIFIED_TUNED -> rows.count(expert) <= TUNED_ROWS;
    };
  }

  private static Rows expected(
      PackedWeights weights, ExpertRows rows, Rows x, int expert, boolean decode) {
    GemmVariant variant = decode ? GemmVariant.VECTOR_DIRECT : GemmVariant.VECTOR_PANEL;
    GemmKernel kernel = variant.create(weights.format());
    Rows out = Rows.allocate(x.count(), N);
    int first = rows.offset(expert);
    int count = rows.count(expert);
    kernel.multiply(
        x.slice(first, count),
        ExpertPanels.all(weights, expert),
        out.slice(first, count),
        new Workspace(K));
    return out;
  }

  /** The rows of an expert. */
  private static float[] row(Rows out, ExpertRows rows, int expert) {
    return Arrays.copyOfRange(
        out.data(), out.index(rows.offset(expert)), out.index(rows.offset(expert + 1)));
  }

  @Test
  void aRuleSeesTheRowsOnlyWhereThePhaseIsNotKnown() {
    PackedWeights weights = PackedWeights.allocate(QuantFormat.INT8_SYM, 2, N, K, 32);
    try (Launcher launcher = new Launcher(1)) {
      GroupedGemm gemm = new GroupedGemm(weights, launcher, new WorkspaceCache(0));
      Dispatcher dispatcher = new Dispatcher(gemm, PhaseRule.perExpert(7));
      ExpertRows rows = new ExpertRows(1, 100);
      assertThat(dispatcher.decodeRows(Phase.AUTO, rows)).isEqualTo(7);
      assertThat(dispatcher.decodeRows(Phase.DECODE, rows)).isEqualTo(PhasedGemm.ALWAYS_DECODE);
      assertThat(dispatcher.decodeRows(Phase.PREFILL, rows)).isEqualTo(PhasedGemm.ALWAYS_PREFILL);
    }
  }

  @Test
  void publishedRulesTurnJustAboveTheirLimits() {
    PhaseRule most = PhaseRule.maxRows(PhaseRule.PUBLISHED_MAX_ROWS);
    assertThat(most.decodeRows(new ExpertRows(4, 4, 4))).isEqualTo(PhasedGemm.ALWAYS_DECODE);
    assertThat(most.decodeRows(new ExpertRows(0, 5, 0))).isEqualTo(PhasedGemm.ALWAYS_PREFILL);
    PhaseRule total = PhaseRule.totalRows(PhaseRule.PUBLISHED_TOTAL_ROWS);
    assertThat(total.decodeRows(new ExpertRows(0, 256))).isEqualTo(PhasedGemm.ALWAYS_DECODE);
    assertThat(total.decodeRows(new ExpertRows(1, 256))).isEqualTo(PhasedGemm.ALWAYS_PREFILL);
  }

  @Test
  void phasesAndStrategiesHaveNames() {
    for (Phase phase : Phase.values()) {
      assertThat(Phase.of(phase.id())).isEqualTo(phase);
    }
    assertThatThrownBy(() -> Phase.of("train"))
        .isInstanceOf(UserError.class)
        .hasMessage("phase 'train': expected decode, prefill, auto");
    for (DispatchStrategy strategy : DispatchStrategy.values()) {
      assertThat(DispatchStrategy.of(strategy.id())).isEqualTo(strategy);
    }
    assertThatThrownBy(() -> DispatchStrategy.of("unified-tune"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'unified-tuned'?");
  }
}
