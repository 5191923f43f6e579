// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.Locale;
import java.util.Optional;
import org.moebench.gate.ForkTimes;

/**
 * When a pair does not count. Only what the system counts decides, never the times: to drop pairs
 * by their times would be to choose the result.
 *
 * @param mostSteal most share of processor time that the hypervisor may take from a fork
 * @param mostStealDifference most difference of these shares between the two forks
 * @param leastThrottled share of its time for which a fork must have been stopped by the
 *     container's quota to be called throttled
 */
public record Validity(double mostSteal, double mostStealDifference, double leastThrottled) {
  /**
   * Steal: some clouds always take a percent or two, from both forks alike, which cancels in the
   * ratio; it is a difference that shifts it. Throttling: a JVM's start has more threads than
   * processors and touches a quota for milliseconds, before anything is timed.
   */
  public static Validity standard() {
    return new Validity(0.05, 0.02, 0.01);
  }

  /** Why the pair does not count, on one line; empty if it does. */
  public Optional<String> objection(ForkTimes base, ForkTimes head) {
    return steal(base, head).or(() -> throttling(base, head));
  }

  private Optional<String> steal(ForkTimes base, ForkTimes head) {
    double ofBase = share(base.stealShare());
    double ofHead = share(head.stealShare());
    boolean high = Math.max(ofBase, ofHead) > mostSteal;
    if (!high && Math.abs(ofBase - ofHead) <= mostStealDifference) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "other guests of the host took %.1f%% of the processors from base, %.1f%% from head"
                + " (at most %.0f%%, and %.0f points apart)",
            100 * ofBase,
            100 * ofHead,
            100 * mostSteal,
            100 * mostStealDifference));
  }

  private Optional<String> throttling(ForkTimes base, ForkTimes head) {
    if (throttled(base) == throttled(head)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the CPU quota stopped only %s: base for %.2f s, head for %.2f s",
            throttled(base) ? Arm.BASE : Arm.HEAD,
            throttledSeconds(base),
            throttledSeconds(head)));
  }

  private boolean throttled(ForkTimes fork) {
    return throttledSeconds(fork) > leastThrottled * fork.seconds();
  }

  private static double throttledSeconds(ForkTimes fork) {
    return fork.throttledMicros() == null ? 0 : fork.throttledMicros() / 1e6;
  }

  private static double share(Double known) {
    return known == null ? 0 : known;
  }
}
