// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.moebench.stats.Samples;

/**
 * Which requests a service has in flight, token by token: a request stays half a second for waiting
 * and its prompt, and then generates 25 tokens a second. That speed is an assumption; recordings
 * say when requests arrive and how long they are, not how long they stay.
 *
 * <p>Time starts at a steady state: everything that could still be there has arrived before.
 */
final class InFlight {
  private static final double TOKENS_PER_SECOND = 25;
  private static final double BEFORE_TOKENS = 0.5;

  private static final long ARRIVALS = 32;

  static final List<String> STATISTICS =
      List.of("in_flight_mean", "in_flight_p10", "in_flight_p50", "in_flight_p90");

  /** Tokens that {@link #check} goes through: bursts are a minute apart, so it takes hours. */
  private static final int CHECKED = 1_000_000;

  private static final double TOLERANCE = 0.15;
  private static final double LEAST_TOLERANCE = 1;

  private final RequestLengths lengths;
  private final long seed;
  private final UniformStream uniform;
  private final Deque<Stay> present = new ArrayDeque<>();
  private final double start;
  private Stay next;
  private long token;

  private record Stay(int number, double from, double to) {}

  InFlight(RequestLengths lengths, long seed) {
    this.lengths = lengths;
    this.seed = seed;
    this.uniform = new UniformStream(seed, ARRIVALS, 0, 0);
    this.start = stay(lengths.maxOutput());
    this.next = arrival(0, 0);
  }

  private Stay arrival(int number, double previous) {
    double from = previous + lengths.arrivals().next(uniform);
    return new Stay(number, from, from + stay(lengths.request(seed, number).output()));
  }

  private static double stay(int output) {
    return BEFORE_TOKENS + output / TOKENS_PER_SECOND;
  }

  /** Numbers of the requests that are there when the next token is due, ascending; may be none. */
  int[] nextToken() {
    double now = start + token++ / TOKENS_PER_SECOND;
    while (next.from() <= now) {
      present.add(next);
      next = arrival(next.number() + 1, next.from());
    }
    for (Iterator<Stay> stays = present.iterator(); stays.hasNext(); ) {
      if (stays.next().to() <= now) {
        stays.remove();
      }
    }
    return present.stream().mapToInt(Stay::number).toArray();
  }

  /**
   * Compares the number of requests in flight with a reference: within 15%, or 1 if that is more.
   *
   * @param reference values by name, names of {@link #STATISTICS}
   */
  static List<Realism.Check> check(
      RequestLengths lengths, Map<String, Double> reference, long seed) {
    InFlight inFlight = new InFlight(lengths, seed);
    double[] counts = new double[CHECKED];
    Arrays.setAll(counts, token -> inFlight.nextToken().length);
    List<Realism.Check> checks = new ArrayList<>();
    for (Map.Entry<String, Double> entry : reference.entrySet()) {
      double tolerance = Math.max(LEAST_TOLERANCE, TOLERANCE * entry.getValue());
      checks.add(
          Realism.Check.of(
              entry.getKey(), statistic(entry.getKey(), counts), entry.getValue(), tolerance));
    }
    return checks;
  }

  private static double statistic(String name, double[] counts) {
    return switch (name) {
      case "in_flight_mean" -> Arrays.stream(counts).average().orElseThrow();
      case "in_flight_p10" -> Samples.quantile(counts, 0.1);
      case "in_flight_p50" -> Samples.quantile(counts, 0.5);
      case "in_flight_p90" -> Samples.quantile(counts, 0.9);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
