// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;

/**
 * Cells of a SwitchGLU run: every combination of these.
 *
 * @param subject what is measured
 * @param models names of models, as {@link ModelSpec}
 * @param formats weight formats
 * @param variants variants
 * @param concurrency requests of a batch
 * @param thresholds slots of a batch from which they are sorted by expert; of the SwitchGLU alone
 * @param ranks ranks of a sharded layer; empty for others
 * @param workers workers of every launch, or {@link #OF_THE_RUN}
 */
public record SwigluGrid(
    Subject subject,
    List<String> models,
    List<QuantFormat> formats,
    List<SwigluVariant> variants,
    List<Integer> concurrency,
    List<Integer> thresholds,
    List<Integer> ranks,
    int workers) {
  /** As many workers as the run has. */
  static final int OF_THE_RUN = 0;

  /** The threshold of layers, and of the SwitchGLU unless another is asked for. */
  static final int USUAL_THRESHOLD = SwigluJob.EXO_SORT_THRESHOLD;

  /** What the cells of a grid measure. */
  public enum Subject {
    /** The routed experts of a layer: gate, up, activation, down. */
    SWIGLU,
    /** A whole layer: router, experts, shared expert, weighted sum. */
    LAYER,
    /** A layer sharded over ranks, and its all-reduce alone. */
    SHARDED
  }

  /** A grid that is not sharded, sorts from the usual threshold and uses the run's workers. */
  static SwigluGrid of(
      Subject subject,
      List<String> models,
      List<QuantFormat> formats,
      List<SwigluVariant> variants,
      Integer... concurrency) {
    return new SwigluGrid(
        subject,
        models,
        formats,
        variants,
        List.of(concurrency),
        List.of(USUAL_THRESHOLD),
        List.of(),
        OF_THE_RUN);
  }

  /** The grid with other thresholds. */
  SwigluGrid sortedFrom(Integer... slots) {
    return new SwigluGrid(
        subject, models, formats, variants, concurrency, List.of(slots), ranks, workers);
  }

  /** The grid with ranks. */
  SwigluGrid over(Integer... numbers) {
    return new SwigluGrid(
        subject, models, formats, variants, concurrency, thresholds, List.of(numbers), workers);
  }

  /** The grid with that many workers. */
  SwigluGrid on(int number) {
    return new SwigluGrid(
        subject, models, formats, variants, concurrency, thresholds, ranks, number);
  }
}
