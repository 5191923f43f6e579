// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

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
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Samples;

/** What speaks for and against the figures of a run. */
public final class Trust {
  private static final int FEWEST_ROUNDS = 3;

  /** A ceiling that moves by more between rounds is worth a warning. */
  public static final double MOST_DRIFT = 0.10;

  private static final double MOST_STEAL = 0.02;

  private static final String PARTS = "parts";

  private final ResultSet set;
  private final Basis basis;

  /**
   * @param basis what this operation's figures are judged by
   */
  public Trust(ResultSet set, Basis basis) {
    this.set = set;
    this.basis = basis;
  }

  /** The run. */
  public ResultSet set() {
    return set;
  }

  /** What its figures are judged by. */
  public Basis basis() {
    return basis;
  }

  /** One line for each thing that is off; empty if nothing is. */
  public List<String> warnings() {
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
    basis.probes().forEach(probe -> drift(probe, warnings));
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

  private void drift(Basis.Probe probe, List<String> warnings) {
    Ceilings ceilings = Ceilings.of(set, probe.name());
    if (ceilings.median().isEmpty()) {
      warnings.add("The " + probe.label() + " was not measured.");
    } else if (ceilings.drift() > MOST_DRIFT) {
      warnings.add(
          "The "
              + probe.label()
              + " moved by "
              + percent(ceilings.drift(), 0)
              + " between rounds: the machine was not alone or changed its clock.");
    }
  }

  private void inconsistencies(List<String> warnings) {
    Map<String, Set<String>> inputs = new HashMap<>();
    Set<Integer> widths = new HashSet<>();
    Map<String, Set<Integer>> workers = new HashMap<>();
    cells()
        .forEach(
            cell ->
                reports(cell)
                    .forEach(
                        report -> {
                          widths.add(report.vectorBits());
                          collect(workers, threads(cell), report.workers());
                          collect(inputs, input(cell), report.inputHash());
                        }));
    if (inputs.values().stream().anyMatch(hashes -> hashes.size() > 1)) {
      warnings.add(
          "Cells with the same settings of inputs ran on different inputs: do not compare them.");
    }
    if (widths.size() > 1 || workers.values().stream().anyMatch(numbers -> numbers.size() > 1)) {
      warnings.add("Forks ran with different vector widths or numbers of workers.");
    }
  }

  private static <T> void collect(Map<String, Set<T>> sets, String key, T value) {
    if (value != null) {
      sets.computeIfAbsent(key, k -> new HashSet<>()).add(value);
    }
  }

  /** What cells on the same input have in common. */
  private static String input(CellResult cell) {
    return String.join(
        " ",
        cell.operation(),
        String.valueOf(cell.format()),
        String.valueOf(cell.workload()),
        parameter(cell, "tokens"),
        parameter(cell, "logits"),
        parameter(cell, "concurrency"),
        parameter(cell, "ranks"),
        parameter(cell, "routing"),
        parameter(cell, "part"),
        parameter(cell, "n"),
        parameter(cell, "k"),
        parameter(cell, "experts"),
        parameter(cell, "rows"),
        parameter(cell, "active"),
        parameter(cell, "batch"));
  }

  /** What cells with as many worker threads have in common. */
  private static String threads(CellResult cell) {
    return String.join(" ", cell.operation(), parameter(cell, "workers"), parameter(cell, "ranks"));
  }

  private static String parameter(CellResult cell, String name) {
    return cell.params() == null ? "" : cell.params().getOrDefault(name, "");
  }

  /** Numbers of workers that forks ran with, ascending; that of the run if none has said. */
  public List<Integer> workers() {
    List<Integer> seen =
        cells().flatMap(Trust::reports).map(ForkReport::workers).distinct().sorted().toList();
    return seen.isEmpty() ? List.of(set.environment().workers()) : seen;
  }

  /** Median over timed cells of (slowest fork - fastest fork) / median; empty if unknown. */
  public OptionalDouble forkSpread() {
    double[] spreads =
        cells()
            .filter(TimedCells::isTimed)
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
  public OptionalDouble worstSteal() {
    return worst(ForkReport::stealShare);
  }

  /** Largest time a fork spent collecting garbage, in ms; empty if unknown. */
  public OptionalDouble worstGc() {
    return worst(ForkReport::gcMillis);
  }

  /** Largest resident memory of a fork, in bytes; empty if unknown. */
  public OptionalDouble largestFork() {
    return worst(ForkReport::residentBytes);
  }

  private OptionalDouble worst(ToDoubleFunction<ForkReport> figure) {
    return cells().flatMap(Trust::reports).mapToDouble(figure).filter(Double::isFinite).max();
  }

  /** How the timed cells were verified, in a line. */
  public String verification() {
    List<CellResult> timed = cells().filter(TimedCells::isTimed).toList();
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
            ? "all " + count(total) + " " + basis.outputs()
            : count(compared) + " of " + count(total) + " " + basis.outputs() + " (a sample)";
    return (all ? "every cell, in every fork, before timing; " : "NOT every cell; ")
        + scope
        + "; worst error "
        + fixed(worst, 2)
        + " of its bound";
  }

  /** Whether each fork of each timed cell matched its reference. */
  public boolean verified() {
    return cells().filter(TimedCells::isTimed).allMatch(Trust::verifiedInEveryFork);
  }

  private static boolean verifiedInEveryFork(CellResult cell) {
    return cell.forks().stream()
        .map(ForkSample::report)
        .allMatch(r -> r != null && r.correctness() != null && r.correctness().passed());
  }

  /** What the run is about: a part explains a figure and is none of it. */
  private Stream<CellResult> cells() {
    return set.cells().stream().filter(cell -> !cell.operation().equals(PARTS));
  }

  private static Stream<ForkReport> reports(CellResult cell) {
    return cell.forks().stream().map(ForkSample::report).filter(Objects::nonNull);
  }
}
