// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.Map;
import org.moebench.result.CeilingSample;

/** The probes of the machine's ceilings, measured in every round like cells. */
public final class CeilingCells {
  /** Operation name of a ceiling cell. */
  static final String OPERATION = "ceiling";

  private static final String BENCHMARK = "org.moebench.bench.CeilingBenchmark.";

  /** The FMA probe works on registers; its heap is JMH's. */
  private static final long FMA_HEAP_BYTES = 64L << 20;

  /** Room for the array that the read probe streams, larger than any cache. */
  private static final long READ_HEAP_BYTES = 2L << 30;

  private CeilingCells() {}

  /** FMA peak and read bandwidth with the given number of workers. */
  public static List<Cell> with(int workers, Timing timing) {
    return List.of(
        fma(workers, timing), cell(CeilingSample.READ, workers, timing, READ_HEAP_BYTES));
  }

  /** FMA peak with the given number of workers. */
  static Cell fma(int workers, Timing timing) {
    return cell(CeilingSample.FMA, workers, timing, FMA_HEAP_BYTES);
  }

  private static Cell cell(String name, int workers, Timing timing, long heapBytes) {
    return new Cell(
        OPERATION + "/" + name,
        OPERATION,
        name,
        null,
        null,
        Map.of(),
        BENCHMARK + name,
        Map.of("workers", Integer.toString(workers)),
        timing,
        0,
        heapBytes,
        1 + timing.expectedSeconds(0),
        null);
  }
}
