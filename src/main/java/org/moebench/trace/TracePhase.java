// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** Which part of a sequence a token belongs to. Blocks and files hold its {@link #code}. */
public enum TracePhase {
  /** The trace does not say. */
  UNSTATED(0),
  /** The prompt, computed in one go. */
  PROMPT(1),
  /** A token the model generated. */
  GENERATED(2);

  private final byte code;

  TracePhase(int code) {
    this.code = (byte) code;
  }

  /** Its number: from 0, less than the number of phases. */
  public byte code() {
    return code;
  }
}
