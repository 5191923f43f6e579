// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Shape;
import org.moebench.workload.WeightSpec;
import org.moebench.workload.Workload;

/**
 * A prefill run with every choice made and checked.
 *
 * @param preset the preset it started from
 * @param shape the projection
 * @param formats weight formats, without repetition
 * @param thresholds pad thresholds, ascending, without repetition
 * @param source where the workload comes from, as forks are told
 * @param workload the rows per expert
 * @param workers workers of every launch
 * @param seed seed of inputs and orders
 * @param timing how long a fork measures
 * @param budget how many rounds
 * @param out output folder
 * @param cache folder of the weight files
 */
public record PrefillConfig(
    Preset preset,
    Shape shape,
    List<QuantFormat> formats,
    List<Integer> thresholds,
    WorkloadSpec source,
    Workload workload,
    int workers,
    long seed,
    Timing timing,
    RoundBudget budget,
    Path out,
    Path cache) {
  /** The weights of a format. */
  public WeightSpec weights(QuantFormat format) {
    return new WeightSpec(format, shape.experts(), shape.n(), shape.k(), shape.group(), seed);
  }

  /** Bytes of all weights of a format, as forks hold them. */
  long weightBytes(QuantFormat format) {
    return weights(format).layout().bytes();
  }
}
