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

  /** Room for the array that the read probe streams, larger than any cache. */
  private static final long HEAP_BYTES = 2L << 30;

  private CeilingCells() {}

  /** FMA peak and read bandwidth with the given number of workers. */
  public static List<Cell> with(int workers, Timing timing) {
    return List.of(
        cell(CeilingSample.FMA, workers, timing), cell(CeilingSample.READ, workers, timing));
  }

  private static Cell cell(String name, int workers, Timing timing) {
    return new Cell(
        OPERATION + "/" + name,
        OPERATION,
        name,
        null,
        Map.of(),
        BENCHMARK + name,
        Map.of("workers", Integer.toString(workers)),
        timing,
        HEAP_BYTES,
        1 + timing.expectedSeconds(0),
        null);
  }
}
