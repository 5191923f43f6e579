// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;

/** Runs one fork of one arm and waits for it. */
public interface ForkRunner {
  /**
   * Runs a fork.
   *
   * @return its times, or why there are none
   */
  Result run(GateCell cell, Arm arm);

  /**
   * What came of a fork.
   *
   * @param times {@code null} if it failed
   * @param failure {@code null} if it did not
   */
  record Result(ForkTimes times, Failure failure) {}

  /**
   * Why a fork has no times.
   *
   * @param kind what it means for the cell
   * @param reason one line for people
   */
  record Failure(Kind kind, String reason) {}

  /** Kinds of failures. */
  enum Kind {
    /** The jar has no such benchmark or setting. */
    ABSENT,
    /** It ran, and failed or did not match its reference. */
    FAILED,
    /** It took too long: the machine's fault unless it happens again. */
    TIMEOUT
  }
}
