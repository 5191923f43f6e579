// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
import org.moebench.workload.WeightSpec;

class DecodePlanTest {
  private static final long PLENTY = 12L << 30;
  private static final long MIB = 1L << 20;

  @TempDir private Path folder;

  private DecodeRequests asked() {
    return new DecodeRequests().folder(folder);
  }

  private static DecodePlan plan(DecodeRequests request) {
    return DecodePlan.of(request.config(), PLENTY);
  }

  private static DecodePlan tune(DecodeRequests request) {
    return DecodePlan.of(request.tuneConfig(), PLENTY);
  }

  private static Cell find(DecodePlan plan, String id) {
    return plan.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  /** The configuration on a machine with another largest cache. */
  private static DecodeConfig withCache(DecodeConfig config, long bytes) {
    return new DecodeConfig(
        config.operation(),
        config.preset(),
        config.distinct(),
        config.matrices(),
        config.traces(),
        config.workloads(),
        config.dispatch(),
        config.workspaces(),
        bytes,
        config.tuningFile(),
        config.tuning(),
        config.workers(),
        config.seed(),
        config.timing(),
        config.budget(),
        config.out(),
        config.cache());
  }

  @Test
  void smokeMeasuresOneOfEveryKind() {
    DecodePlan plan = plan(asked());
    assertThat(plan.cells())
        .extracting(Cell::id)
        .containsExactly(
            "decode/INT8_SYM/m1",
            "decode/INT4_SYM/m1",
            "decode/INT4_SYM/m4",
            "decode/INT4_SYM/olmoe-decode/B1/unified-tuned",
            "decode/INT4_SYM/olmoe-decode/Bazure-conv-23/unified-auto",
            "dispatch/plan/E64",
            "dispatch/unified-auto/E64",
            "dispatch/unified-auto-total/E64",
            "dispatch/unified-tuned/E64",
            "workspace/INT4_SYM/cached/m1");
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.ceilings()).extracting(Cell::id).containsExactly("ceiling/fma", "ceiling/read");
    assertThat(plan.settings().operation()).isEqualTo("decode");
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(110);
  }

  @Test
  void quickMeasuresTheLadderInEveryFormatAndFourWorkloads() {
    Set<String> expected = new LinkedHashSet<>();
    for (String format : List.of("INT8_SYM", "INT4_SYM", "INT2_SYM", "FP8_E4M3")) {
      List.of(1, 2, 4, 8, 16, 32).forEach(m -> expected.add("decode/" + format + "/m" + m));
    }
    for (String format : List.of("INT8_ASYM", "INT4_ASYM", "INT2_ASYM", "FP8_E5M2")) {
      List.of(1, 4).forEach(m -> expected.add("decode/" + format + "/m" + m));
    }
    String traces = "decode/INT4_SYM/";
    for (String workload :
        List.of("qwen3-30b-decode", "olmoe-decode", "flashnext512-decode", "mixtral-decode")) {
      expected.add(traces + workload + "/B1/unified-tuned");
    }
    for (String batch : List.of("/B16", "/Bazure-conv-23")) {
      expected.add(traces + "qwen3-30b-decode" + batch + "/unified-tuned");
      expected.add(traces + "qwen3-30b-decode" + batch + "/unified-auto");
      expected.add(traces + "olmoe-decode" + batch + "/unified-tuned");
    }
    expected.add(traces + "olmoe-decode/B16/unified-auto");
    expected.add("dispatch/plan/E128");
    DispatchCells.DECIDING.forEach(rule -> expected.add("dispatch/" + rule.id() + "/E128"));
    expected.add("workspace/INT4_SYM/cached/m1");
    DecodePlan plan = plan(asked().preset("quick"));
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.expectedRounds()).isGreaterThanOrEqualTo(3);
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(1150);
  }

  @Test
  void aSearchHasCellsWithDistinctExpertsOnly() {
    DecodePlan smoke = tune(asked());
    assertThat(smoke.cells())
        .extracting(Cell::id)
        .containsExactly(
            "decode/INT8_SYM/m1",
            "decode/INT8_SYM/m32",
            "decode/INT4_SYM/m1",
            "decode/INT4_SYM/m32");
    assertThat(smoke.settings().operation()).isEqualTo("tune");
    DecodePlan quick = tune(asked().preset("quick"));
    assertThat(quick.cells())
        .allMatch(cell -> cell.operation().equals("decode"))
        .allMatch(cell -> cell.workload().equals("distinct"))
        .extracting(Cell::id)
        .contains("decode/FP8_E4M3/m16", "decode/INT4_SYM/N768xK2048/m8");
    assertThat(quick.expectedRounds()).isGreaterThanOrEqualTo(2);
    assertThat(quick.expectedRounds() * quick.expectedRoundSeconds()).isLessThan(700);
  }

  @Test
  void idsAreUniqueInEveryPreset() {
    for (String preset : Preset.names()) {
      assertThat(DecodeCells.of(asked().preset(preset).config(), PLENTY))
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
      assertThat(DecodeCells.of(asked().preset(preset).tuneConfig(), PLENTY))
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void forksOfDistinctExpertsAreToldEverything() {
    DecodePlan plan =
        plan(asked().formats("FP8_E4M3").shapes("256x128").rows(3).threads(3).seed(7));
    Cell cell = find(plan, "decode/FP8_E4M3/N256xK128/m3");
    assertThat(cell.benchmark()).isEqualTo("org.moebench.bench.DecodeBenchmark.multiply");
    assertThat(cell.params())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("format", "FP8_E4M3"),
                Map.entry("n", "256"),
                Map.entry("k", "128"),
                Map.entry("group", "128"),
                Map.entry("experts", "32"),
                Map.entry("workload", "distinct"),
                Map.entry("rows", "3"),
                Map.entry("active", "8"),
                Map.entry("batch", "1"),
                Map.entry("copies", "1"),
                Map.entry("variant", "always-decode"),
                Map.entry("beside", "always-prefill"),
                Map.entry("workers", "3"),
                Map.entry("seed", "7"),
                Map.entry("tuning", "none"),
                Map.entry("cache", folder.resolve("cache").toString())));
    assertThat(cell.settings())
        .containsExactly(
            Map.entry("rows", "3"),
            Map.entry("active", "8"),
            Map.entry("n", "256"),
            Map.entry("k", "128"));
    assertThat(cell.variant()).isEqualTo("always-decode");
    assertThat(cell.workload()).isEqualTo("distinct");
    assertThat(cell.flopsPerRow()).isEqualTo(2.0 * 256 * 128);
  }

  @Test
  void forksOfDecodeWorkloadsAreToldTheStrategyAndItsRival() {
    DecodePlan plan =
        plan(
            asked()
                .workloads("olmoe-decode")
                .strategies("unified-tuned", "always-prefill")
                .batches("5"));
    assertThat(plan.cells()).hasSize(2);
    Cell tuned = find(plan, "decode/INT4_SYM/olmoe-decode/B5/unified-tuned");
    assertThat(tuned.params())
        .containsEntry("workload", "olmoe-decode")
        .containsEntry("batch", "5")
        .containsEntry("experts", "64")
        .containsEntry("variant", "unified-tuned")
        .containsEntry("beside", "always-prefill")
        .containsEntry("tuning", "none")
        .hasSize(16);
    assertThat(tuned.settings())
        .containsExactly(
            Map.entry("batch", "5"),
            Map.entry("n", "128"),
            Map.entry("k", "256"),
            Map.entry("experts", "64"));
    assertThat(tuned.workload()).isEqualTo("olmoe-decode");
    assertThat(find(plan, "decode/INT4_SYM/olmoe-decode/B5/always-prefill").params())
        .containsEntry("beside", "unified-tuned");
  }

  @Test
  void decidingAndWorkspacesHaveTheirOwnBenchmarks() {
    DecodePlan plan = plan(asked());
    Cell sort = find(plan, "dispatch/plan/E64");
    assertThat(sort.benchmark()).isEqualTo("org.moebench.bench.DispatchBenchmark.plan");
    assertThat(sort.variant()).isEqualTo("plan");
    assertThat(sort.format()).isNull();
    assertThat(sort.settings()).containsOnlyKeys("experts", "rows");
    Cell decide = find(plan, "dispatch/unified-tuned/E64");
    assertThat(decide.benchmark()).isEqualTo("org.moebench.bench.DispatchBenchmark.decide");
    assertThat(decide.params())
        .containsEntry("experts", "64")
        .containsEntry("rows", "128")
        .containsEntry("variant", "unified-tuned")
        .containsEntry("seed", "42");
    assertThat(decide.flopsPerRow()).isZero();
    Cell workspace = find(plan, "workspace/INT4_SYM/cached/m1");
    assertThat(workspace.benchmark()).isEqualTo("org.moebench.bench.WorkspaceBenchmark.multiply");
    assertThat(workspace.params())
        .containsEntry("variant", "cached")
        .containsEntry("beside", "allocated")
        .containsEntry("rows", "1")
        .containsEntry("active", "8")
        .doesNotContainKeys("workload", "copies", "tuning");
  }

  @Test
  void matricesAreMoreWhereTheCachesWouldHoldThem() {
    DecodeConfig config = asked().preset("quick").workloads("distinct").config();
    Cell int2 = find(DecodePlan.of(withCache(config, 32 * MIB), PLENTY), "decode/INT2_SYM/m1");
    assertThat(int2.params()).containsEntry("experts", "128");
    // 4 x 64 MiB are more than 128 matrices of 1.2 MB, but not of 4.8 MB.
    DecodePlan larger = DecodePlan.of(withCache(config, 64 * MIB), PLENTY);
    int experts = Integer.parseInt(find(larger, "decode/INT2_SYM/m1").params().get("experts"));
    assertThat(experts).isBetween(200, 230);
    assertThat(find(larger, "decode/INT8_SYM/m1").params()).containsEntry("experts", "128");
    assertThat(larger.storageLines()).noneMatch(line -> line.contains("note"));
    // A fork of a small run has no more than its few, and the plan says so.
    DecodePlan smoke = DecodePlan.of(withCache(asked().config(), 64 * MIB), PLENTY);
    assertThat(find(smoke, "decode/INT4_SYM/m1").params()).containsEntry("experts", "32");
    assertThat(smoke.storageLines()).anyMatch(line -> line.contains("note: less than 4 x"));
  }

  @Test
  void layersAreAsManyAsExceedTheCachesAndFitMemory() {
    DecodeConfig config = asked().preset("quick").workloads("qwen3-30b-decode").config();
    String id = "decode/INT4_SYM/qwen3-30b-decode/B1/unified-tuned";
    // A layer has 128 matrices of 0.83 MB: 99 MiB; three exceed 8 x 32 MiB.
    assertThat(find(DecodePlan.of(withCache(config, 32 * MIB), PLENTY), id).params())
        .containsEntry("experts", "128")
        .containsEntry("copies", "3");
    assertThat(find(DecodePlan.of(withCache(config, 32 * MIB), 800 * MIB), id).params())
        .containsEntry("copies", "2");
    assertThat(find(DecodePlan.of(withCache(config, 0), PLENTY), id).params())
        .containsEntry("copies", "1");
    // No more than the model has.
    assertThat(find(DecodePlan.of(withCache(config, 64L << 30), Long.MAX_VALUE), id).params())
        .extractingByKey("copies")
        .satisfies(copies -> assertThat(Integer.parseInt(copies)).isLessThanOrEqualTo(48));
  }

  @Test
  void weightFilesAreThoseOfTheCellsThatRunAndSharedByThem() {
    DecodePlan plan = plan(asked());
    List<WeightSpec> missing = plan.weights().missing();
    assertThat(missing)
        .contains(new WeightSpec(QuantFormat.INT8_SYM, 32, 512, 512, 128, 42))
        .contains(new WeightSpec(QuantFormat.INT4_SYM, 32, 512, 512, 128, 42))
        .doesNotHaveDuplicates();
    assertThat(missing)
        .anyMatch(spec -> spec.n() == 128 && spec.k() == 256 && spec.experts() % 64 == 0);
    assertThat(plan.inputs().formats())
        .extracting(FormatInfo::name)
        .containsExactly("INT8_SYM", "INT4_SYM");
    assertThat(plan.inputs().shape()).isNull();
  }

  @Test
  void whatDoesNotFitMemoryIsSkippedWithItsBytesAndItsWeightsAreNotBuilt() {
    DecodeConfig config =
        withCache(asked().preset("quick").workloads("distinct").config(), 32 * MIB);
    DecodePlan plan = DecodePlan.of(config, 1000 * MIB);
    assertThat(find(plan, "decode/INT4_SYM/m1").runs()).isTrue();
    Cell large = find(plan, "decode/INT8_SYM/m1");
    assertThat(large.runs()).isFalse();
    assertThat(large.skipReason()).contains("bytes", "a fork may take 1000.0 MiB");
    assertThat(plan.weights().missing()).noneMatch(spec -> spec.format() == QuantFormat.INT8_SYM);
    assertThatThrownBy(() -> DecodePlan.of(config, 100 * MIB))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContaining("--shapes");
  }

  @Test
  void weightsThatNoArrayHoldsAreSkippedWithTheReason() {
    DecodePlan plan = plan(asked().formats("FP32", "INT2_SYM").shapes("16384x16384").rows(1));
    Cell large = find(plan, "decode/FP32/N16384xK16384/m1");
    assertThat(large.skipReason()).contains("array");
    assertThat(find(plan, "decode/INT2_SYM/N16384xK16384/m1").runs()).isTrue();
  }

  @Test
  void workloadsOfWholeBatchesAreNotMeasuredWithVaryingOnes() {
    DecodePlan plan =
        plan(
            asked()
                .workloads("reuse-sweep-40")
                .batches("2", "azure-conv-23")
                .strategies("unified-tuned"));
    assertThat(find(plan, "decode/INT4_SYM/reuse-sweep-40/B2/unified-tuned").runs()).isTrue();
    assertThat(
            find(plan, "decode/INT4_SYM/reuse-sweep-40/Bazure-conv-23/unified-tuned").skipReason())
        .contains("reuse-sweep-40", "fixed number");
  }

  @Test
  void theTextNamesWorkloadsAndTuning() {
    assertThat(PlanText.of(plan(asked())))
        .contains(
            "shapes    512x512",
            "rows      1, 4",
            "workload  olmoe-decode (128x256)",
            "tuning.json");
  }
}
