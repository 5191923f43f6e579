// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** Which part of a sequence a token belongs to. A block holds ordinals. */
public enum TracePhase {
  /** The trace does not say. */
  UNSTATED,
  /** The prompt, computed in one go. */
  PROMPT,
  /** A token the model generated. */
  GENERATED
}
