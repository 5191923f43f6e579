// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.verify.StackVerifier;
import org.moebench.verify.SwigluSamples;

class ProjectionStackTest {
  private static final QuantFormat FORMAT = QuantFormat.INT4_SYM;
  private static final int K = 64;
  private static final int I = 96;
  private static final int EXPERTS = 4;
  private static final int LIMIT = 3;

  /** Up meets at other rows than down. */
  private static final Tuning TUNING =
      new Tuning(
          List.of(new Crossover(FORMAT, I, K, LIMIT, 32), new Crossover(FORMAT, K, I, 6, 32)));

  private static final ExpertRows RAGGED = new ExpertRows(LIMIT, LIMIT + 4, 0, 1);
  private static final ExpertRows EVEN = new ExpertRows(5, 6, 0, 0);
  private static final ExpertRows FEW = new ExpertRows(1, 0, 0, 1);

  private static final List<ProjectionStack.Weights> WEIGHTS =
      List.of(weights(FORMAT, 1), weights(FORMAT, 3));

  /** Both prefill steps have more than 4 rows of some expert, the decode step has not. */
  private static final List<ProjectionStack.Step> STEPS =
      List.of(step(true, RAGGED, EVEN), step(false, FEW, new ExpertRows(0, 2, 0, 0)));

  private final Launcher launcher = new Launcher(2);
  private final WorkspaceCache cache = new WorkspaceCache(1 << 28);

  @AfterEach
  void stop() {
    launcher.close();
  }

  private static ProjectionStack.Weights weights(QuantFormat format, long seed) {
    return new ProjectionStack.Weights(
        SwigluSamples.weights(format, seed, EXPERTS, I, K, 32),
        SwigluSamples.weights(format, seed + 1, EXPERTS, K, I, 32));
  }

  private static ProjectionStack.Step step(boolean prefill, ExpertRows... rows) {
    Rows input = SwigluSamples.activations(rows[0].total(), K);
    return new ProjectionStack.Step(prefill, input, List.of(rows));
  }

  private ProjectionStack stack(DispatchStrategy strategy) {
    return new ProjectionStack(WEIGHTS, STEPS, strategy, TUNING, launcher, cache);
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void everyLayerOfEveryStepMatchesTheReference(DispatchStrategy strategy) {
    StackVerifier verifier = new StackVerifier(stack(strategy));
    for (int step = 0; step < STEPS.size(); step++) {
      Correctness found = verifier.run(step);
      assertThat(found.message()).isNull();
      long rows = STEPS.get(step).input().count();
      assertThat(found.compared()).isEqualTo(2 * rows * (I + K)).isEqualTo(found.total());
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyFormatMatchesTheReference(QuantFormat format) {
    ProjectionStack stack =
        new ProjectionStack(
            List.of(weights(format, 5)),
            List.of(step(true, RAGGED)),
            DispatchStrategy.UNIFIED_TUNED,
            Tuning.NONE,
            launcher,
            cache);
    assertThat(new StackVerifier(stack).run(0).message()).isNull();
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void everyStrategyUsesTheKernelsItShould(DispatchStrategy strategy) {
    ProjectionStack stack = stack(strategy);
    for (int step = 0; step < STEPS.size(); step++) {
      stack.run(step);
      for (int layer = 0; layer < 2; layer++) {
        GroupedGemm up = new GroupedGemm(WEIGHTS.get(layer).up(), launcher, cache);
        GroupedGemm down = new GroupedGemm(WEIGHTS.get(layer).down(), launcher, cache);
        ExpertRows rows = stack.rows(step, layer);
        Rows hidden = stack.hidden(step, layer);
        assertThat(bits(hidden))
            .isEqualTo(bits(up, rows, stack.input(step, layer), limit(strategy, step, LIMIT)));
        assertThat(bits(stack.output(step, layer)))
            .isEqualTo(bits(down, rows, hidden, limit(strategy, step, 6)));
      }
    }
  }

  /** By hand: what each strategy does in a step, for a projection that is tuned to a limit. */
  private static int limit(DispatchStrategy strategy, int step, int tuned) {
    int byStep = step == 0 ? PhasedGemm.ALWAYS_PREFILL : PhasedGemm.ALWAYS_DECODE;
    return switch (strategy) {
      case ALWAYS_PREFILL -> PhasedGemm.ALWAYS_PREFILL;
      case ALWAYS_DECODE, UNIFIED_AUTO_TOTAL -> PhasedGemm.ALWAYS_DECODE;
      case MANUAL_BRANCH, UNIFIED_HINTED, UNIFIED_AUTO -> byStep;
      case UNIFIED_TUNED -> tuned;
    };
  }

  private static float[] bits(GroupedGemm gemm, ExpertRows rows, Rows x, int decodeRows) {
    Rows out = Rows.allocate(rows.total(), gemm.weights().n());
    gemm.run(rows, x, out, decodeRows);
    return bits(out);
  }

  private static float[] bits(Rows rows) {
    int from = rows.index(0);
    return Arrays.copyOfRange(rows.data(), from, from + rows.count() * rows.stride());
  }

  @Test
  void tunedMixesBothKernelsWithinACall() {
    ProjectionStack stack = stack(DispatchStrategy.UNIFIED_TUNED);
    stack.run(0);
    GroupedGemm up = new GroupedGemm(WEIGHTS.get(0).up(), launcher, cache);
    Rows x = stack.input(0, 0);
    float[] mixed = bits(stack.hidden(0, 0));
    float[] decode = bits(up, RAGGED, x, PhasedGemm.ALWAYS_DECODE);
    float[] prefill = bits(up, RAGGED, x, PhasedGemm.ALWAYS_PREFILL);
    int second = RAGGED.offset(1) * I;
    int fourth = RAGGED.offset(3) * I;
    // Few rows are summed by group, many along K: the bits tell the kernels apart.
    assertThat(decode).isNotEqualTo(prefill);
    assertThat(Arrays.copyOf(mixed, second)).isEqualTo(Arrays.copyOf(decode, second));
    assertThat(Arrays.copyOf(mixed, second)).isNotEqualTo(Arrays.copyOf(prefill, second));
    assertThat(Arrays.copyOfRange(mixed, second, fourth))
        .isEqualTo(Arrays.copyOfRange(prefill, second, fourth))
        .isNotEqualTo(Arrays.copyOfRange(decode, second, fourth));
  }

  @Test
  void theManualBranchGivesTheBitsOfTheHintedDispatcher() {
    ProjectionStack manual = stack(DispatchStrategy.MANUAL_BRANCH);
    ProjectionStack hinted = stack(DispatchStrategy.UNIFIED_HINTED);
    manual.run(0, 2);
    hinted.run(0, 2);
    for (int step = 0; step < 2; step++) {
      assertThat(bits(manual.output(step))).isEqualTo(bits(hinted.output(step)));
    }
  }

  @Test
  void aPassHasTwoLaunchesPerLayerAndStep() {
    ProjectionStack stack = stack(DispatchStrategy.UNIFIED_AUTO);
    long before = launcher.launches();
    stack.run(0, 2);
    assertThat(launcher.launches() - before).isEqualTo(2 * 2 * 2);
  }

  @Test
  void theVerifierNamesTheLayerThatIsWrong() {
    ProjectionStack stack = stack(DispatchStrategy.UNIFIED_HINTED);
    StackVerifier verifier = new StackVerifier(stack);
    assertThat(verifier.run(0).passed()).isTrue();
    Rows hidden = stack.hidden(0, 1);
    hidden.data()[hidden.index(2) + 7] += 1;
    assertThat(verifier.compare(0).message()).startsWith("step 0, layer 1, up: expert 0");
    stack.run(0);
    Arrays.fill(stack.output(0, 0).data(), Float.NaN);
    assertThat(verifier.compare(0).message()).startsWith("step 0, layer 0, down: ");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> step(true, FEW, RAGGED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 rows of a layer, 2 of the input");
    assertThatThrownBy(() -> new ProjectionStack.Weights(WEIGHTS.get(0).up(), WEIGHTS.get(0).up()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("N=96 K=64");
    List<ProjectionStack.Step> oneLayer = List.of(step(true, FEW));
    DispatchStrategy any = DispatchStrategy.ALWAYS_DECODE;
    assertThatThrownBy(() -> new ProjectionStack(WEIGHTS, oneLayer, any, TUNING, launcher, cache))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a step of 1 layers, weights of 2");
  }
}
