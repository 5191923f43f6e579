// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/**
 * Memory that a fork needs, computed before anything is allocated. Every product is checked: what
 * overflows a {@code long} is {@link Long#MAX_VALUE}, which fits no machine.
 */
final class ForkMemory {
  /** JMH, the suite's own objects, generator and verification scratch. */
  private static final long BASE_HEAP = 192L << 20;

  /** Code, metaspace, stacks and buffers of a fork outside its heap. */
  private static final long OUTSIDE_HEAP = 256L << 20;

  private ForkMemory() {}

  /**
   * Java heap of a fork.
   *
   * @param weightBytes packed weights of all experts, and the workers' scratch memory
   * @param rows routed rows
   * @param paddedRows rows of a padded buffer; 0 if there is none
   * @param n output features
   * @param k input features
   */
  static long heapBytes(long weightBytes, long rows, long paddedRows, int n, int k) {
    try {
      long perRow = 4L * Math.addExact((long) n, (long) k);
      long matrices = Math.multiplyExact(Math.addExact(rows, paddedRows), perRow);
      return heapBytes(Math.addExact(weightBytes, matrices));
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Java heap of a fork that holds that much data. */
  static long heapBytes(long dataBytes) {
    // G1 rounds large arrays up to whole regions and needs some free ones to work with.
    long spare = dataBytes / 16 + BASE_HEAP;
    return dataBytes > Long.MAX_VALUE - spare ? Long.MAX_VALUE : dataBytes + spare;
  }

  /**
   * Why a cell's fork does not fit this machine; {@code null} if it does.
   *
   * @param perForkBytes most resident bytes of a fork
   */
  static String shortage(Cell cell, long perForkBytes) {
    long resident = residentBytes(cell.heapBytes());
    return resident <= perForkBytes
        ? null
        : "needs %d bytes (%s) in a fork, but a fork may take %s here"
            .formatted(resident, MachineMemory.text(resident), MachineMemory.text(perForkBytes));
  }

  /** Resident memory of a fork with that heap: G1's own tables take about 3% of it. */
  static long residentBytes(long heapBytes) {
    long outside = heapBytes / 32 + OUTSIDE_HEAP;
    return heapBytes > Long.MAX_VALUE - outside ? Long.MAX_VALUE : heapBytes + outside;
  }
}
