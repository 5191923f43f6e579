// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.Random;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/**
 * A decode run as a real machine might give it: five formats, noise, decode workloads, dispatcher,
 * workspace cache, a failed and a skipped cell.
 */
public final class ExampleDecodeRun {
  private static final int ROUNDS = 5;
  private static final int[] ROWS = {1, 2, 4, 8, 16, 32};

  private final Random random;
  private final DecodeRunBuilder run = new DecodeRunBuilder().rounds(ROUNDS);

  private ExampleDecodeRun(long seed) {
    this.random = new Random(seed);
  }

  /** The same run for the same seed. */
  public static ResultSet of(long seed) {
    return new ExampleDecodeRun(seed).build();
  }

  private ResultSet build() {
    run.ceilings(18.1, 17.9, 18.3, 17.6, 18.0);
    ladder("INT8_SYM", 0.55, 0.04, ROWS);
    ladder("INT4_SYM", 0.76, 0.12, ROWS);
    ladder("INT2_SYM", 1.2, 0.35, ROWS);
    ladder("FP8_E4M3", 0.54, 0.05, ROWS);
    ladder("INT4_ASYM", 0.8, 0.13, 1, 4);
    run.format("INT8_ASYM").without(1, Status.FAILED, "row 3, column 7: got 0.5, want 0.25");
    run.format("INT4_SYM");
    trace("qwen3-30b-decode", "1", 3.9);
    trace("olmoe-decode", "azure-conv-23", 1.8);
    run.trace("mixtral-decode", "1", "unified-tuned", "always-prefill", 3.1, times(2));
    run.withoutTrace("mixtral-decode", "1", "unified-auto", Status.SKIPPED, "needs 20 GiB");
    run.dispatch("plan", 128, times(640));
    run.dispatch("unified-auto", 128, times(11)).dispatch("unified-tuned", 128, times(3.2));
    return run.workspace(1.04, times(0.8)).build();
  }

  /** Time is reading until arithmetic takes over; the prefill kernel unpacks more and shares it. */
  private void ladder(String format, double read, double perRow, int... rows) {
    run.format(format);
    for (int m : rows) {
      double decode = Math.max(read, 0.5 * read + perRow * m);
      double prefill = 1.9 * read + 0.3 * perRow * m;
      run.rows(m, times(prefill / decode), times(decode));
    }
  }

  private void trace(String workload, String batch, double gain) {
    run.trace(workload, batch, "unified-tuned", "always-prefill", gain, times(0.8));
    run.trace(workload, batch, "unified-auto", "unified-tuned", 0.93, times(0.86));
    run.trace(workload, batch, "always-decode", "unified-tuned", 0.999, times(0.8));
  }

  private double[] times(double value) {
    double[] times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      times[round] = value * Math.exp(0.008 * random.nextGaussian());
    }
    return times;
  }
}
