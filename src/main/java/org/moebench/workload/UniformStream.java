// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * Independent uniform numbers, the same on every machine and Java version: SplitMix64 (Steele, Lea
 * and Flood, OOPSLA 2014; mixing constants by Stafford).
 */
final class UniformStream {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_POW_MINUS_53 = 0x1p-53;

  private long state;

  /** The stream of the given keys; streams of different keys have nothing in common. */
  UniformStream(long seed, long kind, long major, long minor) {
    this.state = mix(mix(mix(mix(seed + GAMMA) + kind) + major) + minor);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** The next 64 bits. */
  long nextBits() {
    state += GAMMA;
    return mix(state);
  }

  /** The next number in (0, 1]. */
  double next() {
    return ((nextBits() >>> 11) + 1) * TWO_POW_MINUS_53;
  }

  /** The next whole number in [0, bound); uneven by less than {@code bound / 2^32}. */
  int nextInt(int bound) {
    return (int) (((nextBits() >>> 32) * bound) >>> 32);
  }
}
