// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.ForkTimes;
import org.moebench.run.Timing;

/**
 * The forks of one arm of one cell, and beside each a fork of the cell's reference: frozen code
 * with the same bottleneck.
 *
 * @param id of the cell
 * @param bottleneck what limits the cell
 * @param timing how long it was measured in a fork
 * @param forks microseconds per call of every iteration of every fork
 * @param reference {@code null} if no control with the same bottleneck was measured
 */
public record CellForks(
    String id,
    Bottleneck bottleneck,
    Timing timing,
    List<List<Double>> forks,
    Reference reference) {
  /** More digits than any machine repeats, and few enough for diffs. */
  private static final MathContext KEPT = new MathContext(6);

  /**
   * What a cell is measured against.
   *
   * @param id of the control
   * @param bottleneck what limits it
   * @param forks as many as the cell has, each from the round of the cell's fork
   */
  public record Reference(String id, Bottleneck bottleneck, List<List<Double>> forks) {
    double[] logTimes() {
      return CellForks.logTimes(forks);
    }
  }

  /** The same with the first forks only. */
  public CellForks first(int count) {
    Reference kept =
        reference == null
            ? null
            : new Reference(
                reference.id, reference.bottleneck, reference.forks.stream().limit(count).toList());
    return new CellForks(id, bottleneck, timing, forks.stream().limit(count).toList(), kept);
  }

  /** Logarithm of every fork's time, its one figure in microseconds. */
  double[] logTimes() {
    return logTimes(forks);
  }

  /** Logarithm of every fork's time over that of the reference's fork beside it. */
  double[] logRatios() {
    double[] times = logTimes();
    double[] references = reference.logTimes();
    double[] ratios = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      ratios[i] = times[i] - references[i];
    }
    return ratios;
  }

  /** Numbers of forks and iterations for people, for example {@code 6 forks x 5 iterations}. */
  String shape() {
    String iterations =
        forks.stream()
            .map(fork -> Integer.toString(fork.size()))
            .distinct()
            .sorted()
            .collect(Collectors.joining("/"));
    return forks.size() + " forks x " + iterations + " iterations";
  }

  /** The same with six significant digits, as files keep them. */
  CellForks rounded() {
    Reference kept =
        reference == null
            ? null
            : new Reference(reference.id, reference.bottleneck, rounded(reference.forks));
    return new CellForks(id, bottleneck, timing, rounded(forks), kept);
  }

  private static List<List<Double>> rounded(List<List<Double>> forks) {
    Function<Double, Double> round = time -> new BigDecimal(time).round(KEPT).doubleValue();
    return forks.stream().map(fork -> fork.stream().map(round).toList()).toList();
  }

  private static double[] logTimes(List<List<Double>> forks) {
    return forks.stream()
        .mapToDouble(fork -> ForkTimes.figure(fork.stream().mapToDouble(time -> time).toArray()))
        .map(Math::log)
        .toArray();
  }
}
