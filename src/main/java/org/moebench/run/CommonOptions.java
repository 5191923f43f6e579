// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.Objects;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;

/** Checks of the options that all operations share. */
final class CommonOptions {
  /** Beyond this a typing error is likelier than such a machine. */
  private static final int MOST_WORKERS = 1024;

  private CommonOptions() {}

  /** Processors of this machine. */
  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Workers of every launch; all processors if not given.
   *
   * @throws UserError USAGE
   */
  static int workers(Integer threads) {
    int workers = Objects.requireNonNullElse(threads, processors());
    if (workers < 1 || workers > MOST_WORKERS) {
      throw usage("--threads " + workers + " is not between 1 and " + MOST_WORKERS);
    }
    return workers;
  }

  /**
   * How many rounds; what the preset says if not given.
   *
   * @throws UserError USAGE
   */
  static RoundBudget budget(Integer rounds, RoundBudget preset) {
    if (rounds == null) {
      return preset;
    }
    if (rounds < 1) {
      throw usage("--rounds " + rounds + " is below 1");
    }
    return RoundBudget.exactly(rounds);
  }

  /**
   * Weight formats by name, without repetition; {@code null} if not given.
   *
   * @throws UserError USAGE with the nearest name
   */
  static List<QuantFormat> formats(List<String> names) {
    return names == null
        ? null
        : names.stream().map(String::trim).map(CommonOptions::format).distinct().toList();
  }

  private static QuantFormat format(String name) {
    if (name.isEmpty()) {
      throw usage("--formats has an empty name; for example --formats INT4_SYM,FP8_E4M3");
    }
    return QuantFormat.of(name);
  }

  /**
   * Numbers, sorted and without repetition; {@code null} if not given.
   *
   * @param least smallest that is allowed
   * @param meaning what each is, for people
   * @throws UserError USAGE
   */
  static List<Integer> numbers(List<Integer> asked, String option, int least, String meaning) {
    if (asked == null) {
      return null;
    }
    for (int number : asked) {
      if (number < least) {
        throw usage(
            "%s has %d: it takes %s, at least %d".formatted(option, number, meaning, least));
      }
    }
    return asked.stream().distinct().sorted().toList();
  }

  static UserError usage(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }
}
