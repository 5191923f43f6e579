// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/**
 * A statistic of a sample of sequences by its name in the files of {@code datasets/decode}, with
 * how far a workload may be from its reference. Where the name takes a number, this is the number
 * of the layer, experts or sequences meant, for example {@code union_16}.
 */
final class TraceStatistic {
  private static final Pattern NAME = Pattern.compile("([a-z_]+?)(?:_(\\d{1,6}))?");

  /** What the number in a name counts. */
  private enum Counted {
    NONE,
    LAYER,
    EXPERTS,
    SEQUENCES
  }

  private enum Kind {
    OVERLAP(0.015, (w, s, n) -> TraceStatistics.mean(s, TraceStatistics::overlap)),
    OVERLAP_WORST_LAYER(0.03, (w, s, n) -> worstLayer(w, s)),
    JACCARD(0.015, (w, s, n) -> TraceStatistics.mean(s, TraceStatistics::jaccard)),
    FIRST_REPEATS_LAYER(
        Counted.LAYER,
        0.014,
        (w, s, n) -> TraceStatistics.mean(s, n, TraceStatistics::firstRepeats)),
    ANY_REPEATS_LAYER(
        Counted.LAYER, 0.014, (w, s, n) -> TraceStatistics.mean(s, n, TraceStatistics::anyRepeats)),
    ENTROPY_RATIO(0.03, (w, s, n) -> TraceStatistics.mean(s, TraceStatistics::entropyRatio)),
    TOP_SHARE(
        Counted.EXPERTS,
        0.05,
        (w, s, n) -> TraceStatistics.mean(s, (t, l) -> TraceStatistics.topShare(t, l, n))),
    POOLED_TOP_SHARE(Counted.EXPERTS, 0.05, (w, s, n) -> TraceStatistics.pooledTopShare(s, n)),
    UNIQUE(
        Counted.NONE,
        reference -> 0.1 * reference,
        (w, s, n) -> TraceStatistics.mean(s, TraceStatistics::unique)),
    REUSE_DISTANCE(1, (w, s, n) -> TraceStatistics.mean(s, TraceStatistics::reuseDistance)),
    LRU_BATCHED(
        Counted.EXPERTS,
        0.03,
        (w, s, n) -> TraceStatistics.mean(s, (t, l) -> ExpertCache.of(t, l, true).hitRate(n))),
    LRU_SEQUENTIAL(
        Counted.EXPERTS,
        0.03,
        (w, s, n) -> TraceStatistics.mean(s, (t, l) -> ExpertCache.of(t, l, false).hitRate(n))),
    UNION(
        Counted.SEQUENCES, reference -> 0.05 * reference, (w, s, n) -> TraceStatistics.union(s, n)),
    BUSIEST(
        Counted.SEQUENCES,
        reference -> 0.1 * reference,
        (w, s, n) -> TraceStatistics.busiest(s, n)),
    BATCH_REUSE(Counted.SEQUENCES, 1e-12, (w, s, n) -> TraceStatistics.batchReuse(s, n));

    private final Counted counted;
    private final DoubleUnaryOperator tolerance;
    private final Definition definition;

    Kind(double tolerance, Definition definition) {
      this(Counted.NONE, tolerance, definition);
    }

    Kind(Counted counted, double tolerance, Definition definition) {
      this(counted, reference -> tolerance, definition);
    }

    Kind(Counted counted, DoubleUnaryOperator tolerance, Definition definition) {
      this.counted = counted;
      this.tolerance = tolerance;
      this.definition = definition;
    }

    private boolean numbered() {
      return counted != Counted.NONE;
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a statistic computes, from the workload, its sample and the number in the name. */
  @FunctionalInterface
  private interface Definition {
    double of(DecodeWorkload workload, List<RoutingTrace> sample, int number);
  }

  private final String name;
  private final Kind kind;
  private final int number;

  private TraceStatistic(String name, Kind kind, int number) {
    this.name = name;
    this.kind = kind;
    this.number = number;
  }

  /**
   * A statistic by name.
   *
   * @throws UserError BAD_INPUT with the nearest name if there is none, or if its number is missing
   *     or too much
   */
  static TraceStatistic parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.id().equals(matcher.group(1)) && kind.numbered() == (matcher.group(2) != null)) {
          return new TraceStatistic(
              name, kind, kind.numbered() ? Integer.parseInt(matcher.group(2)) : 0);
        }
      }
    }
    List<String> names =
        Arrays.stream(Kind.values()).map(k -> k.numbered() ? k.id() + "_8" : k.id()).toList();
    throw new UserError(
        ExitStatus.BAD_INPUT,
        "no statistic is called '%s'; did you mean '%s'?"
            .formatted(JsonFields.shown(name), NearestName.of(name, names)));
  }

  /** Whether it can be taken from {@code sequences} sequences of a generator. */
  boolean fits(TraceGenerator generator, int sequences) {
    return switch (kind.counted) {
      case NONE -> kind != Kind.OVERLAP_WORST_LAYER || !Double.isNaN(generator.overlapTarget(0));
      case LAYER -> number < generator.layers();
      case EXPERTS -> number >= 1 && number <= generator.experts();
      case SEQUENCES -> number >= 1 && number <= sequences;
    };
  }

  /** The statistic of a sample, compared with its reference. */
  Realism.Check check(DecodeWorkload workload, List<RoutingTrace> sample, double reference) {
    return Realism.Check.of(
        name,
        kind.definition.of(workload, sample, number),
        reference,
        kind.tolerance.applyAsDouble(reference));
  }

  /** How far the overlap of the layer that is furthest off is from its target. */
  private static double worstLayer(DecodeWorkload workload, List<RoutingTrace> sample) {
    return IntStream.range(0, workload.layers())
        .mapToDouble(
            layer ->
                Math.abs(
                    TraceStatistics.mean(sample, layer, TraceStatistics::overlap)
                        - workload.overlapTarget(layer)))
        .max()
        .orElseThrow();
  }
}
