// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.List;
import java.util.Random;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/** A run as a real machine might give it: every strategy, three formats, noise, a skipped cell. */
public final class ExampleRun {
  private static final int EXPERTS = 256;
  private static final List<Integer> THRESHOLDS = List.of(16, 32, 64, 128, 256, 512, 1024);

  private ExampleRun() {}

  /** The same run for the same seed. */
  public static ResultSet of(long seed) {
    Random random = new Random(seed);
    Integer[] counts = new Integer[EXPERTS];
    for (int e = 0; e < EXPERTS; e++) {
      counts[e] = (int) (30 * Math.pow(-Math.log(1 - random.nextDouble()), 2.4) - 0.3);
      counts[e] = Math.max(0, counts[e]);
    }
    RunBuilder run = new RunBuilder().counts(counts).ceilings(301, 296, 304, 288, 299);
    run.format("INT4_SYM", 4.25, 0.0912).format("INT8_SYM", 8.25, 0.0071);
    run.format("FP8_E4M3", 8.25, 0.0264).format("INT2_SYM", 2.25, 0.41);
    double speed = 1;
    for (String format : List.of("INT4_SYM", "INT8_SYM", "FP8_E4M3")) {
      add(run, format, counts, speed, random);
      speed *= 1.06;
    }
    run.without("INT2_SYM", "grouped", 0, Status.FAILED, "row 3, column 17: got 1.5, want 1.25");
    run.without("INT2_SYM", "pad-skip", 64, Status.SKIPPED, "needs 13.1 GiB, 9.6 GiB are free");
    run.part("pack", 1, 3.1).part("launches", active(counts), 1.4);
    run.part("gather-scatter/128", 1, 14.2).part("gather-scatter/512", 1, 52.0);
    for (String format : List.of("INT4_SYM", "INT8_SYM", "FP8_E4M3")) {
      run.part(format + "/dequantize", 1, 9.5);
    }
    return run.build();
  }

  private static void add(
      RunBuilder run, String format, Integer[] counts, double speed, Random random) {
    long rows = List.of(counts).stream().mapToLong(Integer::longValue).sum();
    long active = active(counts);
    long bytes = EXPERTS * 150_000L;
    double[] slow = noise(random, speed);
    run.timed(
        format, "per-expert", 0, active, rows, bytes * active / EXPERTS, ms(slow, active, rows, 0));
    run.timed(format, "grouped", 0, 1, rows, bytes * active / EXPERTS, ms(slow, 1, rows, 0));
    for (int t : THRESHOLDS) {
      long hot = List.of(counts).stream().filter(c -> c > t).count();
      long overflow = List.of(counts).stream().mapToLong(c -> Math.max(0, c - t)).sum();
      long padded = (long) EXPERTS * t + overflow;
      long touched = bytes + bytes * hot / EXPERTS;
      run.timed(format, "pad-compute", t, 1 + hot, padded, touched, ms(slow, 1 + hot, padded, t));
      run.timed(format, "pad-skip", t, 1 + hot, rows, touched, ms(slow, 1 + hot, rows, t));
    }
  }

  private static long active(Integer[] counts) {
    return List.of(counts).stream().filter(c -> c > 0).count();
  }

  private static double[] noise(Random random, double speed) {
    double[] factors = new double[5];
    for (int r = 0; r < factors.length; r++) {
      factors[r] = speed * Math.exp(0.03 * random.nextGaussian());
    }
    return factors;
  }

  private static double[] ms(double[] factors, long launches, long rows, int threshold) {
    double[] ms = new double[factors.length];
    Random random = new Random(launches * 31 + rows + threshold);
    for (int r = 0; r < ms.length; r++) {
      double time = 9 + 0.035 * launches + 0.0032 * rows + 0.02 * threshold;
      ms[r] = factors[r] * time * Math.exp(0.012 * random.nextGaussian());
    }
    return ms;
  }
}
