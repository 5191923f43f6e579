// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.moebench.launch.Launcher;
import org.moebench.quant.Bf16;

/** Routers, batches and outputs for the tests of routing. */
final class RoutingFixtures {
  /** All variants but the reference. */
  static final List<RoutingVariant> TIMED =
      Arrays.stream(RoutingVariant.values()).filter(v -> v != RoutingVariant.REFERENCE).toList();

  /** One group of settings of each kind: grouped with a bias, softmax, grouped softmax, V4-like. */
  static final List<RouterConfig> CONFIGS =
      List.of(
          RouterConfig.of(64, 6)
              .scoring(Scoring.SIGMOID)
              .groups(8, 4, GroupScore.TOP2_SUM)
              .renormalize(Denominator.ONE_IF_ZERO)
              .scale(2.5, ScaleUse.WITH_RENORMALIZATION)
              .build(),
          RouterConfig.of(60, 4).build(),
          RouterConfig.of(48, 6).groups(4, 2, GroupScore.MAX).scale(16, ScaleUse.ALWAYS).build(),
          RouterConfig.of(37, 5)
              .scoring(Scoring.SQRT_SOFTPLUS)
              .renormalize(Denominator.sumPlus(1e-20))
              .scale(1.5, ScaleUse.ALWAYS)
              .build());

  private RoutingFixtures() {}

  /** What a router wrote. */
  record Output(int[] ids, float[] weights) {
    int id(int token, int slot, int slots) {
      return ids[token * slots + slot];
    }
  }

  /** Routes by a new kernel with one worker. */
  static Output route(RoutingVariant variant, Router router, RoutingInput input) {
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job = new RoutingJob(router, input, launcher);
      variant.create(job).route();
      return new Output(job.ids(), job.weights());
    }
  }

  /** A batch of float32 logits. */
  static RoutingInput batch(int experts, float... logits) {
    return RoutingInput.of(GatingLogits.fp32(logits, logits.length / experts, experts));
  }

  /** The same batch in bfloat16. */
  static RoutingInput rounded(int experts, float... logits) {
    short[] bits = new short[logits.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Bf16.fromFloat(logits[i]);
    }
    return RoutingInput.of(GatingLogits.bf16(bits, logits.length / experts, experts));
  }

  /** Normally distributed values. */
  static float[] normal(long seed, int count, double deviation) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** {@code count} times the same value. */
  static float[] all(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
