// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * What a user says about a trace that the file may not say itself. 0 leaves it to the file.
 *
 * @param experts E of a layer; a file without it is searched for its largest id
 * @param topK slots that count of each row, if rows are longer: the first ones, as in a full
 *     ranking
 * @param promptTokens positions below it are the prompt, those from it on are generated; negative:
 *     the file says, or nobody
 * @param problems takes what is wrong
 */
public record TraceOptions(int experts, int topK, int promptTokens, TraceProblems problems) {
  /** Everything as the file says, ends at the first problem. */
  public static TraceOptions strict() {
    return new TraceOptions(0, 0, -1, TraceOptions::refuse);
  }

  private static void refuse(String source, String place, String what) {
    throw new UserError(ExitStatus.BAD_INPUT, "%s: %s: %s".formatted(source, place, what));
  }
}
