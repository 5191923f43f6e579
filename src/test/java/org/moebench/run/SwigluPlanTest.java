// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.result.FormatInfo;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.workload.ModelWeights;
import org.moebench.workload.WeightSpec;

class SwigluPlanTest {
  private static final long PLENTY = 12L << 30;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir private Path folder;

  private SwigluRequests asked() {
    return new SwigluRequests().folder(folder);
  }

  private static SwigluPlan plan(SwigluRequests request) {
    return SwigluPlan.of(request.config(), PLENTY);
  }

  private static Cell find(SwigluPlan plan, String id) {
    return plan.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  /** Ids of all timed variants. */
  private static List<String> timed(String start, String... suffixes) {
    List<String> ids = new ArrayList<>();
    for (String suffix : suffixes) {
      for (SwigluVariant variant : SwigluScale.timed()) {
        ids.add(start + "/" + variant.id() + "/" + suffix);
      }
    }
    return ids;
  }

  private static List<String> pair(String start, String... suffixes) {
    List<String> ids = new ArrayList<>();
    for (String suffix : suffixes) {
      ids.add(start + "/unfused/" + suffix);
      ids.add(start + "/fused-interleaved/" + suffix);
    }
    return ids;
  }

  @Test
  void smokeMeasuresEveryVariantALayerAShardedPairAndTheParts() {
    List<String> expected = timed("swiglu/olmoe-1b-7b/INT4_SYM", "B1", "B8");
    expected.add("layer/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1");
    expected.add("sharded/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1/R1");
    expected.add("sharded/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1/R2");
    expected.add("parts/olmoe-1b-7b/all-reduce/B1/R2");
    expected.add("parts/launch/W" + PROCESSORS);
    SwigluPlan plan = plan(asked());
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyElementsOf(expected);
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.ceilings()).extracting(Cell::id).containsExactly("ceiling/fma", "ceiling/read");
    assertThat(plan.ceilings())
        .allMatch(ceiling -> ceiling.params().equals(Map.of("workers", "" + PROCESSORS)));
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(90);
  }

  @Test
  void quickMeasuresThePublishedConcurrenciesFormatsSortingLayersAndRanks() {
    String deepseek = "deepseek-v4-flash/";
    Set<String> expected = new LinkedHashSet<>();
    expected.addAll(
        pair("swiglu/" + deepseek + "INT4_SYM", "B1", "B2", "B4", "B6", "B8", "B16", "B64"));
    expected.addAll(timed("swiglu/" + deepseek + "INT4_SYM", "B1", "B8"));
    expected.addAll(pair("swiglu/" + deepseek + "INT8_SYM", "B1", "B8"));
    expected.addAll(pair("swiglu/" + deepseek + "FP8_E4M3", "B1", "B8"));
    expected.addAll(pair("swiglu/" + deepseek + "INT4_SYM", "B2/S64", "B8/S64"));
    expected.addAll(pair("layer/" + deepseek + "INT4_SYM", "B1", "B8"));
    for (String batch : List.of("B8")) {
      expected.add("sharded/" + deepseek + "INT4_SYM/fused-interleaved/" + batch + "/R1");
      for (String ranks : List.of("/R2", "/R4")) {
        expected.add("sharded/" + deepseek + "INT4_SYM/fused-interleaved/" + batch + ranks);
        expected.add("parts/" + deepseek + "all-reduce/" + batch + ranks);
      }
    }
    expected.addAll(pair("swiglu/qwen3-30b-a3b/INT4_SYM", "B1", "B8"));
    expected.add("parts/launch/W" + PROCESSORS);
    SwigluPlan plan = plan(asked().preset("quick"));
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.expectedRounds()).isGreaterThanOrEqualTo(3);
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(900);
  }

  @Test
  void idsAreUniqueInEveryPresetAndWithEveryDimensionReplaced() {
    for (String preset : Preset.names()) {
      assertThat(SwigluCells.of(asked().preset(preset).config(), Long.MAX_VALUE))
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
      List<Cell> cells =
          SwigluCells.of(
              asked().preset(preset).concurrency(5).threads(1).ranks(1).config(), Long.MAX_VALUE);
      assertThat(cells).extracting(Cell::id).doesNotHaveDuplicates();
      assertThat(cells)
          .filteredOn(cell -> cell.workload() != null)
          .allMatch(cell -> cell.id().contains("/B5"));
    }
  }

  @Test
  void fusedVariantsTakeTurnsWithUnfusedWhereBothFitAFork() {
    SwigluPlan plan = plan(asked());
    assertThat(find(plan, "swiglu/olmoe-1b-7b/INT4_SYM/fused/B1").params())
        .containsEntry("beside", "unfused");
    assertThat(find(plan, "swiglu/olmoe-1b-7b/INT4_SYM/unfused/B1").params())
        .doesNotContainKey("beside");
    assertThat(find(plan, "sharded/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1/R2").params())
        .doesNotContainKey("beside");
    String alone = "swiglu/deepseek-v4-flash/INT4_SYM/fused/B1";
    SwigluConfig quick = asked().preset("quick").config();
    assertThat(find(SwigluPlan.of(quick, 2L << 30), alone).params()).containsKey("beside");
    assertThat(find(SwigluPlan.of(quick, 800L << 20), alone).params()).doesNotContainKey("beside");
  }

  @Test
  void fullMeasuresOneWorkerBesideAll() {
    List<Cell> cells = SwigluCells.of(asked().preset("full").threads(1).config(), Long.MAX_VALUE);
    assertThat(cells).extracting(Cell::id).noneMatch(id -> id.endsWith("/B1/W1"));
    if (PROCESSORS > 1) {
      assertThat(SwigluCells.of(asked().preset("full").config(), Long.MAX_VALUE))
          .extracting(Cell::id)
          .contains("swiglu/mixtral-8x7b/INT4_SYM/fused-interleaved/B64/W1", "parts/launch/W1");
    }
  }

  @Test
  void forksAreToldEverythingThatMakesTheirInputs() {
    SwigluPlan plan =
        plan(asked().concurrency(2).sortThresholds(64).threads(3).popularity(0.3).seed(7));
    Cell cell = find(plan, "swiglu/olmoe-1b-7b/INT4_SYM/unfused/B2/S64");
    assertThat(cell.benchmark()).isEqualTo("org.moebench.bench.SwigluBenchmark.run");
    assertThat(cell.params())
        .containsEntry("model", "olmoe-1b-7b")
        .containsEntry("divisor", "4")
        .containsEntry("format", "INT4_SYM")
        .containsEntry("variant", "unfused")
        .containsEntry("concurrency", "2")
        .containsEntry("sortThreshold", "64")
        .containsEntry("popularity", "0.3")
        .containsEntry("workers", "3")
        .containsEntry("seed", "7")
        .containsEntry("cache", folder.resolve("cache").toString())
        .hasSize(10);
    assertThat(cell.settings())
        .containsExactly(
            Map.entry("model", "olmoe-1b-7b"),
            Map.entry("concurrency", "2"),
            Map.entry("sortThreshold", "64"),
            Map.entry("workers", "3"));
    assertThat(cell.operation()).isEqualTo("swiglu");
    assertThat(cell.variant()).isEqualTo("unfused");
    assertThat(cell.format()).isEqualTo("INT4_SYM");
    assertThat(cell.workload()).isEqualTo("olmoe-1b-7b");
    assertThat(cell.flopsPerRow()).isEqualTo(2.0 * 3 * 512 * 256);
  }

  @Test
  void layersAndShardsHaveTheirOwnBenchmarksAndSettings() {
    SwigluPlan plan = plan(asked().preset("quick").concurrency(4).threads(6).ranks(2, 4));
    Cell layer = find(plan, "layer/deepseek-v4-flash/INT4_SYM/fused-interleaved/B4");
    assertThat(layer.benchmark()).isEqualTo("org.moebench.bench.LayerBenchmark.forward");
    assertThat(layer.settings()).containsOnlyKeys("model", "concurrency", "workers");
    assertThat(layer.params()).containsEntry("sortThreshold", "8").doesNotContainKey("ranks");
    // Every slot has a sixth of its token's shared expert, which is as wide as a routed one.
    assertThat(layer.flopsPerRow()).isEqualTo(2.0 * 3 * 1024 * 512 * 7 / 6);
    Cell two = find(plan, "sharded/deepseek-v4-flash/INT4_SYM/fused-interleaved/B4/R2");
    assertThat(two.benchmark()).isEqualTo("org.moebench.bench.ShardedBenchmark.forward");
    assertThat(two.settings())
        .containsExactly(
            Map.entry("model", "deepseek-v4-flash"),
            Map.entry("concurrency", "4"),
            Map.entry("ranks", "2"),
            Map.entry("workers", "3"));
    Cell four = find(plan, "sharded/deepseek-v4-flash/INT4_SYM/fused-interleaved/B4/R4");
    assertThat(four.params()).containsEntry("ranks", "4").containsEntry("workers", "1");
  }

  @Test
  void partsHaveNoFormatAndNoRate() {
    SwigluPlan plan = plan(asked().threads(2));
    Cell reduce = find(plan, "parts/olmoe-1b-7b/all-reduce/B1/R2");
    assertThat(reduce.benchmark()).isEqualTo("org.moebench.bench.AllReduceBenchmark.allReduce");
    assertThat(reduce.variant()).isEqualTo("all-reduce");
    assertThat(reduce.format()).isNull();
    assertThat(reduce.flopsPerRow()).isZero();
    assertThat(reduce.settings()).containsOnlyKeys("model", "concurrency", "ranks");
    Cell launch = find(plan, "parts/launch/W2");
    assertThat(launch.benchmark()).isEqualTo("org.moebench.bench.LaunchBenchmark.launch");
    assertThat(launch.variant()).isEqualTo("launch");
    assertThat(launch.settings()).isEqualTo(Map.of("workers", "2"));
    assertThat(launch.params()).isEqualTo(Map.of("workers", "2"));
  }

  @Test
  void aThresholdThatChangesNothingIsMeasuredOnce() {
    SwigluPlan plan = plan(asked().sortThresholds(8, 64).concurrency(4, 8));
    assertThat(find(plan, "swiglu/olmoe-1b-7b/INT4_SYM/fused/B4/S64").runs()).isTrue();
    assertThat(find(plan, "swiglu/olmoe-1b-7b/INT4_SYM/fused/B8/S64").skipReason())
        .contains("threshold 8", "64 slots are sorted");
    // Also where another grid has the threshold that does the same.
    assertThat(
            find(
                    plan(asked().preset("quick").concurrency(16)),
                    "swiglu/deepseek-v4-flash/INT4_SYM/fused-interleaved/B16/S64")
                .skipReason())
        .contains("threshold 8", "96 slots are sorted");
  }

  @Test
  void ranksThatDoNotDivideTheLayerAreSkippedWithTheReason() {
    SwigluPlan plan = plan(asked().ranks(1, 3));
    assertThat(find(plan, "sharded/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1/R1").runs()).isTrue();
    assertThat(find(plan, "sharded/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1/R3").skipReason())
        .contains("256", "3 ranks");
    assertThat(find(plan, "parts/olmoe-1b-7b/all-reduce/B1/R3").runs()).isFalse();
  }

  @Test
  void whatDoesNotFitMemoryIsSkippedWithItsBytesAndItsWeightsAreNotBuilt() {
    SwigluConfig config = asked().preset("quick").config();
    SwigluPlan plan = SwigluPlan.of(config, 800L << 20);
    Cell small = find(plan, "swiglu/deepseek-v4-flash/INT4_SYM/fused/B1");
    assertThat(small.runs()).isTrue();
    Cell large = find(plan, "swiglu/deepseek-v4-flash/INT8_SYM/fused-interleaved/B1");
    assertThat(large.skipReason())
        .contains(ForkMemory.residentBytes(large.heapBytes()) + " bytes", "800.0 MiB");
    assertThat(plan.weights().missing())
        .extracting(WeightSpec::format)
        .contains(QuantFormat.INT4_SYM)
        .doesNotContain(QuantFormat.INT8_SYM);
    assertThat(plan.inputs().formats()).extracting(FormatInfo::name).containsExactly("INT4_SYM");
  }

  @Test
  void weightsThatFitNoArrayAreSkipped() {
    SwigluPlan plan =
        plan(asked().models("deepseek-v4-flash", "olmoe-1b-7b").formats("FP32").divisor(1));
    assertThat(find(plan, "swiglu/deepseek-v4-flash/FP32/fused/B1").runs()).isFalse();
    assertThat(find(plan, "swiglu/olmoe-1b-7b/FP32/fused/B1").runs()).isTrue();
  }

  @Test
  void aRunOfWhichNothingFitsIsRefusedWithItsBytes() {
    SwigluConfig config = asked().preset("full").models("deepseek-v4-flash").config();
    assertThatThrownBy(() -> SwigluPlan.of(config, 1L << 30))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContainingAll("deepseek-v4-flash", "bytes", "1.0 GiB", "--divisor");
  }

  @Test
  void aForkHoldsTheWeightsAndMoreWhereTheyAreJoinedOrSharded() {
    SwigluPlan plan = plan(asked().preset("quick"));
    long held =
        ModelWeights.bytes(
            plan.config().models().get("deepseek-v4-flash").named(), QuantFormat.INT4_SYM);
    String id = "/deepseek-v4-flash/INT4_SYM/";
    long separate = find(plan, "swiglu" + id + "unfused/B1").heapBytes();
    long joined = find(plan, "swiglu" + id + "fused/B1").heapBytes();
    long sharded = find(plan, "sharded" + id + "fused-interleaved/B8/R2").heapBytes();
    assertThat(separate).isGreaterThan(held);
    // Both forms, and a projection while they are joined.
    assertThat(joined).isBetween(separate + held, separate + 2 * held);
    assertThat(sharded).isGreaterThan(2 * held);
  }

  @Test
  void theResultsNameModelsAndBytesOfFormats() {
    SwigluPlan plan = plan(asked());
    RunInputs inputs = plan.inputs();
    assertThat(inputs.models()).hasSize(1);
    assertThat(inputs.models().get(0).hidden()).isEqualTo(512);
    assertThat(inputs.models().get(0).summary()).contains("OLMoE");
    FormatInfo format = inputs.formats().get(0);
    assertThat(format.packedBytes())
        .isEqualTo(plan.weights().missing().stream().mapToLong(w -> w.layout().bytes()).sum());
    assertThat(format.bitsPerWeight()).isBetween(4.0, 5.0);
    assertThat(plan.settings().operation()).isEqualTo("swiglu");
  }

  @Test
  void theTextOfAPlanNamesModelsCellsMemoryDiskAndTime() {
    SwigluPlan plan = plan(asked());
    List<String> lines = PlanText.of(plan).lines().toList();
    for (Cell cell : plan.cells()) {
      assertThat(lines).anyMatch(line -> line.startsWith(cell.id() + " ") && line.contains("MiB"));
    }
    assertThat(lines).anyMatch(line -> line.startsWith("model     olmoe-1b-7b: OLMoE-1B-7B"));
    assertThat(lines).anyMatch(line -> line.startsWith("variants  unfused, fused"));
    assertThat(lines).anyMatch(line -> line.startsWith("routing") && line.contains("0.15"));
    assertThat(lines).anyMatch(line -> line.startsWith("weights") && line.contains("to be built"));
    assertThat(lines).anyMatch(line -> line.startsWith("disk") && line.contains("to be written"));
    assertThat(lines).anyMatch(line -> line.startsWith("time") && line.contains("2 rounds"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void weightFilesAreToldToTheirBuilderAsTheyAre() {
    for (WeightSpec spec : plan(asked().seed(-9)).weights().missing()) {
      assertThat(WeightBuildMain.spec(WeightBuildMain.text(spec))).isEqualTo(spec);
    }
  }
}
