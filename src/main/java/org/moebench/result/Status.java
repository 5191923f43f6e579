// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/** What became of a cell. Only a PASSED cell has a time. */
public enum Status {
  /** Matched its reference in every fork and was timed. */
  PASSED,
  /** Not run; the reason says why. */
  SKIPPED,
  /** Did not match its reference, or a fork died; the reason says which. */
  FAILED
}
