// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.nio.file.Path;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * A comparison as asked for.
 *
 * @param a file compared with
 * @param b file that is judged
 * @param level confidence level of intervals; 1 minus it is the most probability of any false
 *     "slower" or "faster" among all rows
 * @param effect least change that matters, as a share: 0.03 is 3%
 * @param sort order of the rows
 * @param csv file for the figures; {@code null} for none
 * @param markdown file for the page; {@code null} for none
 * @param fail whether a slower row makes the exit status 1
 */
public record CompareRequest(
    Path a,
    Path b,
    double level,
    double effect,
    SortOrder sort,
    Path csv,
    Path markdown,
    boolean fail) {
  /**
   * Checks the numbers.
   *
   * @throws UserError USAGE if one makes no sense
   */
  public CompareRequest {
    if (!(level >= 0.5 && level < 1)) {
      throw usage("--level " + level + " is not a confidence level from 0.5 to below 1, like 0.95");
    }
    if (!(effect >= 0 && effect <= 10)) {
      throw usage("--effect " + 100 * effect + " is not a percentage from 0 to 1000, like 3");
    }
  }

  private static UserError usage(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }
}
