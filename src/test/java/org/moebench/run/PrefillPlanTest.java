// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class PrefillPlanTest {
  private static final long PLENTY = 12L << 30;

  @TempDir private Path folder;

  private PrefillRequests asked() {
    return new PrefillRequests().folder(folder);
  }

  private static Cell find(PrefillPlan plan, String id) {
    return plan.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void everyStrategyThresholdAndPartIsACellOfItsOwn() {
    PrefillPlan plan =
        PrefillPlan.of(asked().formats("INT4_SYM").thresholds(32, 128).config(), PLENTY);
    assertThat(plan.cells())
        .extracting(Cell::id)
        .containsExactly(
            "prefill/INT4_SYM/per-expert",
            "prefill/INT4_SYM/pad-compute/32",
            "prefill/INT4_SYM/pad-compute/128",
            "prefill/INT4_SYM/pad-skip/32",
            "prefill/INT4_SYM/pad-skip/128",
            "prefill/INT4_SYM/grouped",
            "parts/pack",
            "parts/gather-scatter/32",
            "parts/launches",
            "parts/INT4_SYM/dequantize");
    assertThat(plan.ceilings()).extracting(Cell::id).containsExactly("ceiling/fma", "ceiling/read");
  }

  @Test
  void idsAreUniqueInEveryPreset() {
    for (String preset : Preset.names()) {
      assertThat(PrefillPlan.of(asked().preset(preset).config(), PLENTY).cells())
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void everyPresetFitsATwelveGibibyteFork() {
    for (String preset : Preset.names()) {
      assertThat(PrefillPlan.of(asked().preset(preset).config(), PLENTY).cells())
          .allMatch(Cell::runs);
    }
  }

  @Test
  void forksAreToldEverythingThatMakesTheirInputs() {
    Cell cell =
        find(PrefillPlan.of(asked().seed(7).config(), PLENTY), "prefill/INT4_SYM/pad-skip/128");
    assertThat(cell.benchmark()).isEqualTo("org.moebench.bench.PrefillBenchmark.prefill");
    assertThat(cell.params())
        .containsEntry("strategy", "pad-skip")
        .containsEntry("format", "INT4_SYM")
        .containsEntry("threshold", "128")
        .containsEntry("workload", "recorded-256-31k")
        .containsEntry("experts", "32")
        .containsEntry("rows", "2048")
        .containsEntry("n", "256")
        .containsEntry("k", "256")
        .containsEntry("group", "128")
        .containsEntry("seed", "7")
        .containsEntry("cache", folder.resolve("cache").toString());
    assertThat(cell.settings()).containsEntry("threshold", "128").hasSize(1);
  }

  @Test
  void partsAreToldTheirPartInsteadOfAStrategy() {
    Cell part = find(PrefillPlan.of(asked().config(), PLENTY), "parts/pack");
    assertThat(part.params()).containsEntry("part", "pack").doesNotContainKey("strategy");
    assertThat(part.format()).isNull();
    assertThat(part.benchmark()).isEqualTo("org.moebench.bench.PrefillPartsBenchmark.part");
  }

  @Test
  void aThresholdThatNoExpertExceedsIsMeasuredOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("h.csv"), "100\n40\n");
    PrefillPlan plan =
        PrefillPlan.of(asked().histogram(file).thresholds(64, 128, 256).config(), PLENTY);
    assertThat(find(plan, "prefill/INT4_SYM/pad-compute/128").runs()).isTrue();
    assertThat(find(plan, "prefill/INT4_SYM/pad-compute/256").skipReason())
        .contains("same plan as threshold 128", "100");
    assertThat(find(plan, "prefill/INT4_SYM/pad-skip/256").runs()).isFalse();
    assertThat(plan.cells()).extracting(Cell::id).doesNotContain("parts/gather-scatter/256");
  }

  @Test
  void aCellThatDoesNotFitIsSkippedWithItsBytes() {
    PrefillConfig config = asked().preset("full").formats("INT4_SYM").config();
    PrefillPlan plan = PrefillPlan.of(config, 3L << 30);
    assertThat(find(plan, "prefill/INT4_SYM/grouped").runs()).isTrue();
    assertThat(find(plan, "prefill/INT4_SYM/pad-compute/16").runs()).isTrue();
    Cell large = find(plan, "prefill/INT4_SYM/pad-compute/1024");
    assertThat(large.skipReason())
        .contains(ForkMemory.residentBytes(large.heapBytes()) + " bytes", "3.0 GiB");
  }

  @Test
  void aRunWhoseLeanestStrategyDoesNotFitIsRefusedWithItsBytes() {
    PrefillConfig config = asked().preset("full").formats("FP32").config();
    assertThatThrownBy(() -> PrefillPlan.of(config, 3L << 30))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContainingAll("FP32", "bytes", "--shape");
  }

  @Test
  void anImpossibleShapeIsRefusedBeforeAnythingIsAllocated() {
    PrefillConfig config = asked().shape("900000000x900000000").group("row").config();
    assertThatThrownBy(() -> PrefillPlan.of(config, PLENTY))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE));
  }

  @Test
  void columnsThatDoNotFillTheirGroupsAreRefused() {
    PrefillConfig config = asked().shape("64x100").config();
    assertThatThrownBy(() -> PrefillPlan.of(config, PLENTY))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContainingAll("100", "128");
  }

  @Test
  void anEmptyWorkloadSkipsEverythingAndMeasuresNoCeilings() throws Exception {
    Path file = Files.writeString(folder.resolve("h.csv"), "0\n0\n");
    PrefillPlan plan = PrefillPlan.of(asked().histogram(file).config(), PLENTY);
    assertThat(plan.cells()).isNotEmpty().noneMatch(Cell::runs);
    assertThat(plan.cells())
        .extracting(Cell::skipReason)
        .allMatch(text -> text.contains("no rows"));
    assertThat(plan.ceilings()).isEmpty();
    assertThat(plan.weights().missing()).isEmpty();
    assertThat(plan.expectedRounds()).isZero();
  }

  @Test
  void longCallsAreMeasuredWithFewerIterations() {
    PrefillPlan plan = PrefillPlan.of(asked().preset("quick").config(), PLENTY);
    Timing normal = find(plan, "prefill/INT4_SYM/grouped").timing();
    assertThat(find(plan, "prefill/INT4_SYM/pad-skip/1024").timing()).isEqualTo(normal);
    assertThat(find(plan, "prefill/INT4_SYM/pad-compute/1024").timing().iterations())
        .isLessThan(normal.iterations());
  }

  @Test
  void theTextOfAPlanNamesCellsMemoryDiskAndTime() {
    PrefillPlan plan = PrefillPlan.of(asked().config(), PLENTY);
    List<String> lines = PlanText.of(plan).lines().toList();
    for (Cell cell : plan.cells()) {
      assertThat(lines).anyMatch(line -> line.startsWith(cell.id()) && line.contains("MiB"));
    }
    assertThat(lines).anyMatch(line -> line.startsWith("disk") && line.contains("to be written"));
    assertThat(lines).anyMatch(line -> line.startsWith("time") && line.contains("2 rounds"));
    assertThat(folder.resolve("cache")).doesNotExist();
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
