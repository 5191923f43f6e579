// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Durations and shares as users type them. */
public final class Amounts {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(s|m|h)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)(%?)");

  private Amounts() {}

  /**
   * Seconds of a duration such as {@code 90s}, {@code 10m} or {@code 1h}.
   *
   * @param option that was given, for the error
   * @throws UserError USAGE
   */
  public static double seconds(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    double number = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (number <= 0) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s '%s' is no duration: write for example 90s, 10m or 1h".formatted(option, text));
    }
    return switch (matcher.group(2)) {
      case "h" -> 3600 * number;
      case "m" -> 60 * number;
      default -> number;
    };
  }

  /**
   * A share from 0 to 1, written as {@code 25%} or {@code 0.25}.
   *
   * @param option that was given, for the error
   * @throws UserError USAGE
   */
  public static double share(String option, String text) {
    Matcher matcher = SHARE.matcher(text);
    if (matcher.matches()) {
      double number = Double.parseDouble(matcher.group(1));
      double share = matcher.group(2).isEmpty() ? number : number / 100;
      if (share <= 1) {
        return share;
      }
    }
    throw new UserError(
        ExitStatus.USAGE,
        "%s '%s' is no share: write for example 25%% or 0.25".formatted(option, text));
  }

  /** The shortest duration in whole minutes that holds so many seconds, for example {@code 7m}. */
  static String minutes(double seconds) {
    return (long) Math.ceil(seconds / 60) + "m";
  }
}
