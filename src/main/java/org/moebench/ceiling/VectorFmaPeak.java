// SPDX-License-Identifier: Apache-2.0
package org.moebench.ceiling;

import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Fused multiply-adds on registers alone. Twelve independent chains cover latency times throughput
 * of every common core (4 or 5 cycles × 2 units) and fit sixteen registers.
 *
 * <p>The chain's accumulator is the addend, {@code x.fma(y, acc)}: written {@code acc.fma(x, y)}
 * the JIT copies a register per fma, the probe reads a fifth too low, and every share of it a
 * quarter too high.
 */
public final class VectorFmaPeak {
  private static final int CHAINS = 12;

  private VectorFmaPeak() {}

  /** Floating-point operations of {@code steps} steps: two per lane and chain. */
  public static double operations(long steps) {
    return 2.0 * CHAINS * LANES * steps;
  }

  /** Runs {@code steps} steps and returns a value that depends on all of them. */
  public static float run(int steps) {
    FloatVector x = FloatVector.broadcast(FLOAT, 0.999_999f);
    FloatVector y = FloatVector.broadcast(FLOAT, 1e-6f);
    FloatVector c0 = y;
    FloatVector c1 = y;
    FloatVector c2 = y;
    FloatVector c3 = y;
    FloatVector c4 = y;
    FloatVector c5 = y;
    FloatVector c6 = y;
    FloatVector c7 = y;
    FloatVector c8 = y;
    FloatVector c9 = y;
    FloatVector c10 = y;
    FloatVector c11 = y;
    for (int i = 0; i < steps; i++) {
      c0 = x.fma(y, c0);
      c1 = x.fma(y, c1);
      c2 = x.fma(y, c2);
      c3 = x.fma(y, c3);
      c4 = x.fma(y, c4);
      c5 = x.fma(y, c5);
      c6 = x.fma(y, c6);
      c7 = x.fma(y, c7);
      c8 = x.fma(y, c8);
      c9 = x.fma(y, c9);
      c10 = x.fma(y, c10);
      c11 = x.fma(y, c11);
    }
    FloatVector low = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector high = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
