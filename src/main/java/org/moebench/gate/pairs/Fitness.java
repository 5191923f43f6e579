// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.run.Timing;
import org.moebench.stats.PairPower;

/** Asks before anything is measured whether this machine is quiet enough to judge by. */
public final class Fitness {
  /** Long enough to see a neighbour come and go. */
  private static final int ITERATIONS = 30;

  /** One fork's iterations scatter by 1 to 3 percent on a quiet machine. */
  private static final double MOST_DEVIATION = 0.10;

  /** Above this, pairs would not count anyway. */
  private static final double MOST_STEAL = Validity.standard().mostSteal();

  private Fitness() {}

  /**
   * Runs one long fork of a control, whose work never changes.
   *
   * @return why the machine is unfit, on one line; empty if it is fit
   */
  public static Optional<String> check(ForkRunner runner, Arm head, GateCell control) {
    ForkRunner.Result fork = runner.run(lengthened(control), head);
    if (fork.failure() != null) {
      return Optional.of("%s: %s".formatted(control.id(), fork.failure().reason()));
    }
    return objection(control, fork.times());
  }

  private static GateCell lengthened(GateCell control) {
    Timing timing = control.timing();
    Timing more =
        new Timing(
            timing.warmupIterations(), timing.warmupMillis(), ITERATIONS, timing.iterationMillis());
    return new GateCell(
        control.id(),
        control.operation(),
        control.benchmark(),
        control.params(),
        control.bottleneck(),
        more,
        control.heapMebibytes(),
        control.expectedSeconds() + ITERATIONS * timing.iterationMillis() / 1e3);
  }

  private static Optional<String> objection(GateCell control, ForkTimes fork) {
    Double steal = fork.stealShare();
    if (steal != null && steal > MOST_STEAL) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "other guests of the host take %.0f%% of the processors (at most %.0f%%); try again"
                  + " later",
              100 * steal,
              100 * MOST_STEAL));
    }
    List<Double> times = fork.iterations();
    double deviation = PairPower.noise(times.stream().mapToDouble(Math::log).toArray());
    if (deviation > MOST_DEVIATION) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "iterations of %s, which always does the same, deviate by %.0f%% (at most"
                  + " %.0f%%); stop what else runs here and try again",
              control.id(),
              100 * deviation,
              100 * MOST_DEVIATION));
    }
    return Optional.empty();
  }
}
