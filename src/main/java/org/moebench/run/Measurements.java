// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.result.CeilingReport;
import org.moebench.result.CeilingSample;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.stats.Samples;

/** What a run has measured so far. Written by the run's thread only. */
public final class Measurements {
  private final Map<String, List<ForkSample>> samples = new HashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final List<CeilingSample> ceilings = new ArrayList<>();
  private int rounds;
  private int roundsCompleted;
  private boolean complete;
  private double wallSeconds;

  void add(Cell cell, int round, int position, Fork<ForkReport> fork) {
    List<ForkSample> ofCell = samples.computeIfAbsent(cell.id(), id -> new ArrayList<>());
    String hash = fork.report().inputHash();
    if (!ofCell.isEmpty() && !hash.equals(ofCell.get(0).report().inputHash())) {
      fail(
          cell, "inputs differ between forks: " + ofCell.get(0).report().inputHash() + ", " + hash);
      return;
    }
    double median = Samples.median(toArray(fork.iterations()));
    ofCell.add(
        new ForkSample(
            round,
            position,
            fork.iterations(),
            median,
            fork.report(),
            fork.allocatedBytes(),
            fork.beside()));
  }

  /** The ceiling of a round is its probe's best iteration: a ceiling is what can be reached. */
  void addCeiling(int round, Fork<CeilingReport> fork) {
    double best = fork.iterations().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    CeilingReport report = fork.report();
    ceilings.add(new CeilingSample(round, report.name(), report.unit(), report.rate(best)));
  }

  void fail(Cell cell, String reason) {
    failures.putIfAbsent(cell.id(), reason);
  }

  void planned(int rounds) {
    this.rounds = rounds;
  }

  void roundCompleted() {
    roundsCompleted++;
  }

  void complete() {
    complete = true;
  }

  void wallSeconds(double seconds) {
    wallSeconds = seconds;
  }

  private static double[] toArray(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Samples of a cell, in the order of the rounds. */
  public List<ForkSample> samples(Cell cell) {
    return List.copyOf(samples.getOrDefault(cell.id(), List.of()));
  }

  /** Why a cell failed; {@code null} if it did not. */
  public String failure(Cell cell) {
    return failures.get(cell.id());
  }

  /** Ceilings in the order they were measured. */
  public List<CeilingSample> ceilings() {
    return List.copyOf(ceilings);
  }

  /** Rounds planned. */
  public int rounds() {
    return rounds;
  }

  /** Rounds in which every cell that had not failed was measured. */
  public int roundsCompleted() {
    return roundsCompleted;
  }

  /** Whether all rounds were run. */
  public boolean isComplete() {
    return complete;
  }

  /** Time from the first fork's start to now or the end. */
  public double wallSeconds() {
    return wallSeconds;
  }
}
