// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.launch.Launcher;
import org.moebench.moe.LayerConfig;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.MoeLayer;
import org.moebench.quant.QuantFormat;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

/** Norms and largest elements that a layer records, against those of the reference's outputs. */
@Tag("width")
class RecordedNormsTest {
  private static final int EXPERTS = 8;
  private static final int SLOTS = 3;
  private static final int TOKENS = 5;
  private static final int HIDDEN = 72;
  private static final int INTERMEDIATE = 64;
  private static final int[] COLUMNS = IntStream.range(0, HIDDEN).toArray();
  private static final int SORTED = 0;
  private static final int UNSORTED = Integer.MAX_VALUE;
  private static final Rows X = SwigluSamples.activations(TOKENS, HIDDEN);

  /** A norm or element as recorded is rounded to float32. */
  private static final double ROUNDING = 0x1p-24;

  private record Recorded(float[] weights, float[] norms, float[] maxima) {}

  @ParameterizedTest
  @EnumSource(SwigluVariant.class)
  void areTheReferencesWithinTheBoundInEveryFormat(SwigluVariant variant) {
    for (QuantFormat format : QuantFormat.values()) {
      ExpertBiases none = ExpertBiases.NONE;
      assertRight(variant, format, none, config(false, SORTED));
      assertRight(variant, format, none, config(true, UNSORTED));
      ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
      assertRight(variant, format, biases, config(false, UNSORTED));
    }
  }

  private static LayerConfig config(boolean weightsBeforeDown, int sortThreshold) {
    return new LayerConfig(Activation.silu(), null, weightsBeforeDown, sortThreshold);
  }

  private static void assertRight(
      SwigluVariant variant, QuantFormat format, ExpertBiases biases, LayerConfig config) {
    LayerWeights weights =
        new LayerWeights(SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, biases), null);
    LayerWeights own = variant.form() == null ? weights : weights.as(variant.form());
    RoutingInput logits = SwigluSamples.logits(7, TOKENS, EXPERTS);
    try (Launcher launcher = new Launcher(2);
        Launcher alone = new Launcher(1)) {
      Router router = Router.of(RouterConfig.of(EXPERTS, SLOTS).build());
      MoeLayer layer = new MoeLayer(router, config, own, variant, logits, launcher);
      List<Recorded> recorded = new ArrayList<>();
      layer.recorder(
          (tokens, slots, ids, w, norms, maxima) ->
              recorded.add(new Recorded(w.clone(), norms.clone(), maxima.clone())));
      layer.batch(logits, X);
      layer.run();
      SwigluJob job = new SwigluJob(weights.routed(), config.activation(), TOKENS, SLOTS, 0, alone);
      job.batch(X, layer.routing().ids());
      assertRight(recorded.get(0), config.weightsBeforeDown(), new SlotReference(job));
    }
  }

  private static void assertRight(Recorded got, boolean divided, SlotReference reference) {
    for (int pair = 0; pair < TOKENS * SLOTS; pair++) {
      SlotReference.Outputs expected = reference.outputs(pair, COLUMNS);
      // The weight's multiplication before down is one rounding more of every hidden value.
      double carried = divided ? 2 * ROUNDING : 0;
      double norm = 0;
      double squaredError = 0;
      double largest = Double.NEGATIVE_INFINITY;
      double worst = 0;
      for (int c : COLUMNS) {
        double error = expected.error()[c] + carried * expected.magnitude()[c];
        norm += expected.value()[c] * expected.value()[c];
        squaredError += error * error;
        largest = Math.max(largest, expected.value()[c]);
        worst = Math.max(worst, error);
      }
      norm = Math.sqrt(norm);
      assertThat((double) got.norms[pair])
          .isBetween(within(norm, -Math.sqrt(squaredError)), within(norm, Math.sqrt(squaredError)));
      assertThat((double) got.maxima[pair])
          .isBetween(within(largest, -worst), within(largest, worst));
    }
    assertThat(Arrays.stream(toDoubles(got.weights)).min().orElseThrow()).isPositive();
  }

  private static double within(double value, double error) {
    double off = error + Math.copySign(ROUNDING * (Math.abs(value) + Math.abs(error)), error);
    return value + off;
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
