// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.moebench.tensor.Rows;

/**
 * The definition, after mlx-lm's {@code SwitchGLU}: every sum in double, in ascending order. Never
 * tuned.
 */
public final class ReferenceSwiglu implements SwigluKernel {
  /**
   * Projected values and the magnitudes their error bounds scale with.
   *
   * @param value the sums, bias included
   * @param magnitude the sums of the terms' absolute values
   */
  @SuppressWarnings("ArrayRecordComponent") // a pair of results, not a value
  public record Projection(double[] value, double[] magnitude) {}

  private final SwigluJob job;

  public ReferenceSwiglu(SwigluJob job) {
    this.job = job;
  }

  @Override
  public void run() {
    Rows out = job.output();
    for (int pair = 0; pair < job.ids().length; pair++) {
      int at = out.index(pair);
      if (job.ids()[pair] < 0) {
        Arrays.fill(out.data(), at, at + job.weights().hidden(), 0);
      } else {
        double[] h = hidden(pair);
        for (int d = 0; d < job.weights().hidden(); d++) {
          out.data()[at + d] = (float) down(pair, d, h);
        }
      }
    }
  }

  /** The gate projection of a slot, [I]. */
  public Projection gate(int pair) {
    SwigluWeights w = job.weights();
    int expert = job.ids()[pair];
    return project(pair, (i, d) -> w.gateValue(expert, i, d), w.biases().gate());
  }

  /** The up projection of a slot, [I]. */
  public Projection up(int pair) {
    SwigluWeights w = job.weights();
    int expert = job.ids()[pair];
    return project(pair, (i, d) -> w.upValue(expert, i, d), w.biases().up());
  }

  private interface Matrix {
    float value(int row, int column);
  }

  private Projection project(int pair, Matrix matrix, float[] bias) {
    SwigluWeights w = job.weights();
    int at = job.input().index(pair / job.slots());
    float[] x = job.input().data();
    Projection result = new Projection(new double[w.intermediate()], new double[w.intermediate()]);
    for (int i = 0; i < w.intermediate(); i++) {
      double sum = bias == null ? 0 : bias[job.ids()[pair] * w.intermediate() + i];
      double magnitude = Math.abs(sum);
      for (int d = 0; d < w.hidden(); d++) {
        double product = (double) x[at + d] * matrix.value(i, d);
        sum += product;
        magnitude += Math.abs(product);
      }
      result.value[i] = sum;
      result.magnitude[i] = magnitude;
    }
    return result;
  }

  /** The activated row of a slot, [I], times its weight before down. */
  public double[] hidden(int pair) {
    Projection gate = gate(pair);
    Projection up = up(pair);
    double[] h = new double[gate.value.length];
    for (int i = 0; i < h.length; i++) {
      h[i] = job.weightBeforeDown(pair) * job.activation().exact(gate.value[i], up.value[i]);
    }
    return h;
  }

  /** One output of a slot, bias included. */
  public double down(int pair, int d, double[] hidden) {
    return downBias(pair, d) + sumOf(hidden.length, i -> hidden[i] * downWeight(pair, d, i));
  }

  /** The down bias of a slot's expert; 0 if there is none. */
  public double downBias(int pair, int d) {
    float[] bias = job.weights().biases().down();
    return bias == null ? 0 : bias[job.ids()[pair] * job.weights().hidden() + d];
  }

  /** One dequantized weight of the down projection of a slot's expert. */
  public float downWeight(int pair, int d, int i) {
    return job.weights().down().value(job.ids()[pair], d, i);
  }

  private static double sumOf(int count, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }
}
