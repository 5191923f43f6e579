// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import org.moebench.quant.PackedWeights;
import org.moebench.swiglu.ReferenceSwiglu;
import org.moebench.swiglu.ReferenceSwiglu.Projection;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluWeights;

/**
 * What the outputs of a slot should be, and how far a float32 kernel may be off: the errors of gate
 * and up ({@link GemmBound}, the bias being one more rounding) go through the activation ({@link
 * ActivationBound}) into the down projection,
 *
 * <pre>  δout = Σ_i |w_i|·δh_i + bound of down with terms |w_i|·(|h_i| + δh_i) and its bias</pre>
 */
final class SlotReference {
  /**
   * Some outputs of a slot, column by column.
   *
   * @param value exact
   * @param error how far a kernel may be off
   * @param magnitude sum of the terms' absolute values, as a kernel may have them
   */
  @SuppressWarnings("ArrayRecordComponent") // a triple of results, not a value
  record Outputs(double[] value, double[] error, double[] magnitude) {}

  private final SwigluJob job;
  private final ReferenceSwiglu reference;
  private final ActivationBound activation;
  private final GemmBound projected;
  private final GemmBound down;

  SlotReference(SwigluJob job) {
    this.job = job;
    reference = new ReferenceSwiglu(job);
    activation = new ActivationBound(job.activation());
    SwigluWeights weights = job.weights();
    projected = new GemmBound(weights.hidden(), weights.group(), 1);
    down = new GemmBound(weights.intermediate(), weights.down().group(), 1);
  }

  /**
   * The outputs of a slot with an expert.
   *
   * @param pair the slot: {@code token · slots + slot}
   * @param columns which outputs
   */
  Outputs outputs(int pair, int[] columns) {
    Projection gate = reference.gate(pair);
    Projection up = reference.up(pair);
    float factor = job.weightBeforeDown(pair);
    double[] hidden = new double[job.weights().intermediate()];
    double[] errors = new double[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      double g = gate.value()[i];
      double u = up.value()[i];
      hidden[i] = factor * job.activation().exact(g, u);
      errors[i] = activation.of(g, error(gate, i), u, error(up, i), factor);
    }
    Outputs outputs =
        new Outputs(
            new double[columns.length], new double[columns.length], new double[columns.length]);
    for (int c = 0; c < columns.length; c++) {
      down(pair, columns[c], hidden, errors, outputs, c);
    }
    return outputs;
  }

  private double error(Projection projection, int i) {
    return projected.of(projection.magnitude()[i], projection.offsets()[i]);
  }

  private void down(
      int pair, int column, double[] hidden, double[] errors, Outputs outputs, int at) {
    PackedWeights weights = job.weights().down();
    int expert = job.ids()[pair];
    double bias = reference.downBias(pair, column);
    double value = bias;
    double carried = 0;
    double magnitude = Math.abs(bias);
    double offsets = 0;
    for (int group = 0; group < hidden.length; group += weights.group()) {
      double size = 0;
      for (int i = group; i < group + weights.group(); i++) {
        double weight = weights.value(expert, column, i);
        double largest = Math.abs(hidden[i]) + errors[i];
        value += weight * hidden[i];
        carried += Math.abs(weight) * errors[i];
        magnitude += Math.abs(weight) * largest;
        size += largest;
      }
      offsets += size * Math.abs(weights.offset(expert, column, group));
    }
    outputs.value[at] = value;
    outputs.error[at] = carried + down.of(magnitude, offsets);
    outputs.magnitude[at] = magnitude;
  }
}
