// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block.Fact;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/** The published worth of a saved launch, tested against this run. */
final class Claim {
  private static final double MICROSECONDS = 1e3;

  private Claim() {}

  /** The claim beside what was measured, and the cost of an empty launch; fewer if unknown. */
  static List<Fact> facts(SwigluCells cells) {
    List<Fact> facts = new ArrayList<>();
    tested(cells).ifPresent(text -> facts.add(new Fact("published claim", text)));
    emptyLaunch(cells).ifPresent(text -> facts.add(new Fact("empty launch", text)));
    return facts;
  }

  /**
   * What one saved launch saves at the lowest concurrency of each base setting, where launches
   * weigh most.
   */
  static List<Gain> tests(SwigluCells cells) {
    List<Gain> tests = new ArrayList<>();
    for (Setting setting : cells.baseSettings()) {
      List<Gain> gains =
          Gain.of(cells, setting).stream()
              .filter(gain -> Double.isFinite(gain.perLaunch().value()))
              .toList();
      int least = gains.stream().mapToInt(gain -> gain.cell().concurrency()).min().orElse(0);
      gains.stream().filter(gain -> gain.cell().concurrency() == least).forEach(tests::add);
    }
    return tests;
  }

  private static Optional<String> tested(SwigluCells cells) {
    List<Gain> tests = tests(cells);
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Gain> byWorth = Comparator.comparingDouble(gain -> gain.perLaunch().value());
    Gain least = tests.stream().min(byWorth).orElseThrow();
    Gain most = tests.stream().max(byWorth).orElseThrow();
    String range =
        least.equals(most)
            ? microseconds(least.perLaunch()) + " " + where(cells, least)
            : "from "
                + microseconds(least.perLaunch())
                + " "
                + where(cells, least)
                + " to "
                + microseconds(most.perLaunch())
                + " "
                + where(cells, most);
    return Optional.of(
        significant(PublishedFusion.LEAST_CLAIMED)
            + " to "
            + significant(PublishedFusion.MOST_CLAIMED)
            + " µs per saved launch ("
            + PublishedFusion.SOURCE
            + "); here "
            + range
            + ": "
            + outcome(tests));
  }

  private static String outcome(List<Gain> tests) {
    long below =
        tests.stream().filter(g -> g.perLaunch().high() < PublishedFusion.LEAST_CLAIMED).count();
    long above =
        tests.stream().filter(g -> g.perLaunch().low() > PublishedFusion.MOST_CLAIMED).count();
    if (below == tests.size()) {
      return "the claim does not hold here, each interval lies below it";
    } else if (above == tests.size()) {
      return "more than claimed, each interval lies above it";
    }
    return "of "
        + tests.size()
        + " intervals "
        + below
        + " lie below the claim, "
        + above
        + " above it";
  }

  private static String where(SwigluCells cells, Gain gain) {
    SwigluCell cell = gain.cell();
    return "("
        + cell.variant()
        + ", "
        + cells.label(cell.setting())
        + ", B="
        + cell.concurrency()
        + ")";
  }

  /** {@code 6.2 µs [3.1, 9.0]}. */
  static String microseconds(Estimate e) {
    return (significant(e.value()) + " µs " + interval(e.low(), e.high())).strip();
  }

  private static Optional<String> emptyLaunch(SwigluCells cells) {
    int workers = cells.usualWorkers();
    return cells
        .emptyLaunch(workers)
        .map(
            launch ->
                microseconds(microseconds(launch))
                    + " with "
                    + workers
                    + (workers == 1 ? " worker" : " workers")
                    + share(cells, launch));
  }

  /** The empty launch's time in µs. */
  static Estimate microseconds(CellResult launch) {
    return new Estimate(
        launch.median() * MICROSECONDS,
        launch.low() == null ? Double.NaN : launch.low() * MICROSECONDS,
        launch.high() == null ? Double.NaN : launch.high() * MICROSECONDS);
  }

  /** What all launches of the shortest unfused call would cost at that price. */
  private static String share(SwigluCells cells, CellResult launch) {
    return cells.baseSettings().stream()
        .flatMap(setting -> cells.timed(setting).stream())
        .filter(cell -> cell.variant().equals(Variants.UNFUSED))
        .filter(cell -> cell.setting().workers() == cells.usualWorkers())
        .filter(cell -> cell.result().launches() != null)
        .min(Comparator.comparingDouble(SwigluCell::microseconds))
        .map(
            cell ->
                "; the "
                    + cell.result().launches()
                    + " launches of the shortest unfused call ("
                    + cells.label(cell.setting())
                    + ", B="
                    + cell.concurrency()
                    + ", "
                    + significant(cell.microseconds())
                    + " µs) would be "
                    + percent(
                        cell.result().launches() * launch.median() / cell.result().median(), 1)
                    + " of it")
        .orElse("");
  }
}
