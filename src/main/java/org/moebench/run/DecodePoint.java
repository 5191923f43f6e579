// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gemm.Workspace;
import org.moebench.quant.QuantFormat;

/**
 * What the fork of a decode cell costs.
 *
 * @param format weight format
 * @param shape sizes of the projection
 * @param matrices matrices that it holds
 * @param active different experts of a call, mean over calls
 * @param rows rows of a call, mean over calls
 * @param mostRows rows of the largest call
 * @param workers workers of every launch
 */
record DecodePoint(
    QuantFormat format,
    ProjectionShape shape,
    int matrices,
    double active,
    double rows,
    long mostRows,
    int workers) {
  /** Variants in a fork, which take turns. */
  private static final int TURNS = 2;

  /** Starting, loading and verifying a fork beside reading its weights, in seconds. */
  private static final double SET_UP_SECONDS = 2.5;

  /** Calling a variant until the compiler rests. */
  private static final double WARM_UP_SECONDS = 0.6;

  // Reading weights from the page cache and checking them; what a call reads and computes.
  private static final double LOAD_BYTES_PER_SECOND = 1e9;
  private static final double READ_BYTES_PER_SECOND = 5e9;
  private static final double FLOPS_PER_WORKER = 3e10;

  /** Bytes of all packed weights. */
  long weightBytes() {
    return shape.layout(format, matrices, DecodeScale.GROUP).bytes();
  }

  /**
   * Java heap of its fork; {@link Long#MAX_VALUE} if that overflows.
   *
   * @throws UserError TOO_LARGE if the weights do not fit an array
   */
  long heapBytes() {
    // Each of the two variants has an output and workspaces of its own.
    long scratch = (long) TURNS * workers * Workspace.bytes(shape.k());
    return ForkMemory.heapBytes(weightBytes() + scratch, TURNS * mostRows, 0, shape.n(), shape.k());
  }

  /** Why it cannot be run on any machine; {@code null} if it can. */
  String problem() {
    try {
      weightBytes();
      return null;
    } catch (UserError e) {
      if (e.status() != ExitStatus.TOO_LARGE) {
        throw e;
      }
      return e.getMessage();
    }
  }

  /** Rough duration of its fork. */
  double expectedSeconds(Timing timing) {
    double setUp = SET_UP_SECONDS + TURNS * WARM_UP_SECONDS + weightBytes() / LOAD_BYTES_PER_SECOND;
    double read = active / matrices * weightBytes() / READ_BYTES_PER_SECOND;
    double compute = rows * shape.flopsPerRow() / (FLOPS_PER_WORKER * workers);
    double call = Math.max(read, compute);
    return ForkTime.expectedSeconds(timing, setUp, call)
        + (TURNS - 1) * timing.expectedSeconds(call);
  }
}
