// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.jmh.JmhBenchmark;
import org.moebench.stats.HodgesLehmann;

class ComparisonTest {
  private final Random random = new Random(11);

  private static JmhBenchmark entry(String n, List<String> jvmArgs, List<List<Double>> scores) {
    return new JmhBenchmark(
        "a.B.sum", Map.of("n", n), "avgt", "us/op", 1, jvmArgs, "25.0.1", scores);
  }

  private static JmhBenchmark arm(String arm, String pairs, List<List<Double>> scores) {
    return entry("8", List.of("-Dmoebench.arm=" + arm, "-Dmoebench.pairs=" + pairs), scores);
  }

  /** Forks whose times vary by 1% around a mean. */
  private List<List<Double>> forks(int count, double mean) {
    List<List<Double>> forks = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      double fork = mean * Math.exp(0.01 * random.nextGaussian());
      forks.add(List.of(fork, 0.999 * fork, 1.001 * fork));
    }
    return forks;
  }

  private static Comparison compare(JmhBenchmark a, JmhBenchmark b) {
    return Comparison.of(List.of(a), List.of(b), 0.95, 0.03);
  }

  private Row unpaired(int aForks, int bForks, double ratio) {
    return compare(
            entry("8", List.of(), forks(aForks, 10)),
            entry("8", List.of(), forks(bForks, 10 * ratio)))
        .rows()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({"1.1,SLOWER", "0.9,FASTER", "1.0,SAME", "1.02,SAME", "0.98,SAME"})
  void onlyChangesBeyondTheEffectAreCalledOne(double ratio, Row.Word word) {
    Row row = unpaired(8, 8, ratio);
    assertThat(row.word()).isEqualTo(word);
    assertThat(row.paired()).isFalse();
    assertThat(row.exact()).isTrue();
    assertThat(row.change().value()).isCloseTo(Math.log(ratio), within(0.02));
    assertThat(row.change().low()).isLessThan(Math.log(ratio));
    assertThat(row.change().high()).isGreaterThan(Math.log(ratio));
    assertThat(row.detectable()).isBetween(Math.log(1.03), Math.log(1.10));
  }

  @Test
  void pValuesAreExact() {
    // Of eight and eight forks that do not overlap, two-sided: 2 / C(16, 8).
    assertThat(unpaired(8, 8, 1.2).pValue()).isCloseTo(2.0 / 12870, within(1e-12));
  }

  @Test
  void aSingleForkTellsNothing() {
    for (Row row : List.of(unpaired(1, 1, 2), unpaired(1, 9, 2), unpaired(9, 1, 2))) {
      assertThat(row.word()).isEqualTo(Row.Word.SAME);
      assertThat(row.change().value()).isCloseTo(Math.log(2), within(0.05));
      assertThat(row.change().hasInterval()).isFalse();
      assertThat(row.pValue()).isNaN();
      assertThat(row.detectable()).isInfinite();
    }
  }

  @Test
  void fewForksHaveTheIntervalOfTheBootstrapAndCannotBeCalled() {
    Row row = unpaired(3, 3, 2);
    assertThat(row.exact()).isFalse();
    assertThat(row.change().hasInterval()).isTrue();
    assertThat(row.word()).isEqualTo(Row.Word.SAME);
    assertThat(row.detectable()).isInfinite();
    assertThat(unpaired(4, 4, 2).word()).isEqualTo(Row.Word.SLOWER);
  }

  @Test
  void theWiderIntervalIsShown() {
    List<List<Double>> a = forks(8, 10);
    // Iterations that jump about within forks, which the medians alone do not show.
    List<List<Double>> b = new ArrayList<>();
    forks(8, 11).forEach(fork -> b.add(List.of(0.7 * fork.get(0), fork.get(0), 1.4 * fork.get(0))));
    Row row = compare(entry("8", List.of(), a), entry("8", List.of(), b)).rows().get(0);
    double exact = width(HodgesLehmann.shiftInterval(logMedians(a), logMedians(b), 0.95));
    assertThat(width(row.change())).isGreaterThan(2 * exact);
  }

  private static double width(org.moebench.stats.Estimate estimate) {
    return estimate.high() - estimate.low();
  }

  private static double[] logMedians(List<List<Double>> forks) {
    return forks.stream().mapToDouble(f -> Math.log(f.get(f.size() == 3 ? 1 : 0))).toArray();
  }

  @Test
  void moreRowsNeedMoreEvidence() {
    List<JmhBenchmark> a = new ArrayList<>();
    List<JmhBenchmark> b = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      a.add(entry("" + n, List.of(), forks(4, 10)));
      b.add(entry("" + n, List.of(), forks(4, n == 0 ? 20 : 10)));
    }
    // Alone 2 / C(8, 4) = 0.029 is enough, among four rows it is not.
    assertThat(compare(a.get(0), b.get(0)).rows().get(0).word()).isEqualTo(Row.Word.SLOWER);
    Row row = Comparison.of(a, b, 0.95, 0.03).rows().get(0);
    assertThat(row.pValue()).isCloseTo(4 * 2.0 / 70, within(1e-12));
    assertThat(row.word()).isEqualTo(Row.Word.SAME);
  }

  @Test
  void rowsThatCannotBeTestedCostTheOthersNothing() {
    JmhBenchmark a = entry("1", List.of(), forks(4, 10));
    JmhBenchmark b = entry("1", List.of(), forks(4, 20));
    JmhBenchmark one = entry("2", List.of(), forks(1, 10));
    List<Row> rows = Comparison.of(List.of(a, one), List.of(one, b), 0.95, 0.03).rows();
    assertThat(rows.get(0).word()).isEqualTo(Row.Word.SLOWER);
    assertThat(rows.get(0).pValue()).isCloseTo(2.0 / 70, within(1e-12));
  }

  @Test
  void falseWordsAreRare() {
    int wrong = 0;
    for (int run = 0; run < 60; run++) {
      List<JmhBenchmark> a = new ArrayList<>();
      List<JmhBenchmark> b = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        a.add(entry("" + n, List.of(), forks(6, 10)));
        b.add(entry("" + n, List.of(), forks(6, 10)));
      }
      Comparison comparison = Comparison.of(a, b, 0.95, 0);
      wrong += comparison.count(Row.Word.SAME) < 3 ? 1 : 0;
    }
    // At most 5% of the runs are expected to hold one; 9 of 60 would be beyond chance.
    assertThat(wrong).isLessThan(9);
  }

  @Test
  void pairsCancelDrift() {
    List<List<Double>> base = new ArrayList<>();
    List<List<Double>> head = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      double drift = 10 * (1 + 0.3 * i);
      base.add(forks(1, drift).get(0));
      head.add(forks(1, 1.1 * drift).get(0));
    }
    Row paired = compare(arm("base", "r1", base), arm("head", "r1", head)).rows().get(0);
    assertThat(paired.paired()).isTrue();
    assertThat(paired.word()).isEqualTo(Row.Word.SLOWER);
    assertThat(paired.pValue()).isCloseTo(2.0 / 1024, within(1e-12));
    assertThat(paired.change().low()).isGreaterThan(Math.log(1.07));
    assertThat(paired.change().high()).isLessThan(Math.log(1.13));
    Row unpaired = compare(arm("base", "r1", base), arm("head", "r2", head)).rows().get(0);
    assertThat(unpaired.paired()).isFalse();
    assertThat(unpaired.word()).isEqualTo(Row.Word.SAME);
  }

  @Test
  void pairsOfAFasterHeadAreFaster() {
    Row row = compare(arm("base", "r", forks(8, 10)), arm("head", "r", forks(8, 8))).rows().get(0);
    assertThat(row.word()).isEqualTo(Row.Word.FASTER);
    assertThat(row.paired()).isTrue();
  }

  @Test
  void tooFewPairsCannotBeCalled() {
    Row row = compare(arm("base", "r", forks(2, 10)), arm("head", "r", forks(2, 20))).rows().get(0);
    assertThat(row.word()).isEqualTo(Row.Word.SAME);
    assertThat(row.detectable()).isInfinite();
    assertThat(Forks.needed(0.025, true)).isEqualTo(6);
    assertThat(Forks.needed(0.025, false)).isEqualTo(4);
  }

  @Test
  void lostForksLoseThePairs() {
    assertThat(
            compare(arm("base", "r", forks(8, 10)), arm("head", "r", forks(7, 10)))
                .rows()
                .get(0)
                .paired())
        .isFalse();
  }

  @Test
  void swappedArmsAreRefused() {
    UserError error =
        catchThrowableOfType(
            UserError.class,
            () -> compare(arm("head", "r", forks(8, 10)), arm("base", "r", forks(8, 10))));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error).hasMessageContaining("swapped").hasMessageContaining("give the base first");
  }

  @Test
  void rowsOfOneFileAreListedAndNotTested() {
    JmhBenchmark both = entry("1", List.of(), forks(4, 10));
    JmhBenchmark gone = entry("2", List.of(), forks(4, 10));
    JmhBenchmark added = entry("3", List.of(), forks(2, 30));
    Comparison comparison = Comparison.of(List.of(gone, both), List.of(added, both), 0.95, 0.03);
    assertThat(comparison.rows().stream().map(Row::word))
        .containsExactly(Row.Word.MISSING, Row.Word.SAME, Row.Word.NEW);
    assertThat(comparison.rows().get(0).bMicros()).isNaN();
    assertThat(comparison.rows().get(2).aMicros()).isNaN();
    assertThat(comparison.rows().get(2).bMicros()).isCloseTo(30, within(2.0));
    assertThat(comparison.common()).hasSize(1);
  }

  @Test
  void throughputsAreComparedAsTimes() {
    JmhBenchmark a =
        new JmhBenchmark("a.B.sum", Map.of(), "thrpt", "ops/ms", 1, List.of(), "25", forks(8, 100));
    JmhBenchmark b =
        new JmhBenchmark(
            "a.B.sum", Map.of(), "thrpt", "ops/s", 1, List.of(), "25", forks(8, 50_000));
    Row row = compare(a, b).rows().get(0);
    assertThat(row.word()).isEqualTo(Row.Word.SLOWER);
    assertThat(row.change().value()).isCloseTo(Math.log(2), within(0.03));
    assertThat(row.aMicros()).isCloseTo(10, within(0.5));
  }
}
