// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;
import org.moebench.verify.StackVerifier;
import org.moebench.verify.SwigluSamples;

class SwigluStackTest {
  private static final QuantFormat FORMAT = QuantFormat.INT4_SYM;
  private static final SwigluVariant VARIANT = SwigluVariant.FUSED;
  private static final int D = 64;
  private static final int I = 96;
  private static final int EXPERTS = 4;
  private static final int SLOTS = 2;
  private static final int PROMPT = 9;

  /** Down has another crossover, which does not count. */
  private static final Tuning TUNING =
      new Tuning(List.of(new Crossover(FORMAT, I, D, 3, 32), new Crossover(FORMAT, D, I, 1, 32)));

  private static final List<LayerWeights> WEIGHTS = List.of(layer(), layer());

  /** Experts of nine tokens: 9, 6, 2 and 1 rows. */
  private static final int[] PROMPT_IDS = {0, 1, 1, 0, 0, 1, 0, 2, 0, 1, 0, 1, 0, 3, 0, 1, 2, 0};

  private static final List<SwigluStack.Step> STEPS =
      List.of(step(true, PROMPT_IDS), step(false, 3, 1), step(false, 0, 2));

  private final Launcher launcher = new Launcher(2);

  @AfterEach
  void stop() {
    launcher.close();
  }

  private static LayerWeights layer() {
    return new LayerWeights(
        SwigluSamples.swiglu(FORMAT, EXPERTS, D, I, ExpertBiases.NONE).as(VARIANT.form()), null);
  }

  private static SwigluStack.Step step(boolean prefill, int... ids) {
    int[] others = IntStream.of(ids).map(id -> (id + 1) % EXPERTS).toArray();
    float[] weights = SwigluSamples.normal(7, ids.length);
    Rows input = SwigluSamples.activations(ids.length / SLOTS, D);
    return new SwigluStack.Step(prefill, input, List.of(ids, others), List.of(weights, weights));
  }

  private SwigluStack stack(DispatchStrategy strategy) {
    return new SwigluStack(WEIGHTS, Activation.silu(), VARIANT, STEPS, strategy, TUNING, launcher);
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void everyLayerOfEveryStepMatchesTheReference(DispatchStrategy strategy) {
    StackVerifier verifier = new StackVerifier(stack(strategy));
    for (int step = 0; step < STEPS.size(); step++) {
      Correctness found = verifier.run(step);
      assertThat(found.message()).isNull();
      long values = (long) STEPS.get(step).input().count() * D;
      assertThat(found.compared()).isEqualTo(2 * 3 * values).isEqualTo(found.total());
    }
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void everyStrategyUsesTheKernelsItShould(DispatchStrategy strategy) {
    SwigluStack stack = stack(strategy);
    for (int step = 0; step < STEPS.size(); step++) {
      stack.run(step);
      for (int layer = 0; layer < 2; layer++) {
        LayerExperts experts =
            new LayerExperts(
                new LayerConfig(Activation.silu(), null, false, step == 0 ? 0 : 64),
                WEIGHTS.get(layer),
                VARIANT,
                step == 0 ? PROMPT : 1,
                SLOTS,
                launcher);
        SwigluStack.Step now = STEPS.get(step);
        experts.batch(stack.normed(step, layer), now.ids().get(layer), now.weights().get(layer));
        experts.routed().gemm().decodeRows(limit(strategy, step));
        experts.run();
        assertThat(bits(stack.experts(step, layer).output())).isEqualTo(bits(experts.output()));
      }
    }
  }

  /** By hand: what each strategy does in a step. */
  private static int limit(DispatchStrategy strategy, int step) {
    int byStep = step == 0 ? PhasedGemm.ALWAYS_PREFILL : PhasedGemm.ALWAYS_DECODE;
    return switch (strategy) {
      case ALWAYS_PREFILL -> PhasedGemm.ALWAYS_PREFILL;
      case ALWAYS_DECODE, UNIFIED_AUTO_TOTAL -> PhasedGemm.ALWAYS_DECODE;
      case MANUAL_BRANCH, UNIFIED_HINTED, UNIFIED_AUTO -> byStep;
      case UNIFIED_TUNED -> 3;
    };
  }

  private static float[] bits(Rows rows) {
    int from = rows.index(0);
    return Arrays.copyOfRange(rows.data(), from, from + rows.count() * rows.stride());
  }

  @Test
  void tunedDiffersFromBothKernelsWhereItMixesThem() {
    float[][] outputs = new float[3][];
    DispatchStrategy[] strategies = {
      DispatchStrategy.UNIFIED_TUNED,
      DispatchStrategy.ALWAYS_DECODE,
      DispatchStrategy.ALWAYS_PREFILL
    };
    for (int i = 0; i < strategies.length; i++) {
      SwigluStack stack = stack(strategies[i]);
      stack.run(0);
      outputs[i] = bits(stack.output(0));
    }
    assertThat(outputs[0]).isNotEqualTo(outputs[1]).isNotEqualTo(outputs[2]);
  }

  @Test
  void theManualBranchGivesTheBitsOfTheHintedDispatcher() {
    SwigluStack manual = stack(DispatchStrategy.MANUAL_BRANCH);
    SwigluStack hinted = stack(DispatchStrategy.UNIFIED_HINTED);
    manual.run(0, 3);
    hinted.run(0, 3);
    assertThat(bits(manual.output(0))).isEqualTo(bits(hinted.output(0)));
    assertThat(bits(manual.output(2))).isEqualTo(bits(hinted.output(2)));
  }

  @Test
  void theVerifierSeesEveryStageOfALayer() {
    SwigluStack stack = stack(DispatchStrategy.UNIFIED_TUNED);
    StackVerifier verifier = new StackVerifier(stack);
    assertSeen(stack, verifier, stack.normed(0, 1), "layer 1, norm, token 2, column 5");
    assertSeen(
        stack, verifier, stack.experts(0, 0).output(), "layer 0, experts, token 2, column 5");
    assertSeen(stack, verifier, stack.stream(0, 2), "layer 1, residual, token 2, column 5");
  }

  private static void assertSeen(
      SwigluStack stack, StackVerifier verifier, Rows rows, String where) {
    stack.run(0);
    assertThat(verifier.compare(0).passed()).isTrue();
    rows.data()[rows.index(2) + 5] += 1;
    assertThat(verifier.compare(0).message()).contains(where);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<SwigluStack.Step> wrong = List.of(STEPS.get(0), step(false, 1, 2, 3));
    assertThatThrownBy(() -> stack(WEIGHTS, wrong)).isInstanceOf(IllegalArgumentException.class);
    List<LayerWeights> shared = List.of(SwigluSamples.layer(FORMAT, EXPERTS, D, I), layer());
    assertThatThrownBy(() -> stack(shared, STEPS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shared");
  }

  private SwigluStack stack(List<LayerWeights> weights, List<SwigluStack.Step> steps) {
    return new SwigluStack(
        weights,
        Activation.silu(),
        VARIANT,
        steps,
        DispatchStrategy.ALWAYS_DECODE,
        TUNING,
        launcher);
  }
}
