// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.result.Beside;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.result.Status;

class ComparerTest {
  // Forks that differ by far more than the variants do.
  private static final double[] NOISY = {10, 14, 9, 17};
  private static final CellResult BASE = cell("base", 1, NOISY, null);
  private static final CellResult FAST =
      cell("fast", 1, reversed(), new double[] {1.1, 1.11, 1.1, 1.09});
  private static final CellResult FASTER =
      cell("faster", 1, NOISY, new double[] {1.21, 1.22, 1.2, 1.21});
  private static final Comparer COMPARER = Comparer.of(List.of(BASE, FAST, FASTER), 0.95);

  private static double[] reversed() {
    return new double[] {17, 9, 14, 10};
  }

  private static CellResult cell(String variant, int batch, double[] times, double[] ratios) {
    List<ForkSample> forks = new ArrayList<>();
    for (int round = 0; round < times.length; round++) {
      Beside beside =
          ratios == null
              ? null
              : new Beside("base", List.of(times[round] * ratios[round]), ratios[round]);
      forks.add(new ForkSample(round, 0, List.of(times[round]), times[round], null, 0.0, beside));
    }
    return new CellResult(
        variant + batch,
        "op",
        variant,
        "INT4_SYM",
        "w",
        Map.of("batch", "" + batch),
        Status.PASSED,
        null,
        "ms",
        times[0],
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        forks);
  }

  @Test
  void iterationsInTurnDecideWhatForksCannot() {
    Comparison comparison = COMPARER.compare(BASE, FAST);
    assertThat(comparison.speedUp().value()).isCloseTo(1.1, within(0.005));
    assertThat(comparison.faster()).isTrue();
    assertThat(comparison.rounds()).isEqualTo(4);
    assertThat(COMPARER.compare(FAST, BASE).speedUp().value()).isCloseTo(1 / 1.1, within(0.005));
  }

  @Test
  void twoVariantsAreComparedThroughTheOneTheyBothTookTurnsWith() {
    Comparison comparison = COMPARER.compare(FAST, FASTER);
    assertThat(comparison.speedUp().value()).isCloseTo(1.1, within(0.005));
    assertThat(comparison.faster()).isTrue();
  }

  @Test
  void cellsOfDifferentSettingsAreComparedByTheirForks() {
    CellResult other = cell("fast", 2, NOISY, new double[] {3, 3, 3, 3});
    Comparison comparison = COMPARER.compare(FAST, other);
    assertThat(comparison.speedUp().value()).isCloseTo(1, within(1e-9));
    assertThat(comparison.faster()).isFalse();
  }

  @Test
  void aForkWithoutTurnsLeavesTheForksToCompare() {
    List<ForkSample> forks = new ArrayList<>(FAST.forks());
    forks.set(0, new ForkSample(0, 0, List.of(17.0), 17, null, 0.0, null));
    CellResult partly =
        new CellResult(
            "partly",
            "op",
            "fast",
            "INT4_SYM",
            "w",
            BASE.params(),
            Status.PASSED,
            null,
            "ms",
            17.0,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            forks);
    assertThat(COMPARER.compare(BASE, partly).faster()).isFalse();
  }
}
