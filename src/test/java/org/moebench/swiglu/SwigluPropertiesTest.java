// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.Rows;
import org.moebench.verify.SwigluSamples;
import org.moebench.verify.SwigluVerifier;

/** What holds of every variant whatever the values. */
@Tag("width")
class SwigluPropertiesTest {
  private static final int EXPERTS = 5;
  private static final int HIDDEN = 100;
  private static final int INTERMEDIATE = 164;
  private static final int TOKENS = 12;
  private static final int SLOTS = 3;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final Activation LIMITED = Activation.limited(Activation.DEEPSEEK_LIMIT);

  static final List<SwigluVariant> TIMED =
      Arrays.stream(SwigluVariant.values()).filter(v -> v != SwigluVariant.REFERENCE).toList();

  private static final SwigluWeights WEIGHTS = weights(QuantFormat.INT4_ASYM);
  private static final Rows X = SwigluSamples.activations(TOKENS, HIDDEN);
  private static final int[] IDS = SwigluSamples.ids(1, TOKENS * SLOTS, EXPERTS);

  /**
   * Every variant multiplies the same rows by the same columns with the same kernel, and that
   * kernel's outputs do not depend on which columns are computed together. So the same bits.
   */
  @Test
  void allVariantsGiveTheSameBits() {
    for (QuantFormat format : QuantFormat.values()) {
      SwigluWeights weights = weights(format);
      for (int threshold : new int[] {0, NEVER}) {
        float[] unfused = run(SwigluVariant.UNFUSED, weights, X, IDS, threshold, 1);
        for (SwigluVariant variant : TIMED) {
          assertThat(run(variant, weights, X, IDS, threshold, 1))
              .as("%s, %s, threshold %d", variant, format, threshold)
              .isEqualTo(unfused);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void workersDoNotChangeABit(SwigluVariant variant) {
    for (int threshold : new int[] {0, NEVER}) {
      float[] one = run(variant, WEIGHTS, X, IDS, threshold, 1);
      assertThat(run(variant, WEIGHTS, X, IDS, threshold, 2)).isEqualTo(one);
      assertThat(run(variant, WEIGHTS, X, IDS, threshold, 3)).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void sortedOrNotItIsRight(SwigluVariant variant) {
    for (int threshold : new int[] {0, 36, 37, NEVER}) {
      verify(variant, X, IDS, threshold);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void anExpertTwiceInOneTokenGivesTheSameTwice(SwigluVariant variant) {
    int[] ids = IDS.clone();
    ids[3] = 2;
    ids[4] = 2;
    for (int threshold : new int[] {0, NEVER}) {
      float[] out = verify(variant, X, ids, threshold);
      assertThat(row(out, 4)).isEqualTo(row(out, 3));
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void slotsWithoutAnExpertAreZero(SwigluVariant variant) {
    int[] none = new int[IDS.length];
    Arrays.fill(none, -1);
    for (int threshold : new int[] {0, NEVER}) {
      assertThat(verify(variant, X, none, threshold)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void allTokensMayGoToOneExpert(SwigluVariant variant) {
    int[] last = new int[IDS.length];
    Arrays.fill(last, EXPERTS - 1);
    for (int threshold : new int[] {0, NEVER}) {
      verify(variant, X, last, threshold);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void noTokensGiveNoOutput(SwigluVariant variant) {
    for (int threshold : new int[] {0, NEVER}) {
      Rows none = Rows.allocate(0, HIDDEN);
      assertThat(run(variant, WEIGHTS, none, new int[0], threshold, 2)).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void aJobRunsAgainAndOnOtherBatches(SwigluVariant variant) {
    try (Launcher launcher = new Launcher(2)) {
      SwigluJob job = job(WEIGHTS.as(variant.form()), TOKENS, 8, launcher);
      SwigluKernel kernel = variant.create(job);
      job.batch(X, IDS);
      kernel.run();
      float[] first = output(job);
      int[] other = SwigluSamples.ids(2, IDS.length, EXPERTS);
      job.batch(X, other);
      assertThat(new SwigluVerifier(job).run(kernel).message()).isNull();
      job.batch(X, IDS);
      kernel.run();
      assertThat(output(job)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void tokensInAnotherOrderGiveTheirRowsInThatOrder(SwigluVariant variant) {
    int[] order = new int[TOKENS];
    int[] ids = new int[IDS.length];
    Rows x = Rows.allocate(TOKENS, HIDDEN);
    for (int t = 0; t < TOKENS; t++) {
      order[t] = (5 * t + 3) % TOKENS;
      System.arraycopy(IDS, order[t] * SLOTS, ids, t * SLOTS, SLOTS);
      System.arraycopy(X.data(), X.index(order[t]), x.data(), x.index(t), HIDDEN);
    }
    float[] straight = run(variant, WEIGHTS, X, IDS, NEVER, 1);
    float[] permuted = run(variant, WEIGHTS, x, ids, NEVER, 1);
    for (int pair = 0; pair < ids.length; pair++) {
      int from = order[pair / SLOTS] * SLOTS + pair % SLOTS;
      assertThat(row(permuted, pair)).isEqualTo(row(straight, from));
    }
    verify(variant, x, ids, 0);
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void launchesAreCounted(SwigluVariant variant) {
    int unsorted = variant.form() == SwigluWeights.Form.SEPARATE ? 4 : 2;
    for (int workers : new int[] {1, 2}) {
      assertThat(launches(variant, NEVER, workers)).isEqualTo(unsorted);
      assertThat(launches(variant, 0, workers)).isEqualTo(unsorted + 1);
    }
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    try (Launcher launcher = new Launcher(1)) {
      SwigluJob job = job(WEIGHTS, TOKENS, 8, launcher);
      assertThatThrownBy(() -> job.batch(SwigluSamples.activations(TOKENS - 1, HIDDEN), IDS))
          .hasMessageContaining("expected 12 rows of 100 with 3 slots each");
      assertThatThrownBy(() -> job.batch(X, 1, 2))
          .hasMessageContaining("with 2 experts; expected 12 rows of 100");
      ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
      SwigluWeights biased =
          SwigluSamples.swiglu(QuantFormat.FP32, EXPERTS, HIDDEN, INTERMEDIATE, biases);
      SwigluJob withBias = job(biased, TOKENS, 8, launcher);
      assertThatThrownBy(() -> withBias.batch(X, IDS, new float[IDS.length]))
          .hasMessage("weights before down have no defined meaning with a bias of down");
      assertThatThrownBy(() -> SwigluVariant.FUSED.create(job))
          .hasMessage("fused reads CONCATENATED weights, these are SEPARATE");
    }
  }

  private static long launches(SwigluVariant variant, int threshold, int workers) {
    try (Launcher launcher = new Launcher(workers)) {
      SwigluJob job = job(WEIGHTS.as(variant.form()), TOKENS, threshold, launcher);
      job.batch(X, IDS);
      SwigluKernel kernel = variant.create(job);
      long before = launcher.launches();
      kernel.run();
      return launcher.launches() - before;
    }
  }

  /** Runs and verifies; gives the output. */
  private static float[] verify(SwigluVariant variant, Rows x, int[] ids, int threshold) {
    try (Launcher launcher = new Launcher(1)) {
      SwigluJob job = job(WEIGHTS.as(variant.form()), x.count(), threshold, launcher);
      job.batch(x, ids);
      assertThat(new SwigluVerifier(job).run(variant.create(job)).message()).isNull();
      return output(job);
    }
  }

  private static float[] run(
      SwigluVariant variant, SwigluWeights weights, Rows x, int[] ids, int threshold, int workers) {
    try (Launcher launcher = new Launcher(workers)) {
      SwigluJob job = job(weights.as(variant.form()), x.count(), threshold, launcher);
      job.batch(x, ids);
      variant.create(job).run();
      return output(job);
    }
  }

  private static SwigluJob job(
      SwigluWeights weights, int tokens, int threshold, Launcher launcher) {
    return new SwigluJob(weights, LIMITED, tokens, SLOTS, threshold, launcher);
  }

  private static float[] output(SwigluJob job) {
    int at = job.output().at();
    return Arrays.copyOfRange(job.output().data(), at, at + job.ids().length * HIDDEN);
  }

  private static float[] row(float[] out, int pair) {
    return Arrays.copyOfRange(out, pair * HIDDEN, (pair + 1) * HIDDEN);
  }

  private static SwigluWeights weights(QuantFormat format) {
    ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, false);
    return SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, biases);
  }
}
