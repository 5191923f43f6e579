// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.result.Beside;
import org.moebench.stats.Samples;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * The iterations of a fork in which two variants took turns, apart: those of the cell are the even
 * ones, counted from 0 over warm-up and measurement, which have an even number each.
 *
 * @param own the fork with the cell's iterations only
 * @param beside the others; {@code null} if the cell was alone
 */
record Turns(RunResult own, Beside beside) {
  /** JMH parameter that names the variant to take turns with. */
  static final String PARAM = "beside";

  /** Its value for none. */
  static final String NONE = "none";

  /** JMH iterations of the fork for each of the cell's. */
  static int perIteration(Cell cell) {
    return other(cell) == null ? 1 : 2;
  }

  private static String other(Cell cell) {
    String other = cell.params().getOrDefault(PARAM, NONE);
    return other.equals(NONE) ? null : other;
  }

  /** Takes the iterations of a cell's fork apart. */
  static Turns of(Cell cell, RunResult fork) {
    String other = other(cell);
    if (other == null) {
      return new Turns(fork, null);
    }
    RunResult own = every(fork, 0);
    List<Double> times = JmhForkExecutor.iterations(own);
    List<Double> others = JmhForkExecutor.iterations(every(fork, 1));
    double[] quotients =
        IntStream.range(0, others.size()).mapToDouble(i -> others.get(i) / times.get(i)).toArray();
    return new Turns(own, new Beside(other, others, Samples.median(quotients)));
  }

  /** The fork with every other of its iterations. */
  private static RunResult every(RunResult fork, int first) {
    List<BenchmarkResult> results = new ArrayList<>();
    for (BenchmarkResult result : fork.getBenchmarkResults()) {
      List<IterationResult> all = List.copyOf(result.getIterationResults());
      List<IterationResult> kept =
          IntStream.range(0, all.size()).filter(i -> i % 2 == first).mapToObj(all::get).toList();
      results.add(new BenchmarkResult(result.getParams(), kept, result.getMetadata()));
    }
    return new RunResult(fork.getParams(), results);
  }
}
