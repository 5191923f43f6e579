// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.stats.HodgesLehmann;

/**
 * Pairs of a jar and a byte-identical copy, measured on one machine: the whole of {@code
 * pairs.json}.
 *
 * @param schema {@link #SCHEMA}
 * @param created when it began, ISO 8601
 * @param seed of the orders
 * @param fingerprint where it was measured
 * @param subject what was measured, in both arms
 * @param cells unchanged cells
 * @param controls controls
 * @param injected cells whose head was given real extra work
 * @param rounds complete rounds: each has one valid pair of everything
 * @param pairs all pairs, also those that do not count
 */
public record Collection(
    String schema,
    String created,
    long seed,
    Fingerprint fingerprint,
    ArmInfo subject,
    List<GateCell> cells,
    List<GateCell> controls,
    List<Injected> injected,
    int rounds,
    List<Pair> pairs) {
  /** Schema of this version. */
  public static final String SCHEMA = "moebench.selftest/1";

  /**
   * A cell whose head does extra work.
   *
   * @param cell what runs, under an id of its own, for example {@code X@1.10}
   * @param of id of the unchanged cell
   * @param factor work asked for: 1.10 is a tenth more calls
   * @param achieved slowdown that came of it, as a ratio of times; {@code null} before the first
   *     round
   */
  public record Injected(GateCell cell, String of, double factor, Double achieved) {
    /** The same with the slowdown that these pairs show. */
    Injected measuredBy(List<Pair> pairs) {
      double[] d = logRatios(cell.id(), pairs);
      Double ratio = d.length == 0 ? null : Double.valueOf(Math.exp(HodgesLehmann.estimate(d)));
      return new Injected(cell, of, factor, ratio);
    }
  }

  /** An empty collection. */
  public static Collection of(
      String created,
      long seed,
      Fingerprint fingerprint,
      ArmInfo subject,
      List<GateCell> cells,
      List<GateCell> controls,
      List<Injected> injected) {
    return new Collection(
        SCHEMA, created, seed, fingerprint, subject, cells, controls, injected, 0, List.of());
  }

  /** Everything that a round measures. */
  @JsonIgnore
  public List<GateCell> measured() {
    List<GateCell> all = new ArrayList<>(cells);
    injected.forEach(one -> all.add(one.cell()));
    all.addAll(controls);
    return all;
  }

  /** With one round more, whose pairs get its number. */
  Collection plus(List<Pair> round) {
    List<Pair> all = new ArrayList<>(pairs);
    round.stream()
        .map(
            p ->
                new Pair(
                    p.cell(), p.stage(), rounds, p.headFirst(), p.base(), p.head(), p.invalid()))
        .forEach(all::add);
    List<Injected> measured = injected.stream().map(one -> one.measuredBy(all)).toList();
    return new Collection(
        schema,
        created,
        seed,
        fingerprint,
        subject,
        cells,
        controls,
        measured,
        rounds + 1,
        List.copyOf(all));
  }

  /** The valid pair of every cell and round: {@code cell -> pairs by round}. */
  Map<String, Pair[]> byRound() {
    Map<String, Pair[]> table = new HashMap<>();
    measured().forEach(cell -> table.put(cell.id(), new Pair[rounds]));
    pairs.stream()
        .filter(pair -> pair.valid() && table.containsKey(pair.cell()))
        .filter(pair -> pair.round() >= 0 && pair.round() < rounds)
        .forEach(pair -> table.get(pair.cell())[pair.round()] = pair);
    return table;
  }

  /** A cell and round without a valid pair, in words; empty if there is none. */
  Optional<String> gap() {
    for (Map.Entry<String, Pair[]> cell : byRound().entrySet()) {
      for (int round = 0; round < rounds; round++) {
        if (cell.getValue()[round] == null) {
          return Optional.of("no valid pair of " + cell.getKey() + " in round " + round);
        }
      }
    }
    return Optional.empty();
  }

  /** Log-ratios of the valid pairs of a cell. */
  double[] logRatios(String cell) {
    return logRatios(cell, pairs);
  }

  private static double[] logRatios(String cell, List<Pair> pairs) {
    return pairs.stream()
        .filter(pair -> pair.valid() && pair.cell().equals(cell))
        .mapToDouble(Pair::logRatio)
        .toArray();
  }
}
