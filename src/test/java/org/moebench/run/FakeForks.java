// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.moebench.result.CeilingReport;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;

/** Forks that take no time but say they do: a machine on which everything is known. */
final class FakeForks implements ForkExecutor, LongSupplier {
  private final List<String> started = new ArrayList<>();
  private final Map<String, Function<Integer, String>> failures = new HashMap<>();
  private final Map<String, List<Double>> times = new HashMap<>();
  private final Map<String, Integer> runs = new HashMap<>();
  private Runnable beforeEach = () -> {};
  private String inputHash = "inputs";
  private double forkSeconds = 1;
  private long now;

  static Cell cell(String id) {
    return cell(id, null);
  }

  static Cell cell(String id, String skipReason) {
    return new Cell(
        id,
        id.startsWith("parts") ? PrefillCells.PARTS : PrefillCells.OPERATION,
        "grouped",
        "INT4_SYM",
        "w",
        Map.of(),
        "org.moebench.bench.None.none",
        Map.of(),
        new Timing(1, 1, 1, 1),
        // A projection of 100 x 50.
        id.startsWith("prefill") ? 2.0 * 100 * 50 : 0,
        1 << 20,
        1,
        skipReason);
  }

  static List<Cell> ceilings() {
    return CeilingCells.with(2, new Timing(1, 1, 1, 1));
  }

  static ForkReport report(String inputHash) {
    return new ForkReport(
        512,
        2,
        3,
        1000,
        1500,
        4096,
        inputHash,
        0,
        0.0,
        1,
        new Correctness(9, 9, 0.5, null),
        null,
        null,
        null);
  }

  FakeForks forksTake(double seconds) {
    forkSeconds = seconds;
    return this;
  }

  /** The milliseconds that the runs of a cell measure, one list per run. */
  FakeForks time(String id, double... millis) {
    times.put(id, Arrays.stream(millis).boxed().toList());
    return this;
  }

  /** Fails a cell in the given run, counted from 0. */
  FakeForks fail(String id, int run, String reason) {
    failures.put(id, at -> at == run ? reason : null);
    return this;
  }

  FakeForks beforeEach(Runnable action) {
    beforeEach = action;
    return this;
  }

  void inputHash(String hash) {
    inputHash = hash;
  }

  List<String> started() {
    return started;
  }

  @Override
  public long getAsLong() {
    return now;
  }

  @Override
  public <T> Fork<T> run(Cell cell, Class<T> reportType) {
    beforeEach.run();
    started.add(cell.id());
    now += Math.round(forkSeconds * 1e9);
    int run = runs.merge(cell.id(), 1, Integer::sum) - 1;
    String failure = failures.getOrDefault(cell.id(), at -> null).apply(run);
    if (failure != null) {
      return Fork.failed(null, failure);
    }
    List<Double> measured = times.getOrDefault(cell.id(), List.of(10.0));
    double millis = measured.get(Math.min(run, measured.size() - 1));
    Object report =
        reportType == CeilingReport.class
            ? new CeilingReport(cell.variant(), "GFLOP/s", 1e9, 512, 2)
            : report(inputHash);
    return Fork.measured(List.of(millis * 1.5, millis, millis * 2), reportType.cast(report), 0.25);
  }
}
