// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.moebench.gemm.ReferenceGemm;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillStrategy;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * Compares the output of a prefill strategy with the reference on the same quantized bits. Serves
 * the tests, the set-up of every benchmark, and the {@code verify} command.
 *
 * <p>Small outputs are compared whole; of large ones, for which the reference would run for
 * minutes, the sample of {@link RowSample}. In either case every element must have been written.
 */
public final class PrefillVerifier {
  // Products the reference may spend on a whole comparison: about half a second.
  private static final long WHOLE_LIMIT = 1L << 28;
  private static final long COLUMN_SEED = 0x6d6f65L;

  private final PrefillJob job;
  private final int[] columns;
  private final boolean whole;
  private final int edge;

  /**
   * @param job inputs and output
   * @param threshold pad threshold of the strategy, an edge worth sampling; 0 if it has none
   */
  public PrefillVerifier(PrefillJob job, int threshold) {
    this.job = job;
    this.edge = threshold;
    int n = job.weights().n();
    whole = (double) job.rows().total() * n * job.weights().k() <= WHOLE_LIMIT;
    columns = whole ? RowSample.all(n) : RowSample.columns(n, COLUMN_SEED);
  }

  /** Spoils the output, runs the strategy once, and compares. */
  public Correctness run(PrefillStrategy strategy) {
    Arrays.fill(job.output().data(), Float.NaN);
    strategy.run(job);
    return compare();
  }

  /** Compares the output as it is. */
  public Correctness compare() {
    Comparison result =
        IntStream.range(0, job.rows().experts())
            .parallel()
            .mapToObj(this::compareExpert)
            .reduce(Comparison.NONE, Comparison::and);
    int n = job.weights().n();
    return result.and(Written.check(job.output(), n)).correctness((long) job.rows().total() * n);
  }

  private Comparison compareExpert(int expert) {
    ExpertRows experts = job.rows();
    int count = experts.count(expert);
    int[] rows = whole ? RowSample.all(count) : RowSample.rows(count, edge);
    Rows input = job.input().slice(experts.offset(expert), count);
    Rows output = job.output().slice(experts.offset(expert), count);
    ErrorBound bound = new ErrorBound(job.weights().k());
    Comparison sum = Comparison.NONE;
    for (int n : columns) {
      if (rows.length == 0) {
        break;
      }
      double[] column = ReferenceGemm.column(job.weights(), expert, n);
      for (int m : rows) {
        ReferenceGemm.Element expected = ReferenceGemm.element(input, m, column);
        float got = output.data()[output.index(m) + n];
        sum = sum.and(Comparison.of(expert, m, n, got, expected, bound));
      }
    }
    return sum;
  }
}
