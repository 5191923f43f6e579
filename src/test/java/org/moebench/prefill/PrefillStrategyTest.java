// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.verify.PrefillVerifier;

@Tag("width")
class PrefillStrategyTest {
  // Idle experts first, last and between; one row; tile edges; one expert beyond a row block.
  private static final ExpertRows SKEWED = new ExpertRows(0, 1, 13, 0, 24, 5, 523, 0);

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyStrategyMatchesTheReferenceInEveryFormat(QuantFormat format) {
    PackedWeights weights = PrefillFixtures.weights(format, SKEWED.experts(), 70, 64, 32);
    for (PrefillVariant variant : PrefillVariant.values()) {
      for (int threshold : variant.hasThreshold() ? new int[] {1, 5, 13, 64, 9999} : new int[1]) {
        check(SKEWED, weights, 2, variant, threshold);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyWorkerCountGivesTheSameBits(int workers) {
    PackedWeights weights =
        PrefillFixtures.weights(QuantFormat.INT4_ASYM, SKEWED.experts(), 100, 128, 128);
    float[] single = check(SKEWED, weights, 1, PrefillVariant.PER_EXPERT, 0);
    for (PrefillVariant variant : PrefillVariant.values()) {
      float[] output = check(SKEWED, weights, workers, variant, 16);
      assertThat(Arrays.equals(output, single)).as(variant.id()).isTrue();
    }
  }

  @Test
  void noRowsMeanNoLaunchesAndAnEmptyOutput() {
    ExpertRows none = new ExpertRows(0, 0, 0);
    PackedWeights weights = PrefillFixtures.weights(QuantFormat.INT8_SYM, 3, 32, 32, 32);
    for (PrefillVariant variant : PrefillVariant.values()) {
      assertThat(check(none, weights, 2, variant, 4)).as(variant.id()).hasSize(12);
    }
  }

  @Test
  void aSingleExpertWithManyRowsIsCutForTheWorkers() {
    ExpertRows one = new ExpertRows(1000);
    PackedWeights weights = PrefillFixtures.weights(QuantFormat.FP8_E5M2, 1, 160, 32, 32);
    for (PrefillVariant variant : PrefillVariant.values()) {
      check(one, weights, 3, variant, 256);
    }
  }

  @Test
  void unitsCoverEveryRowAndPanelOnceLongestFirst() {
    for (int workers : new int[] {1, 2, 16, 64}) {
      List<WorkUnit> units = TileList.of(SKEWED, 5, workers);
      List<List<Integer>> covered = new ArrayList<>();
      for (WorkUnit unit : units) {
        for (int row = unit.row(); row < unit.row() + unit.rows(); row++) {
          for (int panel = unit.panelBegin(); panel < unit.panelEnd(); panel++) {
            covered.add(List.of(unit.expert(), row, panel));
          }
        }
      }
      assertThat(covered).doesNotHaveDuplicates().hasSize(SKEWED.total() * 5);
      assertThat(units).isSortedAccordingTo((a, b) -> Long.compare(b.cost(), a.cost()));
    }
  }

  @Test
  void aThresholdBelowOneIsRefused() {
    assertThatThrownBy(() -> PaddingPlan.of(SKEWED, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }

  @Test
  void anUnknownStrategySuggestsTheNearest() {
    assertThatThrownBy(() -> PrefillVariant.of("groupd"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("grouped");
  }

  private static float[] check(
      ExpertRows rows, PackedWeights weights, int workers, PrefillVariant variant, int threshold) {
    PrefillStrategy strategy = variant.create(threshold);
    try (Launcher launcher = new Launcher(workers)) {
      PrefillJob job = PrefillFixtures.job(rows, weights, launcher, strategy);
      long before = launcher.launches();
      Correctness correctness = new PrefillVerifier(job, threshold).run(strategy);
      String what = variant.id() + " " + weights.format() + " T=" + threshold;
      assertThat(correctness.message()).as(what).isNull();
      assertThat(correctness.compared()).as(what).isEqualTo((long) rows.total() * weights.n());
      assertThat(launcher.launches() - before)
          .as("launches of " + what)
          .isEqualTo(strategy.work(rows).launches());
      return job.output().data();
    }
  }
}
