// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.quant.QuantFormat.FP8_E4M3;
import static org.moebench.quant.QuantFormat.INT4_SYM;
import static org.moebench.quant.QuantFormat.INT8_SYM;

import java.util.List;
import org.moebench.quant.QuantFormat;

/**
 * How much a preset measures of prefill.
 *
 * @param description one line for people
 * @param experts experts to rescale the workload to; 0 as the workload has
 * @param rows rows to rescale it to; 0 as the workload has
 * @param n output features
 * @param k input features
 * @param formats weight formats
 * @param thresholds pad thresholds, ascending
 * @param timing how long a fork measures
 * @param budget how many rounds
 */
public record PrefillScale(
    String description,
    int experts,
    int rows,
    int n,
    int k,
    List<QuantFormat> formats,
    List<Integer> thresholds,
    Timing timing,
    RoundBudget budget) {
  /** Columns of K that share a scale, as published. */
  static final int GROUP = 128;

  /** What that preset measures. */
  public static PrefillScale of(Preset preset) {
    return switch (preset) {
      case SMOKE -> smoke();
      case QUICK -> quick();
      case FULL -> full();
    };
  }

  private static PrefillScale smoke() {
    return new PrefillScale(
        "a minute, for CI: 32 experts, 2048 rows, a 256 x 256 projection",
        32,
        2048,
        256,
        256,
        List.of(INT4_SYM, FP8_E4M3),
        List.of(32, 128),
        new Timing(3, 150, 2, 50),
        RoundBudget.exactly(2));
  }

  private static PrefillScale quick() {
    return new PrefillScale(
        "minutes, the default: all recorded experts and rows,"
            + " N and K a quarter of the published ones",
        0,
        0,
        768,
        384,
        List.of(INT4_SYM, INT8_SYM, FP8_E4M3),
        List.of(16, 128, 1024),
        new Timing(2, 100, 3, 100),
        // Five minutes, less what weights, start and report take.
        new RoundBudget(3, 7, 270));
  }

  private static PrefillScale full() {
    return new PrefillScale(
        "more than an hour: the published configuration, 256 experts, N=3072, K=1536, every format",
        0,
        0,
        3072,
        1536,
        List.of(QuantFormat.values()),
        List.of(16, 32, 64, 128, 256, 512, 1024),
        new Timing(2, 100, 3, 100),
        RoundBudget.exactly(3));
  }
}
