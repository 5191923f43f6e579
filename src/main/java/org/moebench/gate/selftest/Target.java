// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.Locale;
import org.moebench.gate.Verdict;
import org.moebench.stats.Estimate;

/**
 * Something the gate must do, and whether it did.
 *
 * @param what in words, for example {@code false alarms per run}
 * @param where the world it was tried in
 * @param limit in words, for example {@code at most 1%}
 * @param measured in words, with its interval or bound
 * @param held whether the limit was kept
 */
public record Target(String what, String where, String limit, String measured, boolean held) {
  /** Most share of runs with a false alarm. */
  static final double FALSE_ALARMS = 0.01;

  /** Bound that must be shown for it. */
  static final double FALSE_ALARMS_AT_MOST = 0.02;

  /** Most share of runs that pass a cell slower by 10%. */
  static final double WRONG_PASS = 0.01;

  /** Most share of runs that call a cell slower by 2% a regression. */
  static final double SMALL_FLAGGED = 0.02;

  /** Almost no run may alarm on identical code, and that must be shown. */
  static Target falseAlarms(String where, Tally tally, double limit, double bound) {
    return new Target(
        "false alarms per run",
        where,
        atMost(limit) + ", bound " + Scenario.percent(bound),
        "%d of %d, bound %s"
            .formatted(tally.alarms(), tally.runs(), share(tally.falseAlarmsAtMost())),
        tally.falseAlarms().value() <= limit && tally.falseAlarmsAtMost() <= bound);
  }

  /** A slowdown must be found. */
  static Target power(String where, Tally tally, double limit) {
    Estimate found = tally.called(Verdict.REGRESSION);
    return new Target(
        "slowdown found",
        where,
        "at least " + Scenario.percent(limit),
        words(found),
        found.value() >= limit);
  }

  /** A slowdown that matters must not pass. */
  static Target wrongPass(String where, Tally tally) {
    Estimate passed = tally.called(Verdict.PASS);
    return new Target(
        "slowdown passed", where, atMost(WRONG_PASS), words(passed), passed.value() <= WRONG_PASS);
  }

  /** A slowdown too small to matter must not be called one. */
  static Target smallFlagged(String where, Tally tally) {
    Estimate flagged = tally.called(Verdict.REGRESSION);
    return new Target(
        "small slowdown flagged",
        where,
        atMost(SMALL_FLAGGED),
        words(flagged),
        flagged.value() <= SMALL_FLAGGED);
  }

  private static String atMost(double limit) {
    return "at most " + Scenario.percent(limit);
  }

  /** {@code 97.4% [96.6, 98.0]}. */
  static String words(Estimate share) {
    return String.format(
        Locale.ROOT,
        "%.1f%% [%.1f, %.1f]",
        100 * share.value(),
        100 * share.low(),
        100 * share.high());
  }

  static String share(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
