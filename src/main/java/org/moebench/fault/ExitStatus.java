// SPDX-License-Identifier: Apache-2.0
package org.moebench.fault;

/** Process exit statuses, one per kind of failure, so that scripts can tell them apart. */
public enum ExitStatus {
  OK(0),
  /** The gate confirmed that a kernel became slower. */
  REGRESSION(1),
  /** Unknown command, option or value. */
  USAGE(2),
  /** A result did not match its reference, or a benchmark failed to run. */
  WRONG_RESULT(3),
  /** An input file is missing, unreadable, invalid or out of date. */
  BAD_INPUT(4),
  /** What was to be compared cannot be: other machine, JVM, plan or age. */
  INCOMPARABLE(5),
  /** The gate could not tell for too many cells. */
  UNRESOLVED(6),
  /** The JVM lacks what the kernels need (Vector API, C2, vector width). */
  UNSUITABLE_JVM(7),
  /** A revision of the suite does not build. */
  BUILD_FAILED(8),
  /** The configuration does not fit this machine's memory or disk. */
  TOO_LARGE(9),
  /** Something unforeseen: a defect of the suite itself. */
  INTERNAL(70),
  /** An output file or folder cannot be written. */
  CANNOT_WRITE(73),
  /** The machine is too disturbed to judge by: try again later. */
  UNFIT_MACHINE(75),
  /** Stopped by the user; what was measured has been kept. */
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
