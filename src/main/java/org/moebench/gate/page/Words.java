// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.Mode;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;

/** The words that all outputs share. */
final class Words {
  private Words() {}

  /** Text on one line without control characters. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  /** Mark and word, for example {@code ▲ REGRESSION}. */
  static String verdict(Change change) {
    String waived = change.waiver() == null ? "" : " (waived)";
    return change.verdict().mark() + " " + change.verdict() + waived;
  }

  static Tone tone(Change change) {
    return switch (change.verdict()) {
      case REGRESSION -> change.waiver() == null ? Tone.BAD : Tone.WARN;
      case ERROR -> Tone.BAD;
      case IMPROVEMENT -> Tone.GOOD;
      case PASS, NEW -> Tone.PLAIN;
      case UNRESOLVED, QUARANTINED, MISSING, INCOMPARABLE -> Tone.WARN;
    };
  }

  /** What a verdict says, in plain words. */
  static String meaning(Verdict verdict, Policy policy) {
    return switch (verdict) {
      case REGRESSION ->
          "slower by more than %s beyond doubt, and by %s or more as estimated, on fresh pairs"
              .formatted(percent(policy.effect()), percent(policy.reported()));
      case IMPROVEMENT -> "faster, by the same test the other way round; it never fails a build";
      case PASS ->
          "shown to be slower by less than %s: a bound that holds in 95 of 100 runs lies below it"
              .formatted(percent(policy.guard()));
      case UNRESOLVED -> "neither shown; the pairs were too few or too noisy";
      case QUARANTINED ->
          "identical jars differ here by more than %s: shown, never judged"
              .formatted(percent(policy.mostBias()));
      case NEW -> "only the head has it";
      case MISSING -> "only the base has it; fails the build with --strict";
      case ERROR -> "failed to run, or its result did not match the reference";
      case INCOMPARABLE -> "the stored times are of another machine, JVM or plan";
    };
  }

  /** What an exit status tells a pipeline. */
  static String meaning(ExitStatus status) {
    return switch (status) {
      case OK -> "nothing was shown to be slower";
      case REGRESSION -> "a kernel became slower and no waiver covers it, or one is missing";
      case WRONG_RESULT -> "a benchmark failed to run or did not match its reference";
      case INCOMPARABLE -> "base and head cannot be compared";
      case UNRESOLVED -> "too many cells without an answer: the gate is blind";
      case UNFIT_MACHINE -> "nothing is said about the change: try again later";
      case INTERRUPTED -> "stopped by the user; what was measured has been kept";
      default -> "not a verdict: see the headline";
    };
  }

  static Tone tone(ExitStatus status) {
    return switch (status) {
      case OK -> Tone.GOOD;
      case UNRESOLVED, UNFIT_MACHINE, INTERRUPTED, INCOMPARABLE -> Tone.WARN;
      default -> Tone.BAD;
    };
  }

  /** {@code exit status 1 (REGRESSION)}. */
  static String status(ExitStatus status) {
    return "exit status " + status.code() + " (" + status + ")";
  }

  static String mode(Mode mode) {
    return switch (mode) {
      case PAIRED -> "PAIRED: forks of both revisions in turn, on this machine";
      case ABSOLUTE ->
          "ABSOLUTE: a stored baseline of this machine; what the machine did between the two runs"
              + " is not cancelled";
      case RATIO ->
          "RATIO: a stored baseline of another machine; only ratios to the frozen reference of the"
              + " same class are compared";
    };
  }

  /** What was compared, for example {@code 0123456789ab → 89abcdef0123-dirty}. */
  static String arms(GateRun run) {
    return line(run.base().label()) + " → " + line(run.head().label());
  }

  /** A time with its SI prefix, from microseconds. */
  static String time(double micros) {
    if (!Double.isFinite(micros)) {
      return Numbers.NONE;
    }
    if (micros < 1) {
      return Numbers.significant(micros * 1e3) + " ns";
    }
    if (micros < 1e3) {
      return Numbers.significant(micros) + " µs";
    }
    return micros < 1e6
        ? Numbers.significant(micros / 1e3) + " ms"
        : Numbers.significant(micros / 1e6) + " s";
  }

  static String pValue(Double p) {
    return p == null ? Numbers.NONE : String.format(Locale.ROOT, "%.2g", p);
  }

  /** A share as a percentage without needless decimals: {@code 3%}, {@code 3.5%}. */
  static String percent(double share) {
    String text = Numbers.fixed(100 * share, 1);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%";
  }

  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
