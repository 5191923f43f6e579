// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import org.moebench.trace.TracePhase;

/**
 * What of a trace is profiled. Profiles of unlike options cannot be merged.
 *
 * @param phase which records count
 * @param gates which gate weights saliency is made of
 * @param caches which caches are simulated
 */
public record ProfileOptions(PhaseChoice phase, Gates gates, Caches caches) {
  /** All records, gates as recorded, all caches. */
  public static final ProfileOptions DEFAULT =
      new ProfileOptions(PhaseChoice.ALL, Gates.RAW, Caches.ALL);

  /** Which records count; others might as well not be in the trace. */
  public enum PhaseChoice {
    /** All records. */
    ALL,
    /** Those of prompts. */
    PROMPT,
    /** Those of generated tokens. */
    GENERATED;

    /** Whether records of a phase count. */
    boolean takes(byte phase) {
      return switch (this) {
        case ALL -> true;
        case PROMPT -> phase == TracePhase.PROMPT.code();
        case GENERATED -> phase == TracePhase.GENERATED.code();
      };
    }
  }

  /** Gate weights that saliency is made of. */
  public enum Gates {
    /** As recorded. */
    RAW,
    /** Divided by their sum over the token's selected experts. */
    RENORMALIZED
  }

  /** Which caches are simulated; all but the first take most of the time of a run. */
  public enum Caches {
    /** None. */
    NONE,
    /** Least recently used. */
    LRU,
    /** Least recently used, least frequently used, and Belady's optimum. */
    ALL
  }
}
