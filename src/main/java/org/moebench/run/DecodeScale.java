// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.moe.DispatchStrategy.UNIFIED_AUTO;
import static org.moebench.moe.DispatchStrategy.UNIFIED_TUNED;
import static org.moebench.quant.QuantFormat.FP8_E4M3;
import static org.moebench.quant.QuantFormat.FP8_E5M2;
import static org.moebench.quant.QuantFormat.INT2_ASYM;
import static org.moebench.quant.QuantFormat.INT2_SYM;
import static org.moebench.quant.QuantFormat.INT4_ASYM;
import static org.moebench.quant.QuantFormat.INT4_SYM;
import static org.moebench.quant.QuantFormat.INT8_ASYM;
import static org.moebench.quant.QuantFormat.INT8_SYM;

import java.util.List;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.DecodeTraces;

/**
 * How much a preset measures of decoding.
 *
 * @param description one line for people
 * @param distinct cells with distinct experts; a cell that is in several is measured once
 * @param matrices how many matrices those take their experts from, and how many at most where the
 *     caches would hold so many
 * @param traces cells that follow decode workloads
 * @param divisor what the sizes of the decode workloads' models are divided by
 * @param dispatch numbers of experts for which the cost of dispatching is measured
 * @param workspaces formats in which the workspace cache is measured
 * @param timing how long a fork measures
 * @param budget how many rounds
 */
public record DecodeScale(
    String description,
    List<DistinctGrid> distinct,
    Matrices matrices,
    List<TraceGrid> traces,
    int divisor,
    List<Integer> dispatch,
    List<QuantFormat> workspaces,
    Timing timing,
    RoundBudget budget) {
  /** Most matrices of a fork: a call looks at all of them, of which it computes a few. */
  public static final int MOST_MATRICES = 1 << 12;

  /** Columns of K that share a scale. */
  static final int GROUP = 128;

  /** Experts that a call computes, where they are distinct. */
  static final int ACTIVE = 8;

  /** The published shape, whose cells have short names. */
  static final ProjectionShape USUAL = new ProjectionShape(3072, 1536);

  static final ProjectionShape SMALL = new ProjectionShape(512, 512);

  /** One of every kind of format. */
  static final List<QuantFormat> FORMATS = List.of(INT8_SYM, INT4_SYM, INT2_SYM, FP8_E4M3);

  private static final List<QuantFormat> OTHER_FORMATS =
      List.of(INT8_ASYM, INT4_ASYM, INT2_ASYM, FP8_E5M2);

  static final List<QuantFormat> INT4 = List.of(INT4_SYM);

  /** Rows per expert, where the crossover of any format is looked for. */
  static final Integer[] ROWS = {1, 2, 4, 8, 16, 32};

  private static final List<DispatchStrategy> TUNED = List.of(UNIFIED_TUNED);
  private static final List<DispatchStrategy> BOTH = List.of(UNIFIED_TUNED, UNIFIED_AUTO);

  /**
   * A number of matrices.
   *
   * @param usual how many
   * @param most how many at most, if the usual number is too few to come from memory
   */
  public record Matrices(int usual, int most) {
    /** As many as a small fork holds. */
    static final Matrices FEW = new Matrices(32, 32);

    /** Far beyond most caches in most formats. */
    static final Matrices MANY = new Matrices(128, 1024);
  }

  /** What that preset measures. */
  public static DecodeScale of(Preset preset) {
    return switch (preset) {
      case SMOKE -> smoke();
      case QUICK -> quick();
      case FULL -> full();
    };
  }

  private static DecodeScale smoke() {
    return new DecodeScale(
        "under a minute, for CI: 512x512 in INT8 and INT4, OLMoE's routing on its sizes / 8",
        List.of(DistinctGrid.of(SMALL, List.of(INT8_SYM), 1), DistinctGrid.of(SMALL, INT4, 1, 4)),
        Matrices.FEW,
        List.of(
            traces("olmoe-decode", TUNED, "1"),
            traces("olmoe-decode", List.of(UNIFIED_AUTO), "azure-conv-23")),
        8,
        List.of(64),
        INT4,
        new Timing(1, 50, 3, 30),
        RoundBudget.exactly(2));
  }

  private static DecodeScale quick() {
    return new DecodeScale(
        "minutes, the default: 128 matrices of 3072x1536 in every format, 1 to 32 rows per expert;"
            + " Qwen3, OLMoE, 512 experts and Mixtral in INT4, alone and in batches",
        List.of(DistinctGrid.of(USUAL, FORMATS, ROWS), DistinctGrid.of(USUAL, OTHER_FORMATS, 1, 4)),
        Matrices.MANY,
        List.of(
            traces("qwen3-30b-decode", TUNED, "1"),
            traces("qwen3-30b-decode", BOTH, "16", "azure-conv-23"),
            traces("olmoe-decode", TUNED, "1"),
            traces("olmoe-decode", BOTH, "16"),
            traces("olmoe-decode", TUNED, "azure-conv-23"),
            traces("flashnext512-decode", TUNED, "1"),
            traces("mixtral-decode", TUNED, "1")),
        1,
        List.of(128),
        INT4,
        // Short ones: the ratio is the median over pairs of them.
        new Timing(1, 75, 25, 25),
        // Three rounds take some twenty minutes on two shared cores; more only where that is fast.
        new RoundBudget(3, 7, 690));
  }

  private static DecodeScale full() {
    return new DecodeScale(
        "hours: every format and shape, 1 to 64 rows per expert, every decode workload in INT4,"
            + " alone and in batches",
        List.of(
            DistinctGrid.of(USUAL, quantized(), 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64),
            new DistinctGrid(FORMATS, TuneScale.stackShapes(), List.of(ROWS))),
        Matrices.MANY,
        List.of(
            new TraceGrid(
                DecodeTraces.names(),
                INT4,
                List.of("1", "4", "16", "64", "azure-conv-23", "azure-code-23", "mooncake-conv"),
                List.of(UNIFIED_TUNED, UNIFIED_AUTO, DispatchStrategy.ALWAYS_DECODE))),
        1,
        List.of(8, 64, 128, 512),
        FORMATS,
        new Timing(1, 75, 25, 50),
        RoundBudget.exactly(5));
  }

  /** Every format whose weights are not floats of 32 bits. */
  static List<QuantFormat> quantized() {
    return List.of(QuantFormat.values()).stream()
        .filter(format -> format != QuantFormat.FP32)
        .toList();
  }

  private static TraceGrid traces(
      String workload, List<DispatchStrategy> strategies, String... batches) {
    return new TraceGrid(List.of(workload), INT4, List.of(batches), strategies);
  }
}
