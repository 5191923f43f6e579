// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import org.moebench.moe.LayerExperts;
import org.moebench.moe.RmsNorm;
import org.moebench.moe.SwigluStack;
import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;

/**
 * Layers of SwitchGLU experts: the norm within one rounding more than the exact one's, the weighted
 * sum of the experts by the bound of {@link TokenReference}, and the residual bit for bit.
 */
final class SwigluLayers implements StackVerifier.Layers {
  private static final double NORM_ROUNDINGS = 0x1p-23;

  private final SwigluStack stack;

  SwigluLayers(SwigluStack stack) {
    this.stack = stack;
  }

  @Override
  public void spoil(int step) {
    for (int layer = 0; layer < stack.layers(); layer++) {
      LayerExperts experts = stack.experts(step, layer);
      spoil(stack.normed(step, layer));
      spoil(experts.routed().output());
      spoil(experts.output());
      spoil(stack.stream(step, layer + 1));
    }
  }

  private static void spoil(Rows rows) {
    Arrays.fill(rows.data(), Float.NaN);
  }

  @Override
  public Correctness compare(int step, int layer) {
    Rows before = stack.stream(step, layer);
    LayerExperts experts = stack.experts(step, layer);
    Rows given = experts.output();
    Comparison all = compareNorm(before, stack.normed(step, layer));
    all = all.and(compareExperts(experts, stack.slotWeights(step, layer), given));
    all = all.and(compareSum(before, given, stack.stream(step, layer + 1)));
    return all.correctness(3L * given.count() * given.stride());
  }

  private static Comparison compareNorm(Rows x, Rows normed) {
    Comparison all = Comparison.NONE;
    for (int t = 0; t < x.count(); t++) {
      double squares = 0;
      for (int c = 0; c < x.stride(); c++) {
        squares += Math.pow(x.data()[x.index(t) + c], 2);
      }
      double root = Math.sqrt(squares / x.stride() + RmsNorm.EPSILON);
      for (int c = 0; c < x.stride(); c++) {
        double expected = x.data()[x.index(t) + c] / root;
        double allowed = Math.abs(expected) * NORM_ROUNDINGS + Float.MIN_NORMAL;
        all = all.and(compare("norm", normed, t, c, expected, allowed));
      }
    }
    return all;
  }

  private static Comparison compareExperts(LayerExperts experts, float[] weights, Rows given) {
    TokenReference reference = new TokenReference(experts.routed(), weights, null, 1);
    int[] columns = reference.columns();
    Comparison compared =
        reference
            .tokens()
            .parallel()
            .mapToObj(token -> compareToken(token, columns, reference.outputs(token), given))
            .reduce(Comparison.NONE, Comparison::and);
    return compared.and(Written.check(given, given.stride()));
  }

  private static Comparison compareToken(
      int token, int[] columns, SlotReference.Outputs expected, Rows given) {
    Comparison all = Comparison.NONE;
    for (int c = 0; c < columns.length; c++) {
      double value = expected.value()[c];
      all = all.and(compare("experts", given, token, columns[c], value, expected.error()[c]));
    }
    return all;
  }

  /** Float addition is exact up to its own rounding, which both have. */
  private static Comparison compareSum(Rows before, Rows given, Rows after) {
    Comparison all = Comparison.NONE;
    for (int t = 0; t < after.count(); t++) {
      for (int c = 0; c < after.stride(); c++) {
        float expected = before.data()[before.index(t) + c] + given.data()[given.index(t) + c];
        all = all.and(compare("residual", after, t, c, expected, Float.MIN_VALUE));
      }
    }
    return all;
  }

  private static Comparison compare(
      String what, Rows rows, int token, int column, double expected, double allowed) {
    return Comparison.of(
        rows.data()[rows.index(token) + column],
        expected,
        allowed,
        () -> "%s, token %d, column %d".formatted(what, token, column));
  }
}
