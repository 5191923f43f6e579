// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.moebench.result.Correctness;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluKernel;
import org.moebench.tensor.Rows;

/**
 * Compares the output of a SwitchGLU kernel with the reference on the same quantized bits, by the
 * bound of {@link SlotReference}. Serves the tests, the set-up of every benchmark, and the {@code
 * verify} command.
 *
 * <p>Few slots are compared whole; of many, for which the reference would run for minutes, the
 * sample of {@link SlotSample}, and of wide outputs the columns of {@link RowSample}. In either
 * case every element must have been written, and slots without an expert must be zero.
 */
public final class SwigluVerifier {
  private final SwigluJob job;
  private final int[] ids;
  private final Rows input;
  private final int[] slots;
  private final int[] columns;
  private final SlotReference.Outputs[] expected;

  /**
   * Computes the reference of the job's present batch, which is the only one to be compared: the
   * next batch takes another verifier.
   */
  public SwigluVerifier(SwigluJob job) {
    this.job = job;
    ids = job.ids().clone();
    input = job.input();
    slots = SlotSample.of(job);
    columns = SlotSample.columns(job, slots.length);
    SlotReference reference = new SlotReference(job);
    expected =
        IntStream.range(0, slots.length)
            .parallel()
            .mapToObj(i -> reference.outputs(slots[i], columns))
            .toArray(SlotReference.Outputs[]::new);
  }

  /** Spoils the output, runs the kernel once, and compares. */
  public Correctness run(SwigluKernel kernel) {
    Arrays.fill(job.output().data(), Float.NaN);
    kernel.run();
    return compare();
  }

  /**
   * Compares the output as it is.
   *
   * @throws IllegalStateException if the job has been given another batch
   */
  public Correctness compare() {
    if (!job.input().equals(input) || !Arrays.equals(job.ids(), ids)) {
      throw new IllegalStateException("the job has another batch than this verifier was made for");
    }
    int hidden = job.weights().hidden();
    Comparison result = Written.check(job.output(), hidden);
    for (int i = 0; i < slots.length; i++) {
      result = result.and(compare(slots[i], expected[i]));
    }
    for (int pair = 0; pair < ids.length; pair++) {
      if (ids[pair] < 0) {
        result = result.and(compareEmpty(pair));
      }
    }
    return result.correctness((long) ids.length * hidden);
  }

  private Comparison compare(int pair, SlotReference.Outputs slot) {
    Comparison sum = Comparison.NONE;
    int at = job.output().index(pair);
    for (int c = 0; c < columns.length; c++) {
      int column = columns[c];
      float got = job.output().data()[at + column];
      sum =
          sum.and(Comparison.of(got, slot.value()[c], slot.error()[c], () -> place(pair, column)));
    }
    return sum;
  }

  private String place(int pair, int column) {
    return "token %d, slot %d, expert %d, column %d"
        .formatted(pair / job.slots(), pair % job.slots(), ids[pair], column);
  }

  private Comparison compareEmpty(int pair) {
    int hidden = job.weights().hidden();
    int at = job.output().index(pair);
    for (int d = 0; d < hidden; d++) {
      float got = job.output().data()[at + d];
      if (got != 0) {
        return Comparison.wrong(place(pair, d) + ": got " + got + " of a slot without an expert");
      }
    }
    return new Comparison(hidden, 0, null);
  }
}
