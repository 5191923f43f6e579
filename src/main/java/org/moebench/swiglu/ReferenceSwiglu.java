// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.moebench.quant.PackedWeights;
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
   * @param offsets {@code Σ|x·offset|}: what {@link PackedWeights#offset} adds to each term
   */
  @SuppressWarnings("ArrayRecordComponent") // a triple of results, not a value
  public record Projection(double[] value, double[] magnitude, double[] offsets) {}

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
    return project(pair, false, job.weights().biases().gate());
  }

  /** The up projection of a slot, [I]. */
  public Projection up(int pair) {
    return project(pair, true, job.weights().biases().up());
  }

  private Projection project(int pair, boolean ofUp, float[] bias) {
    int size = job.weights().intermediate();
    Projection result = new Projection(new double[size], new double[size], new double[size]);
    for (int i = 0; i < size; i++) {
      double start = bias == null ? 0 : bias[job.ids()[pair] * size + i];
      project(pair, ofUp, i, start, result);
    }
    return result;
  }

  private void project(int pair, boolean ofUp, int i, double bias, Projection result) {
    PackedWeights matrix = job.weights().matrix(ofUp);
    int row = job.weights().row(ofUp, i);
    int expert = job.ids()[pair];
    int at = job.input().index(pair / job.slots());
    float[] x = job.input().data();
    double sum = bias;
    double magnitude = Math.abs(bias);
    double offsets = 0;
    for (int group = 0; group < matrix.k(); group += matrix.group()) {
      double size = 0;
      for (int d = group; d < group + matrix.group(); d++) {
        double product = (double) x[at + d] * matrix.value(expert, row, d);
        sum += product;
        magnitude += Math.abs(product);
        size += Math.abs(x[at + d]);
      }
      offsets += size * Math.abs(matrix.offset(expert, row, group));
    }
    result.value[i] = sum;
    result.magnitude[i] = magnitude;
    result.offsets[i] = offsets;
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
