// SPDX-License-Identifier: Apache-2.0
package org.moebench.ceiling;

import static org.moebench.simd.VectorShapes.INT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.moebench.tensor.Alignment;

/**
 * Sums an array with full vectors: as fast as memory can be read, if it is larger than the caches.
 */
public final class VectorMemoryRead {
  private static final int STREAMS = 4;

  private VectorMemoryRead() {}

  /** An aligned array of at least {@code bytes} bytes, touched so that it has memory behind it. */
  public static int[] allocate(int bytes) {
    int[] data = new int[Alignment.ALIGNED + bytes / Integer.BYTES];
    for (int i = 0; i < data.length; i += 1024) {
      data[i] = i;
    }
    return data;
  }

  /** Elements read by one worker of {@code workers}: whole steps only. */
  public static int share(int[] data, int workers) {
    int step = STREAMS * LANES;
    return (data.length - Alignment.ALIGNED) / workers / step * step;
  }

  /** Sums worker {@code worker}'s share. */
  public static int run(int[] data, int worker, int workers) {
    int share = share(data, workers);
    int begin = Alignment.ALIGNED + worker * share;
    IntVector s0 = IntVector.zero(INT);
    IntVector s1 = IntVector.zero(INT);
    IntVector s2 = IntVector.zero(INT);
    IntVector s3 = IntVector.zero(INT);
    for (int i = begin; i < begin + share; i += STREAMS * LANES) {
      s0 = s0.add(IntVector.fromArray(INT, data, i));
      s1 = s1.add(IntVector.fromArray(INT, data, i + LANES));
      s2 = s2.add(IntVector.fromArray(INT, data, i + 2 * LANES));
      s3 = s3.add(IntVector.fromArray(INT, data, i + 3 * LANES));
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
  }
}
