// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/** What limits a kernel: only kernels of one class speed up and slow down alike across machines. */
public enum Bottleneck {
  /** Arithmetic on data in cache. */
  COMPUTE,
  /** Bytes streamed from memory. */
  BANDWIDTH,
  /** Dependent loads, or calls too short for anything else. */
  LATENCY
}
