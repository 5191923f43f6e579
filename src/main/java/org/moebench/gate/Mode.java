// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/** What the head is compared with. */
public enum Mode {
  /** Forks of both revisions, in turn, on this machine. */
  PAIRED,
  /** A stored baseline of the same machine, JVM and plan. */
  ABSOLUTE,
  /** A stored baseline of another machine: ratios to the frozen reference of the same class. */
  RATIO
}
