// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.launch.Launcher;
import org.moebench.quant.Bf16;
import org.moebench.result.Correctness;
import org.moebench.routing.Denominator;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.HashTable;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;
import org.moebench.routing.Scoring;

@Tag("width")
class RoutingVerifierTest {
  private static final int TOKENS = 5;
  private static final int EXPERTS = 16;
  private static final int SLOTS = 3;
  private static final int REAL = 4;

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void aRightKernelPasses(RoutingVariant variant) {
    RoutingJob job = job();
    RoutingVerifier verifier = new RoutingVerifier(job);
    Correctness result = verifier.run(variant.create(job));
    assertThat(result.message()).isNull();
    assertThat(result.compared()).isEqualTo(TOKENS * SLOTS).isEqualTo(result.total());
    assertThat(result.worstRatio()).isBetween(1e-6, 1.0);
    assertThat(verifier.nearTies()).isZero();
  }

  @Test
  void swappedIdsOfATieAreFound() {
    // Experts 4 and 9 have the same logit in token 2, so their weights are equal too.
    Correctness result =
        spoiled(
            job -> {
              assertThat(job.ids()[2 * SLOTS]).isEqualTo(4);
              assertThat(job.ids()[2 * SLOTS + 1]).isEqualTo(9);
              job.ids()[2 * SLOTS] = 9;
              job.ids()[2 * SLOTS + 1] = 4;
            });
    assertThat(result.message()).isEqualTo("token 2, slot 0: got id 9, reference 4");
    assertThat(result.worstRatio()).isInfinite();
  }

  @Test
  void aWeightThreeUnitsOffIsFoundAndOneUnitIsNot() {
    Correctness three = spoiled(job -> move(job.weights(), 7, 3));
    assertThat(three.message()).startsWith("token 2, slot 1: got weight ").contains(", reference ");
    assertThat(three.worstRatio()).isBetween(1.2, 1.8);
    assertThat(spoiled(job -> move(job.weights(), 7, 1)).passed()).isTrue();
  }

  @Test
  void aWeightThatIsNanIsFoundAndAnExpectedNanIsNot() {
    Correctness result = spoiled(job -> job.weights()[4] = Float.NaN);
    assertThat(result.message()).startsWith("token 1, slot 1: got weight NaN");
    assertThat(result.worstRatio()).isInfinite();
    Router router = Router.of(RouterConfig.of(4, 2).renormalize(Denominator.SUM).build());
    float[] nan = {1, Float.NaN, 2, 3};
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job =
          new RoutingJob(router, RoutingInput.of(GatingLogits.fp32(nan, 1, 4)), launcher);
      RoutingVerifier verifier = new RoutingVerifier(job);
      assertThat(verifier.run(RoutingVariant.SCALAR.create(job)).message()).isNull();
      job.weights()[1] = 0;
      assertThat(verifier.compare().message()).contains("got weight 0.0, reference NaN");
    }
  }

  @Test
  void anUnwrittenRowIsFound() {
    RoutingJob job = job();
    RoutingJob other = job();
    RoutingVariant.SCALAR.create(other).route();
    int row = 3 * SLOTS;
    Correctness ids =
        new RoutingVerifier(job)
            .run(
                () -> {
                  System.arraycopy(other.ids(), 0, job.ids(), 0, row);
                  System.arraycopy(other.weights(), 0, job.weights(), 0, other.weights().length);
                });
    assertThat(ids.message()).startsWith("token 3, slot 0: the id was not written, reference ");
    Correctness weights =
        new RoutingVerifier(job)
            .run(
                () -> {
                  System.arraycopy(other.ids(), 0, job.ids(), 0, other.ids().length);
                  System.arraycopy(other.weights(), 0, job.weights(), 0, row);
                });
    assertThat(weights.message()).startsWith("token 3, slot 0: the weight was not written");
  }

  @Test
  void idsOutOfRangeAndRepeatedAreFoundAndNamed() {
    assertThat(spoiled(job -> job.ids()[4] = EXPERTS).message())
        .startsWith("token 1, slot 1: got id 16, out of range [0, 16)");
    assertThat(spoiled(job -> job.ids()[4] = -1).message()).contains("got id -1, out of range");
    assertThat(spoiled(job -> job.ids()[4] = job.ids()[3]).message())
        .matches("token 1, slot 1: got id \\d+ again, reference \\d+");
  }

  @Test
  void aPaddingRowWithIdsIsFound() {
    assertThat(spoiled(job -> job.ids()[REAL * SLOTS + 2] = 5).message())
        .isEqualTo("token 4, slot 2: got id 5, reference -1 of a padding row");
  }

  @Test
  void aHashTableMayNameAnExpertTwice() {
    Router router = Router.of(RouterConfig.of(4, 2).build());
    router = router.withHashTable(new HashTable(new int[] {3, 3, 0, 1}, 2));
    RoutingInput input = RoutingInput.of(GatingLogits.fp32(new float[8], 2, 4)).withTokenIds(0, 1);
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job = new RoutingJob(router, input, launcher);
      Correctness result = new RoutingVerifier(job).run(RoutingVariant.SCALAR.create(job));
      assertThat(result.message()).isNull();
      assertThat(job.ids()).containsExactly(3, 3, 0, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = RoutingVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void scoresCloserThanFloat32TellsAreNearTies(RoutingVariant variant) {
    // In double the second expert is ahead; in float32 both have the same score.
    float[] logits = {5, Math.nextUp(5f), -3, -4};
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job = job(Scoring.SIGMOID, GatingLogits.fp32(logits, 1, 4), launcher);
      RoutingVerifier verifier = new RoutingVerifier(job);
      assertThat(verifier.run(variant.create(job)).message()).isNull();
      assertThat(job.ids()).containsExactly(0, 1);
      assertThat(verifier.nearTies()).isEqualTo(1);
      job.ids()[0] = 1;
      job.ids()[1] = 0;
      float first = job.weights()[0];
      job.weights()[0] = job.weights()[1];
      job.weights()[1] = first;
      assertThat(verifier.compare().message()).isNull();
      assertThat(verifier.nearTies()).isZero();
      job.ids()[1] = 2;
      assertThat(verifier.compare().message()).contains("got id 2, reference 0");
    }
  }

  @ParameterizedTest
  @EnumSource(value = RoutingVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void roundedScoresHaveNearTiesOnlyWhereTheyUnderflow(RoutingVariant variant) {
    try (Launcher launcher = new Launcher(1)) {
      for (Scoring scoring : new Scoring[] {Scoring.SIGMOID, Scoring.SQRT_SOFTPLUS}) {
        RoutingJob near = job(scoring, bf16(1, 1 + 0x1p-7f, 0.9f, 0.8f), launcher);
        RoutingVerifier verifier = new RoutingVerifier(near);
        assertThat(verifier.run(variant.create(near)).message()).isNull();
        assertThat(verifier.nearTies()).isZero();
        // Below e^-87 all scores are the same in float32, and the lower ids are picked.
        float least = scoring == Scoring.SIGMOID ? -92 : -180;
        RoutingJob tiny = job(scoring, bf16(least, least + 1, least + 2, least + 3), launcher);
        verifier = new RoutingVerifier(tiny);
        assertThat(verifier.run(variant.create(tiny)).message()).isNull();
        assertThat(tiny.ids()).containsExactly(0, 1);
        assertThat(verifier.nearTies()).isEqualTo(1);
      }
    }
  }

  private static GatingLogits bf16(float... values) {
    short[] bits = new short[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Bf16.fromFloat(values[i]);
    }
    return GatingLogits.bf16(bits, 1, values.length);
  }

  private static RoutingJob job(Scoring scoring, GatingLogits logits, Launcher launcher) {
    RouterConfig config = RouterConfig.of(logits.experts(), 2).scoring(scoring).build();
    return new RoutingJob(Router.of(config), RoutingInput.of(logits), launcher);
  }

  private static Correctness spoiled(Consumer<RoutingJob> change) {
    RoutingJob job = job();
    return new RoutingVerifier(job)
        .run(
            () -> {
              RoutingVariant.SCALAR.create(job).route();
              change.accept(job);
            });
  }

  private static void move(float[] weights, int at, int ulps) {
    weights[at] += ulps * Math.ulp(weights[at]);
  }

  private static RoutingJob job() {
    float[] logits = new float[TOKENS * EXPERTS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (i * 7 % 33) / 8f - 2;
    }
    logits[2 * EXPERTS + 4] = 5;
    logits[2 * EXPERTS + 9] = 5;
    RouterConfig config = RouterConfig.of(EXPERTS, SLOTS).scoring(Scoring.SIGMOID).build();
    RoutingInput input = RoutingInput.of(GatingLogits.fp32(logits, TOKENS, EXPERTS));
    try (Launcher launcher = new Launcher(1)) { // one worker: works after it was closed
      return new RoutingJob(Router.of(config), input.withRealTokens(REAL), launcher);
    }
  }
}
