// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.moebench.moe.DispatchStrategy;

/** Lays out what it costs to choose kernels, without computing anything. */
final class DispatchCells {
  static final String OPERATION = "dispatch";

  /** Strategies that decide from the rows of a call. */
  static final List<DispatchStrategy> DECIDING =
      List.of(
          DispatchStrategy.UNIFIED_AUTO,
          DispatchStrategy.UNIFIED_AUTO_TOTAL,
          DispatchStrategy.UNIFIED_TUNED);

  /** What every call needs of the counts, whatever decides. */
  private static final String PLAN = "plan";

  /** Rows of a call: 16 requests to 8 experts each. */
  private static final int ROWS = 128;

  /** Deciding needs nothing but JMH. */
  private static final long HEAP_BYTES = 64L << 20;

  private DispatchCells() {}

  /** The plan of a call, then every strategy that decides. */
  static List<Cell> of(int experts, DecodeConfig config) {
    return Stream.concat(Stream.of(PLAN), DECIDING.stream().map(DispatchStrategy::id))
        .map(variant -> cell(experts, variant, config))
        .toList();
  }

  private static Cell cell(int experts, String variant, DecodeConfig config) {
    boolean plan = variant.equals(PLAN);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("experts", Integer.toString(experts));
    settings.put("rows", Integer.toString(ROWS));
    Map<String, String> params = new LinkedHashMap<>(settings);
    params.put("seed", Long.toString(config.seed()));
    if (!plan) {
      params.put("variant", variant);
    }
    return new Cell(
        "%s/%s/E%d".formatted(OPERATION, variant, experts),
        OPERATION,
        variant,
        null,
        null,
        settings,
        DecodeCells.BENCHMARKS + "DispatchBenchmark." + (plan ? PLAN : "decide"),
        params,
        config.timing(),
        0,
        HEAP_BYTES,
        ForkTime.expectedSeconds(config.timing(), 0, 0),
        null);
  }
}
