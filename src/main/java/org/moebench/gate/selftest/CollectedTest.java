// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCell;
import org.moebench.gate.Judgement;
import org.moebench.gate.Pair;
import org.moebench.gate.PairLog;
import org.moebench.gate.Policy;
import org.moebench.gate.Procedure;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.PairPower;
import org.moebench.stats.Samples;

/** Virtual gate runs over measured pairs of identical jars. */
public final class CollectedTest {
  /** A cell's bias floor is what so many of the runs stay below. */
  private static final double BIAS_SHARE = 0.90;

  private static final double FALSE_ALARMS_AT_MOST = 0.03;
  private static final double SLOWDOWN = 1.10;
  private static final double POWER = 0.95;

  private final Policy policy;
  private final int runs;
  private final long seed;

  /**
   * @param runs virtual gate runs, of each kind
   */
  public CollectedTest(Policy policy, int runs, long seed) {
    this.policy = policy;
    this.runs = runs;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param collection what was measured
   * @param independent gate runs that the rounds would be enough for without drawing any twice: how
   *     much the virtual runs can know
   * @param unchanged runs in which both arms are the same
   * @param power runs in which one cell's head does extra work
   * @param cells noise of each cell
   * @param targets what had to hold
   */
  public record Result(
      Collection collection,
      int independent,
      Tally unchanged,
      List<Point> power,
      List<CellNoise> cells,
      List<Target> targets) {}

  /** Virtual runs in which a cell was given so much more work. */
  public record Point(Collection.Injected injected, Tally tally) {}

  /**
   * What a cell of identical jars scatters.
   *
   * @param cell id
   * @param deviation robust deviation of a pair, as a log-ratio
   * @param biasFloor difference that nine virtual runs in ten stay below, as a log-ratio
   * @param pairs valid pairs
   */
  public record CellNoise(String cell, double deviation, double biasFloor, int pairs) {}

  /**
   * Runs everything.
   *
   * @param bias known differences of identical jars, as the gate would be told them
   * @throws UserError BAD_INPUT if there are too few rounds for one gate run
   */
  public Result run(Collection collection, Map<String, Double> bias) {
    int needed = policy.screenPairs() + policy.looks().get(0);
    if (collection.rounds() < needed) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "the collection has %d rounds and a gate run takes %d: collect more with --aa"
              .formatted(collection.rounds(), needed));
    }
    Map<String, Pair[]> table = collection.byRound();
    Tally unchanged = tally(collection, table, null, bias);
    List<Point> power =
        collection.injected().stream()
            .map(one -> new Point(one, tally(collection, table, one, bias)))
            .toList();
    return new Result(
        collection,
        collection.rounds() / needed,
        unchanged,
        power,
        noise(collection, table, needed),
        targets(unchanged, power));
  }

  private Tally tally(
      Collection collection,
      Map<String, Pair[]> table,
      Collection.Injected injected,
      Map<String, Double> bias) {
    List<GateCell> cells = new ArrayList<>(collection.cells());
    if (injected != null) {
      cells.replaceAll(cell -> cell.id().equals(injected.of()) ? injected.cell() : cell);
    }
    Map<String, Double> known = new TreeMap<>(bias);
    if (injected != null && bias.containsKey(injected.of())) {
      known.put(injected.cell().id(), bias.get(injected.of()));
    }
    List<Judgement> judged =
        seeds()
            .parallel()
            .mapToObj(
                one ->
                    new Procedure(policy, known)
                        .run(
                            cells,
                            collection.controls(),
                            new ResampledPairs(table, collection.rounds(), one),
                            new PairLog()))
            .toList();
    return Tally.of(judged, injected == null ? null : injected.cell().id());
  }

  private List<CellNoise> noise(Collection collection, Map<String, Pair[]> table, int needed) {
    List<GateCell> all = new ArrayList<>(collection.cells());
    all.addAll(collection.controls());
    return all.stream()
        .map(
            cell ->
                new CellNoise(
                    cell.id(),
                    PairPower.noise(collection.logRatios(cell.id())),
                    biasFloor(table.get(cell.id()), needed),
                    collection.logRatios(cell.id()).length))
        .toList();
  }

  private double biasFloor(Pair[] pairs, int needed) {
    double[] d = Arrays.stream(pairs).mapToDouble(Pair::logRatio).toArray();
    double[] sizes =
        seeds()
            .mapToObj(one -> ResampledPairs.order(d.length, one).subList(0, needed))
            .mapToDouble(rounds -> Math.abs(estimate(d, rounds)))
            .toArray();
    return Samples.quantile(sizes, BIAS_SHARE);
  }

  private static double estimate(double[] d, List<Integer> rounds) {
    return HodgesLehmann.estimate(rounds.stream().mapToDouble(round -> d[round]).toArray());
  }

  private LongStream seeds() {
    return new Random(seed).longs(runs);
  }

  private static List<Target> targets(Tally unchanged, List<Point> power) {
    List<Target> targets = new ArrayList<>();
    targets.add(
        Target.falseAlarms(
            "identical jars, measured", unchanged, Target.FALSE_ALARMS, FALSE_ALARMS_AT_MOST));
    for (Point point : power) {
      if (point.injected().factor() == SLOWDOWN) {
        String where = point.injected().cell().id() + ", measured";
        targets.add(Target.power(where, point.tally(), POWER));
        targets.add(Target.wrongPass(where, point.tally()));
      }
    }
    return targets;
  }
}
