// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Scalar kernels, bound by arithmetic and by latency, independent of the rest of the suite. The
 * gate runs them from the same jar in both arms, to see whether the machine treats the arms alike,
 * and stored baselines hold every cell's ratio to the one of its class, which carries over to other
 * machines.
 *
 * <p>Frozen: changing the code below makes stored ratios worthless. A test holds its hash.
 */
public class ControlBenchmark extends MoeBenchmark {
  /** Scalar dequantization: packed 4-bit codes times floats, from the first-level cache. */
  @State(Scope.Benchmark)
  public static class Dequant {
    private static final int CODES = 1 << 13;

    byte[] codes;
    float[] x;

    @Setup
    public void fill() {
      codes = new byte[CODES / 2];
      x = new float[CODES];
      for (int i = 0; i < CODES; i++) {
        codes[i / 2] = (byte) (i * 37 + i / 7);
        x[i] = (i % 29 - 14) * 0.0625f;
      }
    }
  }

  /** One cycle through all slots, in an order no prefetcher guesses. */
  @State(Scope.Benchmark)
  public static class Ring {
    /** Slots of four bytes: 256 KiB. */
    private static final int SLOTS = 1 << 16;

    private static final int STEPS = 1 << 12;

    int[] next;

    @Setup
    public void link() {
      int[] order = new int[SLOTS];
      for (int i = 0; i < SLOTS; i++) {
        order[i] = i;
      }
      long state = 42;
      for (int i = SLOTS - 1; i > 0; i--) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        int j = (int) ((state >>> 33) % (i + 1));
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      next = new int[SLOTS];
      for (int i = 0; i < SLOTS; i++) {
        next[order[i]] = order[(i + 1) % SLOTS];
      }
    }
  }

  /** Arithmetic: dequantizes and multiplies, four sums in turn. */
  @Benchmark
  public float dequant(Dequant data) {
    byte[] codes = data.codes;
    float[] x = data.x;
    float even0 = 0;
    float odd0 = 0;
    float even1 = 0;
    float odd1 = 0;
    for (int i = 0; i < codes.length; i += 2) {
      int low = codes[i];
      int high = codes[i + 1];
      even0 += ((low & 15) - 8) * x[2 * i];
      odd0 += ((low >> 4 & 15) - 8) * x[2 * i + 1];
      even1 += ((high & 15) - 8) * x[2 * i + 2];
      odd1 += ((high >> 4 & 15) - 8) * x[2 * i + 3];
    }
    return even0 + odd0 + even1 + odd1;
  }

  /** Latency of dependent loads. */
  @Benchmark
  public int chase(Ring ring) {
    int[] next = ring.next;
    int at = 0;
    for (int step = 0; step < Ring.STEPS; step++) {
      at = next[at];
    }
    return at;
  }
}
