// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.stream.Stream;
import org.moebench.quant.QuantFormat;
import org.moebench.run.DecodeScale.Matrices;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;

/** How much a preset measures to find this machine's crossovers: cells with distinct experts. */
public final class TuneScale {
  /** A crossover lies between two of these in the formats that stacks of layers use. */
  private static final Integer[] FEWER_ROWS = {4, 8, 16, 32};

  private TuneScale() {}

  /** What that preset measures. */
  public static DecodeScale of(Preset preset) {
    return switch (preset) {
      case SMOKE ->
          scale(
              "under a minute, for CI: 512x512 in INT8 and INT4",
              List.of(
                  DistinctGrid.of(
                      DecodeScale.SMALL,
                      List.of(QuantFormat.INT8_SYM, QuantFormat.INT4_SYM),
                      1,
                      32)),
              Matrices.FEW,
              new Timing(1, 50, 3, 30),
              RoundBudget.exactly(2));
      case QUICK ->
          scale(
              "minutes, the default: INT8, INT4, INT2 and FP8 at 3072x1536, INT4 at the shapes of"
                  + " the stacks of layers",
              List.of(
                  DistinctGrid.of(DecodeScale.USUAL, DecodeScale.FORMATS, DecodeScale.ROWS),
                  new DistinctGrid(DecodeScale.INT4, stackShapes(), List.of(FEWER_ROWS))),
              Matrices.MANY,
              // Fewer than a report needs: two kernels in one fork, and their ratio only.
              new Timing(1, 75, 15, 25),
              new RoundBudget(2, 5, 450));
      case FULL ->
          scale(
              "an hour or two: every quantized format at 3072x1536; INT8, INT4, INT2 and FP8 at the"
                  + " shapes of the stacks of layers",
              List.of(
                  DistinctGrid.of(
                      DecodeScale.USUAL, DecodeScale.quantized(), 1, 2, 4, 6, 8, 12, 16, 24, 32),
                  new DistinctGrid(DecodeScale.FORMATS, stackShapes(), List.of(DecodeScale.ROWS))),
              Matrices.MANY,
              new Timing(1, 75, 25, 25),
              RoundBudget.exactly(5));
    };
  }

  private static DecodeScale scale(
      String description,
      List<DistinctGrid> distinct,
      Matrices matrices,
      Timing timing,
      RoundBudget budget) {
    return new DecodeScale(
        description, distinct, matrices, List.of(), 1, List.of(), List.of(), timing, budget);
  }

  /** Shapes of the projections of all stacks of layers, up (or gate) and down. */
  static List<ProjectionShape> stackShapes() {
    return ForwardPresets.all().stream().flatMap(TuneScale::shapes).distinct().toList();
  }

  private static Stream<ProjectionShape> shapes(ForwardPreset stack) {
    return Stream.of(
        new ProjectionShape(stack.intermediate(), stack.hidden()),
        new ProjectionShape(stack.hidden(), stack.intermediate()));
  }
}
