// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Samples;

/** What speaks for and against the figures of a run. */
final class Trust {
  private static final int FEWEST_ROUNDS = 3;

  /** A ceiling that moves by more between rounds is worth a warning. */
  static final double MOST_DRIFT = 0.10;

  private static final double MOST_STEAL = 0.02;

  private final ResultSet set;

  Trust(ResultSet set) {
    this.set = set;
  }

  /** One line for each thing that is off; empty if nothing is. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!set.complete()) {
      warnings.add("The run was stopped early: some figures rest on fewer rounds or are missing.");
    }
    if (set.roundsCompleted() < FEWEST_ROUNDS) {
      warnings.add(
          set.roundsCompleted()
              + " completed round(s): intervals need "
              + FEWEST_ROUNDS
              + " or more to be of use.");
    }
    drift("FMA", CeilingSample.FMA, warnings);
    drift("memory read", CeilingSample.READ, warnings);
    if (worstSteal().orElse(0) > MOST_STEAL) {
      warnings.add(
          "The hypervisor took up to "
              + percent(worstSteal().orElse(0), 1)
              + " of the processor time of a fork: other guests were busy.");
    }
    long failed = cells().filter(cell -> cell.status() == Status.FAILED).count();
    if (failed > 0) {
      warnings.add(failed + " cell(s) failed and have no time; the table gives the reasons.");
    }
    inconsistencies(warnings);
    return warnings;
  }

  private void drift(String label, String name, List<String> warnings) {
    Ceilings ceilings = Ceilings.of(set, name);
    if (ceilings.median().isEmpty()) {
      warnings.add("The " + label + " ceiling was not measured.");
    } else if (ceilings.drift() > MOST_DRIFT) {
      warnings.add(
          "The "
              + label
              + " ceiling moved by "
              + percent(ceilings.drift(), 0)
              + " between rounds: the machine was not alone or changed its clock.");
    }
  }

  private void inconsistencies(List<String> warnings) {
    Map<String, Set<String>> inputs = new HashMap<>();
    Set<Integer> widths = new HashSet<>();
    Set<Integer> workers = new HashSet<>();
    cells()
        .forEach(
            cell ->
                reports(cell)
                    .forEach(
                        report -> {
                          widths.add(report.vectorBits());
                          workers.add(report.workers());
                          if (cell.format() != null && report.inputHash() != null) {
                            String key = cell.operation() + " " + cell.format();
                            inputs
                                .computeIfAbsent(key, k -> new HashSet<>())
                                .add(report.inputHash());
                          }
                        }));
    if (inputs.values().stream().anyMatch(hashes -> hashes.size() > 1)) {
      warnings.add("Cells of one format ran on different inputs: do not compare them.");
    }
    if (widths.size() > 1 || workers.size() > 1) {
      warnings.add("Forks ran with different vector widths or numbers of workers.");
    }
  }

  /** Median over timed cells of (slowest fork - fastest fork) / median; empty if unknown. */
  OptionalDouble forkSpread() {
    double[] spreads =
        cells()
            .filter(PrefillCells::timed)
            .filter(cell -> cell.forks().size() > 1)
            .mapToDouble(Trust::spread)
            .toArray();
    return spreads.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Samples.median(spreads));
  }

  private static double spread(CellResult cell) {
    double low = cell.forks().stream().mapToDouble(ForkSample::median).min().orElseThrow();
    double high = cell.forks().stream().mapToDouble(ForkSample::median).max().orElseThrow();
    return (high - low) / cell.median();
  }

  /** Largest share of processor time the hypervisor took from a fork; empty if unknown. */
  OptionalDouble worstSteal() {
    return worst(ForkReport::stealShare);
  }

  /** Largest time a fork spent collecting garbage, in ms; empty if unknown. */
  OptionalDouble worstGc() {
    return worst(ForkReport::gcMillis);
  }

  /** Largest resident memory of a fork, in bytes; empty if unknown. */
  OptionalDouble largestFork() {
    return worst(ForkReport::residentBytes);
  }

  private OptionalDouble worst(ToDoubleFunction<ForkReport> figure) {
    return cells().flatMap(Trust::reports).mapToDouble(figure).filter(Double::isFinite).max();
  }

  /** How the timed cells were verified, in a line. */
  String verification() {
    List<CellResult> timed = cells().filter(PrefillCells::timed).toList();
    List<Correctness> checks =
        timed.stream()
            .flatMap(Trust::reports)
            .map(ForkReport::correctness)
            .filter(Objects::nonNull)
            .toList();
    if (checks.isEmpty()) {
      return "no verification is recorded";
    }
    boolean all = timed.stream().allMatch(Trust::verifiedInEveryFork);
    double worst = checks.stream().mapToDouble(Correctness::worstRatio).max().orElseThrow();
    long compared = checks.stream().mapToLong(Correctness::compared).max().orElseThrow();
    long total = checks.stream().mapToLong(Correctness::total).max().orElseThrow();
    String scope =
        compared >= total
            ? "all " + count(total) + " outputs"
            : count(compared) + " of " + count(total) + " outputs (a sample)";
    return (all ? "every cell, in every fork, before timing; " : "NOT every cell; ")
        + scope
        + "; worst error "
        + fixed(worst, 2)
        + " of its bound";
  }

  /** Whether each fork of each timed cell matched its reference. */
  boolean verified() {
    return cells().filter(PrefillCells::timed).allMatch(Trust::verifiedInEveryFork);
  }

  private static boolean verifiedInEveryFork(CellResult cell) {
    return cell.forks().stream()
        .map(ForkSample::report)
        .allMatch(r -> r != null && r.correctness() != null && r.correctness().passed());
  }

  private Stream<CellResult> cells() {
    return set.cells().stream().filter(cell -> "prefill".equals(cell.operation()));
  }

  private static Stream<ForkReport> reports(CellResult cell) {
    return cell.forks().stream().map(ForkSample::report).filter(Objects::nonNull);
  }
}
