// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gemm.PhasedGemm;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.result.FormatInfo;
import org.moebench.result.ModelInfo;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.WeightSpec;

class ForwardPlanTest {
  private static final long PLENTY = 12L << 30;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir private Path folder;

  private ForwardRequests asked() {
    return new ForwardRequests().folder(folder);
  }

  private static ForwardPlan plan(ForwardRequests request) {
    return ForwardPlan.of(request.config(), PLENTY);
  }

  private static Cell find(ForwardPlan plan, String id) {
    return plan.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  /** Ids of all strategies. */
  private static List<String> all(String start) {
    List<String> ids = new ArrayList<>();
    for (DispatchStrategy strategy : DispatchStrategy.values()) {
      ids.add(start + "/" + strategy.id());
    }
    return ids;
  }

  @Test
  void smokeMeasuresOneStackUnderBothRoutings() {
    ForwardPlan plan = plan(asked());
    assertThat(plan.cells())
        .extracting(Cell::id)
        .containsExactly(
            "model/mixtral-tiny/published/always-prefill",
            "model/mixtral-tiny/published/unified-auto",
            "model/mixtral-tiny/published/unified-tuned",
            "model/mixtral-tiny/realistic/always-prefill",
            "model/mixtral-tiny/realistic/unified-auto",
            "model/mixtral-tiny/realistic/unified-tuned");
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.ceilings()).extracting(Cell::id).containsExactly("ceiling/fma", "ceiling/read");
    assertThat(plan.ceilings())
        .allMatch(ceiling -> ceiling.params().equals(Map.of("workers", "" + PROCESSORS)));
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(140);
  }

  @Test
  void quickMeasuresEveryStrategyOnThePublishedStacks() {
    List<String> expected = new ArrayList<>();
    for (String stack : List.of("mixtral-tiny", "mixtral-small", "deepseek-tiny")) {
      expected.addAll(all("model/" + stack + "/published"));
      expected.addAll(all("model/" + stack + "/realistic"));
    }
    for (String strategy :
        List.of("always-prefill", "always-decode", "unified-auto", "unified-tuned")) {
      expected.add("model/olmoe-swiglu/realistic/" + strategy);
    }
    ForwardPlan plan = plan(asked().preset("quick"));
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(plan.cells()).allMatch(Cell::runs);
    assertThat(plan.expectedRounds()).isGreaterThanOrEqualTo(3);
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(1350);
  }

  @Test
  void idsAreUniqueInEveryPreset() {
    for (String preset : Preset.names()) {
      assertThat(ForwardCells.of(asked().preset(preset).config()))
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
      assertThat(ForwardCells.of(asked().preset(preset).stacks("mixtral-tiny").config()))
          .extracting(Cell::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void everyStrategyTakesTurnsWithTheTunedOneAndThatWithTheBaseline() {
    for (Cell cell : plan(asked().preset("quick")).cells()) {
      boolean tuned = cell.variant().equals("unified-tuned");
      assertThat(cell.params()).containsEntry("beside", tuned ? "always-prefill" : "unified-tuned");
    }
  }

  @Test
  void forksAreToldEverythingThatMakesTheirInputs() {
    ForwardPlan plan =
        plan(asked().stacks("olmoe-swiglu").parts("decode").layers(2).threads(3).seed(7));
    Cell cell = find(plan, "model/olmoe-swiglu/realistic/unified-auto/decode");
    assertThat(cell.benchmark()).isEqualTo("org.moebench.bench.ModelBenchmark.forward");
    assertThat(cell.params())
        .containsEntry("preset", "olmoe-swiglu")
        .containsEntry("routing", "realistic")
        .containsEntry("part", "decode")
        .containsEntry("format", "INT4_SYM")
        .containsEntry("divisor", "4")
        .containsEntry("layers", "2")
        .containsEntry("variant", "unified-auto")
        .containsEntry("beside", "unified-tuned")
        .containsEntry("workers", "3")
        .containsEntry("seed", "7")
        .containsEntry("cache", folder.resolve("cache").toString())
        .containsEntry("tuning", "none")
        .hasSize(12);
    assertThat(cell.settings())
        .containsExactly(Map.entry("routing", "realistic"), Map.entry("part", "decode"));
    assertThat(cell.operation()).isEqualTo("model");
    assertThat(cell.variant()).isEqualTo("unified-auto");
    assertThat(cell.format()).isEqualTo("INT4_SYM");
    assertThat(cell.workload()).isEqualTo("olmoe-swiglu");
    assertThat(cell.flopsPerRow()).isEqualTo(2.0 * 3 * 512 * 256);
  }

  @Test
  void longCallsHaveFewerIterationsButEnoughForAMedian() {
    ForwardPlan plan = plan(asked().preset("full"));
    Timing small = find(plan, "model/mixtral-tiny/published/unified-auto/decode").timing();
    Timing large = find(plan, "model/mixtral-small/realistic/unified-auto").timing();
    assertThat(small).isEqualTo(plan.config().timing());
    assertThat(large.iterations()).isBetween(5, small.iterations() - 1);
    assertThat(large.iterationMillis()).isEqualTo(small.iterationMillis());
  }

  @Test
  void whatDoesNotFitMemoryIsSkippedWithItsBytesAndItsWeightsAreNotBuilt() {
    ForwardPlan plan = ForwardPlan.of(asked().preset("quick").config(), 700L << 20);
    assertThat(find(plan, "model/mixtral-tiny/published/unified-auto").runs()).isTrue();
    Cell large = find(plan, "model/mixtral-small/published/unified-auto");
    assertThat(large.skipReason())
        .contains(ForkMemory.residentBytes(large.heapBytes()) + " bytes", "700.0 MiB");
    assertThat(plan.weights().missing())
        .extracting(WeightSpec::k)
        .contains(1024, 2048)
        .doesNotContain(4096);
  }

  @Test
  void aRunOfWhichNothingFitsIsRefusedWithItsBytes() {
    ForwardConfig config = asked().stacks("mixtral-small").config();
    assertThatThrownBy(() -> ForwardPlan.of(config, 300L << 20))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContainingAll("mixtral-small", "bytes", "300.0 MiB", "--layers");
  }

  @Test
  void weightFilesAreThoseOfAllLayersOnce() {
    ForwardPlan plan = plan(asked());
    List<WeightSpec> wanted =
        ForwardPresets.find("mixtral-tiny").specs(QuantFormat.INT4_SYM, plan.config().seed());
    assertThat(plan.weights().missing()).containsExactlyElementsOf(wanted);
    assertThat(find(plan, "model/mixtral-tiny/published/unified-auto").heapBytes())
        .isGreaterThan(wanted.stream().mapToLong(spec -> spec.layout().bytes()).sum());
  }

  @Test
  void theResultsNameStacksFormatAndWhatTheTunedStrategyDoes() {
    ForwardPlan plan = plan(asked().stacks("mixtral-tiny", "olmoe-swiglu"));
    RunInputs inputs = plan.inputs();
    assertThat(inputs.models())
        .extracting(ModelInfo::name)
        .containsExactly("mixtral-tiny", "olmoe-swiglu");
    ModelInfo tiny = inputs.models().get(0);
    assertThat(List.of(tiny.layers(), tiny.experts(), tiny.hidden(), tiny.intermediate()))
        .containsExactly(2, 8, 1024, 2048);
    assertThat(tiny.activation()).isEqualTo("none");
    int usual = PhasedGemm.usualDecodeRows(QuantFormat.INT4_SYM);
    assertThat(tiny.summary())
        .contains("; unified-tuned: decode kernel up to %d rows".formatted(usual))
        .contains("(2048x1024)", "(1024x2048)");
    ModelInfo swiglu = inputs.models().get(1);
    assertThat(swiglu.activation()).isEqualTo("silu");
    // Gate and up decide for their layer.
    assertThat(swiglu.summary()).contains("(256x512)").doesNotContain("(512x256)");
    FormatInfo format = inputs.formats().get(0);
    assertThat(format.name()).isEqualTo("INT4_SYM");
    assertThat(format.packedBytes())
        .isEqualTo(ForwardPresets.find("mixtral-tiny").weightBytes(QuantFormat.INT4_SYM));
    assertThat(plan.settings().operation()).isEqualTo("model");
  }

  @Test
  void theTextOfAPlanNamesStacksCellsTuningMemoryDiskAndTime() {
    ForwardPlan plan = plan(asked());
    List<String> lines = PlanText.of(plan).lines().toList();
    for (Cell cell : plan.cells()) {
      assertThat(lines).anyMatch(line -> line.startsWith(cell.id() + " ") && line.contains("MiB"));
    }
    assertThat(lines).anyMatch(line -> line.startsWith("stack     mixtral-tiny: 2 layers"));
    assertThat(lines).anyMatch(line -> line.startsWith("strategy  always-prefill, unified-auto"));
    assertThat(lines).anyMatch(line -> line.startsWith("tuning ") && line.contains("tuning.json"));
    assertThat(lines).anyMatch(line -> line.startsWith("weights") && line.contains("to be built"));
    assertThat(lines).anyMatch(line -> line.startsWith("time") && line.contains("2 rounds"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRunSaysWhatTheTunedStrategyGoesByBeforeItBuildsAnything() {
    List<String> said = new ArrayList<>();
    StopSignal stopped = new StopSignal();
    stopped.request();
    plan(asked()).prepare(stopped, said::add);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("tuning: ").contains("tuning.json");
    assertThat(folder).isEmptyDirectory();
  }
}
