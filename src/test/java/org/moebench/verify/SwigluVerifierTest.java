// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.tensor.Rows;

/** Each test runs a kernel on a job that differs in one thing from the one that is verified. */
@Tag("width")
class SwigluVerifierTest {
  private static final int EXPERTS = 4;
  private static final int HIDDEN = 64;
  private static final int INTERMEDIATE = 96;
  private static final int TOKENS = 6;
  private static final int SLOTS = 2;
  private static final int EMPTY = 5;
  private static final int[] IDS = {0, 1, 2, 2, 3, -1, 1, 0, 0, 3, 2, 1};
  private static final float LIMIT = 0.7f;
  private static final Activation LIMITED = Activation.limited(LIMIT);

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void theReferenceRoundedIsFarWithinTheBound(QuantFormat format) {
    SwigluJob job = job(weights(format, ExpertBiases.NONE), LIMITED, IDS, null);
    Correctness result = new SwigluVerifier(job).run(SwigluVariant.REFERENCE.create(job));
    assertThat(result.message()).isNull();
    assertThat(result.compared()).isEqualTo(result.total()).isEqualTo((long) IDS.length * HIDDEN);
    assertThat(result.worstRatio()).isBetween(1e-9, 0.02);
  }

  @Test
  void swappedGateAndUpAreFound() {
    SwigluWeights right = weights(QuantFormat.INT8_SYM, ExpertBiases.NONE);
    SwigluWeights swapped =
        SwigluWeights.separate(right.up(), right.gate(), right.down(), ExpertBiases.NONE);
    assertFound(job(right, LIMITED, IDS, null), job(swapped, LIMITED, IDS, null));
  }

  @Test
  void aMissingBiasIsFound() {
    ExpertBiases all = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
    SwigluJob right = job(weights(QuantFormat.INT4_SYM, all), LIMITED, IDS, null);
    for (ExpertBiases missing :
        new ExpertBiases[] {
          new ExpertBiases(null, all.up(), all.down()),
          new ExpertBiases(all.gate(), null, all.down()),
          new ExpertBiases(all.gate(), all.up(), null)
        }) {
      assertFound(right, job(weights(QuantFormat.INT4_SYM, missing), LIMITED, IDS, null));
    }
  }

  @Test
  void aWrongActivationIsFound() {
    SwigluWeights weights = weights(QuantFormat.FP8_E4M3, ExpertBiases.NONE);
    SwigluJob right = job(weights, LIMITED, IDS, null);
    assertFound(right, job(weights, Activation.limited(LIMIT * 1.01f), IDS, null));
    assertFound(right, job(weights, Activation.silu(), IDS, null));
    assertFound(right, job(weights, new Activation("slope", 1.01f, LIMIT, 0), IDS, null));
    assertFound(right, job(weights, new Activation("shift", 1, LIMIT, 0.01f), IDS, null));
  }

  @Test
  void aWrongExpertIsFoundAndNamed() {
    SwigluWeights weights = weights(QuantFormat.INT4_ASYM, ExpertBiases.NONE);
    int[] other = IDS.clone();
    other[7] = 1;
    Correctness result =
        verify(job(weights, LIMITED, IDS, null), job(weights, LIMITED, other, null));
    assertThat(result.message()).startsWith("token 3, slot 1, expert 0, column 0: got ");
  }

  @Test
  void weightsNotAppliedOrAppliedTwiceAreFound() {
    SwigluWeights weights = weights(QuantFormat.INT2_ASYM, ExpertBiases.NONE);
    float[] once = new float[IDS.length];
    Arrays.fill(once, 0.9f);
    float[] twice = new float[IDS.length];
    Arrays.fill(twice, 0.81f);
    SwigluJob right = job(weights, LIMITED, IDS, once);
    assertFound(right, job(weights, LIMITED, IDS, null));
    assertFound(right, job(weights, LIMITED, IDS, twice));
  }

  @Test
  void anElementTwiceItsBoundOffIsFoundAndOneWithinIsNot() {
    SwigluJob job = verified();
    SlotReference.Outputs slot = new SlotReference(job).outputs(8, new int[] {33});
    int at = job.output().index(8) + 33;
    job.output().data()[at] = (float) (slot.value()[0] + 2 * slot.error()[0]);
    Correctness twice = new SwigluVerifier(job).compare();
    assertThat(twice.message()).startsWith("token 4, slot 0, expert 0, column 33: got ");
    assertThat(twice.worstRatio()).isBetween(1.9, 2.1);
    job.output().data()[at] = (float) (slot.value()[0] + slot.error()[0] / 2);
    assertThat(new SwigluVerifier(job).compare().passed()).isTrue();
  }

  @Test
  void anUnwrittenElementIsFoundEvenOutsideTheSample() {
    SwigluWeights weights =
        SwigluSamples.swiglu(QuantFormat.INT8_SYM, 2, 1024, 512, ExpertBiases.NONE);
    int[] ids = new int[200];
    ids[150] = 1;
    try (Launcher launcher = new Launcher(1)) {
      SwigluJob job = new SwigluJob(weights, Activation.silu(), 200, 1, 8, launcher);
      job.batch(SwigluSamples.activations(200, 1024), ids);
      SwigluVerifier verifier = new SwigluVerifier(job);
      Correctness sampled = verifier.run(SwigluVariant.UNFUSED.create(job));
      assertThat(sampled.message()).isNull();
      assertThat(sampled.compared()).isPositive().isLessThan(sampled.total());
      assertThat(SlotSample.of(job)).contains(0, 150, 199);
      job.output().data()[job.output().index(123) + 457] = Float.NaN;
      Correctness result = verifier.compare();
      assertThat(result.message()).isEqualTo("row 123, column 457 was not written");
      assertThat(result.worstRatio()).isInfinite();
    }
  }

  @Test
  void aKernelThatDoesNothingFails() {
    assertThat(new SwigluVerifier(verified()).run(() -> {}).passed()).isFalse();
  }

  @Test
  void anEmptySlotMustBeZero() {
    SwigluJob job = verified();
    job.output().data()[job.output().index(EMPTY) + 3] = 1e-30f;
    assertThat(new SwigluVerifier(job).compare().message())
        .isEqualTo("token 2, slot 1, expert -1, column 3: got 1.0E-30 of a slot without an expert");
  }

  @Test
  void anotherBatchTakesAnotherVerifier() {
    SwigluJob job = verified();
    SwigluVerifier verifier = new SwigluVerifier(job);
    job.batch(job.input(), new int[IDS.length]);
    assertThatThrownBy(verifier::compare)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another batch");
  }

  @Test
  void cancellingOffsetsWidenTheBound() {
    // Where weights are 0 a kernel that sums codes first still rounds what cancels.
    GemmBound bound = new GemmBound(256, 32, 0);
    assertThat(bound.of(1, 0)).isEqualTo(new ErrorBound(260).of(1));
    assertThat(bound.of(0, 1)).isGreaterThan(40 * 0x1p-23);
    assertThat(bound.of(1, 1)).isEqualTo(bound.of(1, 0));
  }

  private static void assertFound(SwigluJob right, SwigluJob wrong) {
    Correctness result = verify(right, wrong);
    assertThat(result.passed()).isFalse();
    assertThat(result.worstRatio()).isGreaterThan(2);
  }

  /** Verifies against the one job what a kernel makes of the other. */
  private static Correctness verify(SwigluJob right, SwigluJob wrong) {
    return new SwigluVerifier(right)
        .run(
            () -> {
              SwigluVariant.UNFUSED.create(wrong).run();
              float[] made = wrong.output().data();
              System.arraycopy(made, 0, right.output().data(), 0, made.length);
            });
  }

  private static SwigluJob verified() {
    SwigluJob job = job(weights(QuantFormat.INT8_ASYM, ExpertBiases.NONE), LIMITED, IDS, null);
    assertThat(new SwigluVerifier(job).run(SwigluVariant.UNFUSED.create(job)).message()).isNull();
    return job;
  }

  private static SwigluWeights weights(QuantFormat format, ExpertBiases biases) {
    SwigluWeights weights = SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, biases);
    assertThat(weights.form()).isEqualTo(Form.SEPARATE);
    return weights;
  }

  private static SwigluJob job(
      SwigluWeights weights, Activation activation, int[] ids, float[] before) {
    try (Launcher launcher = new Launcher(1)) { // one worker: works after it was closed
      SwigluJob job = new SwigluJob(weights, activation, TOKENS, SLOTS, 8, launcher);
      Rows x = SwigluSamples.activations(TOKENS, HIDDEN);
      job.batch(x, ids, before);
      return job;
    }
  }
}
