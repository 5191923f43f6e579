// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.jmh.JmhBenchmark;
import org.moebench.gate.jmh.JmhKey;
import org.moebench.gate.jmh.JmhTimes;
import org.moebench.gate.jmh.PairMark;
import org.moebench.gate.pairs.Arm;
import org.moebench.stats.Estimate;
import org.moebench.stats.Holm;

/**
 * Two files, row by row. A row is called slower or faster if it is so by more than the effect, at
 * the level, after Holm's correction over all rows that were tested.
 *
 * @param rows those of A in its order, then those that only B has
 */
record Comparison(List<Row> rows) {
  static Comparison of(List<JmhBenchmark> a, List<JmhBenchmark> b, double level, double effect) {
    Map<JmhKey, JmhBenchmark> others = new LinkedHashMap<>();
    b.forEach(entry -> others.put(JmhKey.of(entry), entry));
    Map<JmhKey, Forks> common = new LinkedHashMap<>();
    for (JmhBenchmark entry : a) {
      JmhBenchmark other = others.get(JmhKey.of(entry));
      if (other != null) {
        common.put(JmhKey.of(entry), forks(entry, other));
      }
    }
    Tested tested = Tested.of(common, level, Math.log1p(effect));
    List<Row> rows = new ArrayList<>();
    for (JmhBenchmark entry : a) {
      JmhKey key = JmhKey.of(entry);
      Forks forks = common.get(key);
      rows.add(forks == null ? Row.onlyInA(key, times(entry)) : tested.row(key, forks));
    }
    others.forEach(
        (key, entry) -> {
          if (!common.containsKey(key)) {
            rows.add(Row.onlyInB(key, times(entry)));
          }
        });
    return new Comparison(List.copyOf(rows));
  }

  private static double[][] times(JmhBenchmark entry) {
    return Forks.array(JmhTimes.micros(entry));
  }

  private static Forks forks(JmhBenchmark a, JmhBenchmark b) {
    return Forks.of(JmhTimes.micros(a), JmhTimes.micros(b), paired(a, b));
  }

  private static boolean paired(JmhBenchmark a, JmhBenchmark b) {
    PairMark first = PairMark.of(a).orElse(null);
    PairMark second = PairMark.of(b).orElse(null);
    if (first == null || second == null || !first.pairs().equals(second.pairs())) {
      return false;
    }
    if (first.arm().equals(Arm.HEAD) && second.arm().equals(Arm.BASE)) {
      throw new UserError(
          ExitStatus.USAGE,
          "the files are swapped: the first holds the head, the second the base of one paired run;"
              + " give the base first");
    }
    return first.arm().equals(Arm.BASE)
        && second.arm().equals(Arm.HEAD)
        && a.scores().size() == b.scores().size();
  }

  /** What is left of {@code 1 - level} for one direction of one row, if all rows share it. */
  static double alphaOfOne(double level, int rows) {
    return (1 - level) / (2 * rows);
  }

  List<Row> common() {
    return rows.stream().filter(Row::inBoth).toList();
  }

  long count(Row.Word word) {
    return rows.stream().filter(row -> row.word() == word).count();
  }

  /** The tests of all rows together. */
  private record Tested(Map<JmhKey, Double> adjusted, double level, double margin, double alone) {
    static Tested of(Map<JmhKey, Forks> common, double level, double margin) {
      // One fork says nothing about noise; such a row must not make the others harder to tell.
      List<JmhKey> keys =
          common.keySet().stream().filter(key -> common.get(key).fewest() > 1).toList();
      double[] p = new double[keys.size()];
      for (int i = 0; i < p.length; i++) {
        Forks forks = common.get(keys.get(i));
        p[i] = Math.min(1, 2 * Math.min(forks.slower(margin), forks.faster(margin)));
      }
      double[] adjusted = p.length == 0 ? p : Holm.adjust(p);
      Map<JmhKey, Double> byKey = new LinkedHashMap<>();
      for (int i = 0; i < p.length; i++) {
        byKey.put(keys.get(i), adjusted[i]);
      }
      return new Tested(byKey, level, margin, alphaOfOne(level, Math.max(1, p.length)));
    }

    Row row(JmhKey key, Forks forks) {
      Estimate exact = forks.exact(level);
      double p = adjusted.getOrDefault(key, Double.NaN);
      boolean shown = p <= 1 - level;
      return new Row(
          key,
          Forks.micros(forks.a()),
          Forks.micros(forks.b()),
          forks.a().length,
          forks.b().length,
          forks.paired(),
          wider(exact, forks.bootstrap(level)),
          exact.hasInterval(),
          p,
          forks.fewest() > 1 ? forks.detectable(margin, alone) : Double.POSITIVE_INFINITY,
          !shown ? Row.Word.SAME : exact.value() > 0 ? Row.Word.SLOWER : Row.Word.FASTER);
    }

    private static Estimate wider(Estimate exact, Estimate bootstrap) {
      boolean useExact =
          exact.hasInterval() && !(bootstrap.high() - bootstrap.low() > exact.high() - exact.low());
      return useExact ? exact : bootstrap;
    }
  }
}
