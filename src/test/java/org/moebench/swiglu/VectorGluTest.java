// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("width")
class VectorGluTest {
  private static final int BLOCK = 1 << 12;
  // Odd, and so that a sweep is some two million floats.
  private static final int STRIDE = 2003;

  static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.silu(),
          Activation.limited(Activation.DEEPSEEK_LIMIT),
          Activation.gptOss(Activation.GPT_OSS_ALPHA, Activation.GPT_OSS_LIMIT),
          new Activation("gentle", 0.5f, Float.POSITIVE_INFINITY, 0));

  private final float[] zeros = new float[BLOCK];

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void gluIsWithinItsBoundOverAllFloats(Activation activation) {
    // With up 1 and no shift the result is glu itself.
    Activation plain = new Activation("plain", activation.alpha(), activation.limit(), 0);
    float up = Math.min(1, plain.limit());
    double worst = 0;
    long compared = 0;
    float[] gates = new float[BLOCK];
    for (long bits = 0; bits < 1L << 32; bits += (long) BLOCK * STRIDE) {
      for (int i = 0; i < BLOCK; i++) {
        gates[i] = Float.intBitsToFloat((int) (bits + (long) i * STRIDE));
      }
      float[] got = apply(plain, gates, filled(up));
      for (int i = 0; i < BLOCK; i++) {
        if (!Float.isNaN(gates[i])) {
          worst = Math.max(worst, ulps(plain, gates[i], got[i]));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(2_000_000);
    assertThat(worst).as("units in the last place").isBetween(0.5, VectorGlu.ULPS);
  }

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void gluIsWithinItsBoundWhereItBends(Activation activation) {
    Activation plain = new Activation("plain", activation.alpha(), activation.limit(), 0);
    float[] gates = new float[BLOCK];
    double worst = 0;
    for (int block = 0; block < 100; block++) {
      for (int i = 0; i < BLOCK; i++) {
        gates[i] = -100 + 200f * (block * BLOCK + i) / (100 * BLOCK);
      }
      float[] got = apply(plain, gates, filled(1));
      for (int i = 0; i < BLOCK; i++) {
        worst = Math.max(worst, ulps(plain, gates[i], got[i]));
      }
    }
    assertThat(worst).isBetween(0.5, VectorGlu.ULPS);
  }

  /** Error in units in the last place of the exact value, beyond {@link VectorGlu#tiny}. */
  private static double ulps(Activation activation, float gate, float got) {
    double exact = activation.glu(Math.min(gate, activation.limit()));
    if (Float.isInfinite((float) exact)) {
      assertThat(got).isEqualTo((float) exact);
      return 0;
    }
    double error = Math.abs(got - exact);
    assertThat(error).as("glu(%s) = %s", gate, got).isNotNaN();
    return Math.max(0, error - VectorGlu.tiny(activation)) / Math.ulp((float) exact);
  }

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void specialValues(Activation activation) {
    Activation plain = new Activation("plain", activation.alpha(), activation.limit(), 0);
    float[] gates = {0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -3e38f, 3e38f};
    float[] got = apply(plain, padded(gates), filled(1));
    assertThat(got[0]).isZero();
    assertThat(got[1]).isZero();
    for (int i = 2; i < gates.length; i++) {
      assertThat(ulps(plain, gates[i], got[i])).isLessThanOrEqualTo(VectorGlu.ULPS);
    }
    float[] infinite = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    float[] limits = apply(plain, padded(infinite), filled(1));
    assertThat((double) limits[0])
        .isCloseTo(plain.exact(Float.POSITIVE_INFINITY, 1), Offset.offset(1e-5));
    assertThat((double) limits[1]).isBetween(-VectorGlu.tiny(plain), 0.0);
  }

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void nanInGateOrUpGivesNan(Activation activation) {
    for (float other : new float[] {0, -500, 500, Float.NEGATIVE_INFINITY}) {
      assertThat(apply(activation, filled(Float.NaN), filled(other))).containsOnly(Float.NaN);
      assertThat(apply(activation, filled(other), filled(Float.NaN))).containsOnly(Float.NaN);
    }
  }

  @Test
  void clampShiftBiasAndFactorEnterInThisOrder() {
    Activation activation = Activation.gptOss(Activation.GPT_OSS_ALPHA, 7);
    float[] gateBias = filled(0.25f);
    float[] upBias = filled(-0.5f);
    float[] out = new float[BLOCK];
    float[] gates = padded(-3, 1, 6.9f, 20);
    float[] ups = padded(-30, 2, 7, 30);
    new VectorGlu(activation).apply(gates, 0, gateBias, ups, 0, upBias, 0, 0.75f, out, 0, 32);
    for (int i = 0; i < 4; i++) {
      double exact = 0.75 * activation.exact(gates[i] + 0.25, ups[i] - 0.5);
      assertThat((double) out[i]).isCloseTo(exact, Offset.offset(1e-6 * Math.abs(exact)));
    }
    assertThat(activation.exact(20, 30)).isEqualTo(activation.glu(7) * 8);
    assertThat(activation.exact(1, -30)).isEqualTo(activation.glu(1) * -6);
  }

  @Test
  void impossibleActivationsAreRefused() {
    for (float bad : new float[] {0, -1, Float.NaN}) {
      assertThatThrownBy(() -> new Activation("bad", 1, bad, 0)).hasMessageContaining("limit");
      assertThatThrownBy(() -> new Activation("bad", bad, 1, 0)).hasMessageContaining("alpha");
    }
  }

  private float[] apply(Activation activation, float[] gates, float[] ups) {
    float[] out = new float[BLOCK];
    new VectorGlu(activation).apply(gates, 0, zeros, ups, 0, zeros, 0, 1, out, 0, BLOCK);
    return out;
  }

  private static float[] filled(float value) {
    float[] all = new float[BLOCK];
    Arrays.fill(all, value);
    return all;
  }

  private static float[] padded(float... values) {
    return Arrays.copyOf(values, BLOCK);
  }
}
