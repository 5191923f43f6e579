// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/** What the gate says of a cell; the same words in every output. */
public enum Verdict {
  /** Confirmed slower. */
  REGRESSION,
  /** Confirmed faster. */
  IMPROVEMENT,
  /** Shown not to be slower by as much as the guard. */
  PASS,
  /** Neither; says which effect could have been seen. */
  UNRESOLVED,
  /** Known to differ between identical jars: shown, never judged. */
  QUARANTINED,
  /** Only the head has it. */
  NEW,
  /** Only the base has it. */
  MISSING,
  /** Failed to run or did not match its reference. */
  ERROR,
  /** Times of another machine, JVM or plan. */
  INCOMPARABLE;

  /** A mark that tells verdicts apart without colour. */
  public String mark() {
    return switch (this) {
      case REGRESSION -> "▲";
      case IMPROVEMENT -> "▼";
      case PASS -> "~";
      case UNRESOLVED -> "?";
      case ERROR -> "!";
      case QUARANTINED, NEW, MISSING, INCOMPARABLE -> "·";
    };
  }
}
