// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.moebench.gemm.ReferenceGemm;
import org.moebench.gemm.Workspace;
import org.moebench.quant.PackedWeights;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * Compares calls of a {@link org.moebench.moe.GroupedGemm}, however its kernels are chosen, with
 * the reference on the same quantized bits, by {@link GemmBound}.
 *
 * <p>Small calls are compared whole; of large ones, for which the reference would run for seconds,
 * the sample of {@link RowSample}. In either case every element of the call's rows must have been
 * written, and nothing else.
 */
public final class GroupedVerifier {
  // What the reference may spend on a whole comparison: some tenths of a second.
  private static final long WHOLE_LIMIT = 1L << 24;
  private static final long COLUMN_SEED = 0x6d6f65L;
  private static final float CANARY = -99.25f;

  private final PackedWeights weights;
  private final GemmBound bound;

  /**
   * @param weights one matrix per expert
   */
  public GroupedVerifier(PackedWeights weights) {
    this.weights = weights;
    int group = weights.format().hasScales() ? weights.group() : weights.k();
    bound = new GemmBound(weights.k(), group, 0);
  }

  /**
   * Spoils the output, makes the call, and compares.
   *
   * @param call computes {@code rows} of {@code x} into {@code out}
   * @param rows rows per expert; their sum may be smaller than {@code x} and {@code out} hold
   * @param x activations, sorted by expert, at least K wide
   * @param out results in the same order, at least N wide; all of its array is overwritten
   */
  public Correctness run(Runnable call, ExpertRows rows, Rows x, Rows out) {
    Arrays.fill(out.data(), CANARY);
    for (int m = 0; m < rows.total(); m++) {
      Arrays.fill(out.data(), out.index(m), out.index(m) + weights.n(), Float.NaN);
    }
    call.run();
    Comparison compared = compareOutput(rows, x, out);
    return compared.and(strayWrites(rows, out)).correctness(outputs(rows));
  }

  /** Compares the output of such a call as it is. */
  public Correctness compare(ExpertRows rows, Rows x, Rows out) {
    return compareOutput(rows, x, out).correctness(outputs(rows));
  }

  private long outputs(ExpertRows rows) {
    return (long) rows.total() * weights.n();
  }

  private Comparison compareOutput(ExpertRows rows, Rows x, Rows out) {
    // A column is dequantized once for all rows of an expert, which costs more than one of them.
    double products = ((double) rows.active() + rows.total()) * weights.n() * weights.k();
    boolean whole = products <= WHOLE_LIMIT;
    Comparison compared =
        IntStream.range(0, rows.experts())
            .filter(e -> rows.count(e) > 0)
            .parallel()
            .mapToObj(e -> compareExpert(e, rows, x, out, whole))
            .reduce(Comparison.NONE, Comparison::and);
    return compared.and(Written.check(out.slice(0, rows.total()), weights.n()));
  }

  private Comparison compareExpert(int expert, ExpertRows rows, Rows x, Rows out, boolean whole) {
    int count = rows.count(expert);
    int n = weights.n();
    int[] columns = whole ? RowSample.all(n) : RowSample.columns(n, COLUMN_SEED + expert);
    int[] sampled = whole ? RowSample.all(count) : RowSample.rows(count, Workspace.DIRECT_ROWS);
    Rows input = x.slice(rows.offset(expert), count);
    Rows output = out.slice(rows.offset(expert), count);
    Comparison sum = Comparison.NONE;
    for (int column : columns) {
      double[] w = ReferenceGemm.column(weights, expert, column);
      double[] offsets = offsets(expert, column);
      for (int m : sampled) {
        ReferenceGemm.Element expected = ReferenceGemm.element(input, m, w);
        double offset = ReferenceGemm.element(input, m, offsets).magnitude();
        double allowed = bound.of(expected.magnitude(), offset);
        float got = output.data()[output.index(m) + column];
        sum =
            sum.and(Comparison.of(got, expected.value(), allowed, () -> place(expert, m, column)));
      }
    }
    return sum;
  }

  private static String place(int expert, int m, int column) {
    return "expert %d, row %d, column %d".formatted(expert, m, column);
  }

  private double[] offsets(int expert, int column) {
    double[] offsets = new double[weights.k()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = weights.offset(expert, column, k);
    }
    return offsets;
  }

  /** Whether anything outside the call's rows and columns was written. */
  private Comparison strayWrites(ExpertRows rows, Rows out) {
    float[] data = out.data();
    int from = 0;
    for (int m = 0; m <= rows.total(); m++) {
      int to = m < rows.total() ? out.index(m) : data.length;
      for (int i = from; i < to; i++) {
        if (data[i] != CANARY) {
          return Comparison.wrong("element " + i + " outside the call's output was written");
        }
      }
      from = to + weights.n();
    }
    return Comparison.NONE;
  }
}
