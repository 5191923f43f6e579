// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.quant.QuantFormat.FP8_E4M3;
import static org.moebench.quant.QuantFormat.INT4_SYM;
import static org.moebench.quant.QuantFormat.INT8_SYM;
import static org.moebench.run.SwigluGrid.Subject.LAYER;
import static org.moebench.run.SwigluGrid.Subject.SHARDED;
import static org.moebench.run.SwigluGrid.Subject.SWIGLU;
import static org.moebench.swiglu.SwigluVariant.FUSED_INTERLEAVED;
import static org.moebench.swiglu.SwigluVariant.UNFUSED;

import java.util.Arrays;
import java.util.List;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.workload.ModelCatalogue;

/**
 * How much a preset measures of the SwitchGLU.
 *
 * @param description one line for people
 * @param divisor what the models' widths are divided by
 * @param grids what is measured; a cell that is in several is measured once
 * @param timing how long a fork measures
 * @param budget how many rounds
 */
public record SwigluScale(
    String description, int divisor, List<SwigluGrid> grids, Timing timing, RoundBudget budget) {
  private static final List<String> DEEPSEEK = List.of("deepseek-v4-flash");
  private static final List<String> QWEN3 = List.of("qwen3-30b-a3b");
  private static final List<String> OLMOE = List.of("olmoe-1b-7b");

  // 1 to 8 as published, and beyond.
  private static final Integer[] CONCURRENCY = {1, 2, 4, 6, 8, 16, 64};

  private static final List<QuantFormat> INT4 = List.of(INT4_SYM);
  private static final List<QuantFormat> ALL_FORMATS = List.of(INT4_SYM, INT8_SYM, FP8_E4M3);
  private static final List<SwigluVariant> PAIR = List.of(UNFUSED, FUSED_INTERLEAVED);
  private static final List<SwigluVariant> BEST = List.of(FUSED_INTERLEAVED);

  /** What that preset measures. */
  public static SwigluScale of(Preset preset) {
    return switch (preset) {
      case SMOKE -> smoke();
      case QUICK -> quick();
      case FULL -> full();
    };
  }

  /** Every variant that is timed. */
  public static List<SwigluVariant> timed() {
    return Arrays.stream(SwigluVariant.values())
        .filter(variant -> variant != SwigluVariant.REFERENCE)
        .toList();
  }

  private static SwigluScale smoke() {
    return new SwigluScale(
        "a minute, for CI: OLMoE with its widths / 4, INT4, 1 and 8 requests; a layer, sharded",
        // The least that leaves whole quantization groups to two ranks.
        4,
        List.of(
            SwigluGrid.of(SWIGLU, OLMOE, INT4, timed(), 1, 8),
            SwigluGrid.of(LAYER, OLMOE, INT4, BEST, 1),
            SwigluGrid.of(SHARDED, OLMOE, INT4, BEST, 1).over(1, 2)),
        new Timing(1, 75, 3, 50),
        RoundBudget.exactly(2));
  }

  private static SwigluScale quick() {
    return new SwigluScale(
        "minutes, the default: DeepSeek-V4-Flash with its widths / 4, 1 to 64 requests, INT4, INT8"
            + " and FP8, sorted and unsorted; the whole layer, sharded; Qwen3-30B-A3B",
        4,
        List.of(
            SwigluGrid.of(SWIGLU, DEEPSEEK, INT4, PAIR, CONCURRENCY),
            SwigluGrid.of(SWIGLU, DEEPSEEK, INT4, timed(), 1, 8),
            SwigluGrid.of(SWIGLU, DEEPSEEK, List.of(INT8_SYM, FP8_E4M3), PAIR, 1, 8),
            SwigluGrid.of(SWIGLU, DEEPSEEK, INT4, PAIR, 2, 8)
                .sortedFrom(SwigluJob.MLX_SORT_THRESHOLD),
            SwigluGrid.of(LAYER, DEEPSEEK, INT4, PAIR, 1, 8),
            SwigluGrid.of(SHARDED, DEEPSEEK, INT4, BEST, 8).over(1, 2, 4),
            SwigluGrid.of(SWIGLU, QWEN3, INT4, PAIR, 1, 8)),
        // Short ones: the ratio is the median over pairs of them.
        new Timing(1, 75, 25, 25),
        // Twelve minutes, less what start and report take.
        new RoundBudget(3, 7, 700));
  }

  private static SwigluScale full() {
    List<String> all = ModelCatalogue.names();
    return new SwigluScale(
        "hours: every model in its published shape, 1 to 64 requests, INT4, INT8 and FP8, sorted"
            + " and unsorted, on all workers and on one; layers, sharded",
        1,
        List.of(
            SwigluGrid.of(SWIGLU, all, ALL_FORMATS, timed(), CONCURRENCY),
            SwigluGrid.of(SWIGLU, all, INT4, PAIR, 2, 4, 8)
                .sortedFrom(SwigluJob.MLX_SORT_THRESHOLD),
            SwigluGrid.of(SWIGLU, all, INT4, PAIR, 1, 8, 64).on(1),
            SwigluGrid.of(LAYER, all, ALL_FORMATS, timed(), 1, 8, 64),
            SwigluGrid.of(SHARDED, all, INT4, BEST, 1, 8, 64).over(1, 2, 4)),
        new Timing(1, 75, 25, 50),
        RoundBudget.exactly(5));
  }
}
