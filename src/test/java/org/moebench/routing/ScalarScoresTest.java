// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.moebench.launch.Launcher;
import org.moebench.quant.Bf16;
import org.moebench.verify.RoutingSamples;

class ScalarScoresTest {
  // Prime, so that all low bits occur; about 4 million of the floats.
  private static final int STRIDE = 1021;
  private static final double TINY = 0x1p-125;

  @FunctionalInterface
  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void exponentialsAreWithinTheirBound() {
    Errors worst = sweep(ScalarScores::exp, Math::exp, -ScoreConstants.MOST, ScoreConstants.MOST);
    assertThat(worst.ulps).isBetween(0.5, 1.01);
    assertThat(worst.relative).isBetween(0.5 * 0x1p-24, 2 * 0x1p-24);
  }

  @Test
  void sigmoidsAreWithinTheirBoundOverTheWholeRange() {
    DoubleUnaryOperator exact = ScalarScoresTest::sigmoid;
    Errors worst =
        sweep(ScalarScores::sigmoid, exact, -ScoreConstants.MOST, Float.POSITIVE_INFINITY);
    assertThat(worst.ulps).isBetween(1.0, 2.49);
    assertThat(worst.relative).isBetween(0x1p-24, 4 * 0x1p-24);
    Errors underflow =
        sweep(ScalarScores::sigmoid, exact, Float.NEGATIVE_INFINITY, -ScoreConstants.MOST);
    assertThat(underflow.absolute).isPositive().isLessThan(TINY);
  }

  @Test
  void rootsOfSoftplusAreWithinTheirBoundOverTheWholeRange() {
    DoubleUnaryOperator exact = ScalarScoresTest::sqrtSoftplus;
    float least = -2 * ScoreConstants.MOST;
    Errors worst = sweep(ScalarScores::sqrtSoftplus, exact, least, Float.POSITIVE_INFINITY);
    assertThat(worst.ulps).isBetween(1.0, 2.2);
    assertThat(worst.relative).isBetween(0x1p-24, 4 * 0x1p-24);
    Errors underflow = sweep(ScalarScores::sqrtSoftplus, exact, Float.NEGATIVE_INFINITY, least);
    assertThat(underflow.absolute).isPositive().isLessThan(TINY);
  }

  @Test
  void zerosInfinitiesAndSubnormalsHaveTheirScores() {
    for (float tiny : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL}) {
      assertThat(ScalarScores.exp(tiny)).isEqualTo(1);
      assertThat(ScalarScores.sigmoid(tiny)).isEqualTo(0.5f);
      assertThat(ScalarScores.sqrtSoftplus(tiny)).isEqualTo((float) sqrtSoftplus(0));
    }
    assertThat(ScalarScores.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ScalarScores.sqrtSoftplus(Float.POSITIVE_INFINITY)).isInfinite();
    assertThat((double) ScalarScores.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0.0, TINY);
    assertThat((double) ScalarScores.sqrtSoftplus(Float.NEGATIVE_INFINITY)).isBetween(0.0, TINY);
    for (Scoring scoring : new Scoring[] {Scoring.SIGMOID, Scoring.SQRT_SOFTPLUS}) {
      assertThat(ScalarScores.selection(scoring, Float.NaN, 0, false))
          .isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(ScalarScores.selection(scoring, 1, Float.NaN, true))
          .isEqualTo(Float.NEGATIVE_INFINITY);
    }
  }

  @Test
  void everyBfloat16LogitHasTheRoundedScoreOfTheReference() {
    int compared = 0;
    for (int bits = 0; bits < 1 << 16; bits++) {
      float x = Bf16.toFloat((short) bits);
      if (Float.isNaN(x)) {
        continue;
      }
      compareRounded(x, ScalarScores.sigmoid(x), sigmoid(x), -ScoreConstants.MOST);
      compareRounded(x, ScalarScores.sqrtSoftplus(x), sqrtSoftplus(x), -2 * ScoreConstants.MOST);
      compared++;
    }
    assertThat(compared).isEqualTo((1 << 16) - 2 * 127);
  }

  /** Equal; where the exponential is below e^-87, within the absolute error of that. */
  private static void compareRounded(float x, float got, double exact, float least) {
    float rounded = Bf16.round(got);
    float expected = Bf16.round((float) exact);
    if (x >= least) {
      assertThat(rounded).as("logit %s", x).isEqualTo(expected);
    } else {
      assertThat((double) rounded - expected).as("logit %s", x).isBetween(0.0, TINY);
    }
  }

  @Test
  void selectionScoresOfWholeTokensAreWithinTheirBound() {
    FloatScores scores = new FloatScores();
    double worst = 0;
    double worstSum = 0;
    try (Launcher launcher = new Launcher(1)) {
      for (RoutingJob job : new RoutingSamples(5).everySize(launcher)) {
        for (int t = 0; t < job.tokens(); t++) {
          double ratio = scores.worstRatio(job, t);
          assertThat(ratio).as("%s, token %d", job.router().config(), t).isLessThanOrEqualTo(1);
          worst = Math.max(worst, ratio);
          worstSum = Math.max(worstSum, scores.sumError(job, t));
        }
      }
    }
    assertThat(worst).isGreaterThan(0.3);
    assertThat(worstSum).isBetween(0x1p-24, 0x1p-16);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double sqrtSoftplus(double x) {
    return Math.sqrt(x > 20 ? x : Math.log1p(Math.exp(x)));
  }

  /** The largest errors of a sweep. */
  private static final class Errors {
    private double ulps;
    private double relative;
    private double absolute;
  }

  private static Errors sweep(
      FloatFunction function, DoubleUnaryOperator exact, float least, float most) {
    Errors worst = new Errors();
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (x >= least && x <= most) { // false for NaN
        double expected = exact.applyAsDouble(x);
        float got = function.of(x);
        double error = got == expected ? 0 : Math.abs(got - expected); // of infinities 0, not NaN
        worst.absolute = Math.max(worst.absolute, error);
        worst.relative = Math.max(worst.relative, error / expected);
        worst.ulps = Math.max(worst.ulps, error / Math.ulp((float) expected));
      }
    }
    return worst;
  }
}
