// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.RouterCatalogue;

class RoutingPlanTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private static RoutingRequests asked() {
    return new RoutingRequests();
  }

  private static RoutingPlan plan(RoutingRequests request) {
    return RoutingPlan.of(request.build());
  }

  private static Cell find(RoutingPlan plan, String id) {
    return plan.cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  /** Ids of all timed variants. */
  private static List<String> routed(String router, String... suffixes) {
    List<String> ids = new ArrayList<>();
    for (String suffix : suffixes) {
      Arrays.stream(RoutingVariant.values())
          .filter(variant -> variant != RoutingVariant.REFERENCE)
          .forEach(variant -> ids.add("routing/" + router + "/" + variant.id() + "/" + suffix));
    }
    return ids;
  }

  @Test
  void smokeMeasuresEveryVariantOfTwoRoutersAtTwoSizes() {
    List<String> expected = routed("deepseek-v3", "T1", "T32");
    expected.addAll(routed("qwen3-30b-a3b", "T1", "T32"));
    RoutingPlan plan = plan(asked());
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyElementsOf(expected);
    assertThat(plan.ceilings()).extracting(Cell::id).containsExactly("ceiling/fma");
    assertThat(plan.ceilings().get(0).params()).containsEntry("workers", "1");
    assertThat(plan.expectedRounds() * plan.expectedRoundSeconds()).isLessThan(90);
  }

  @Test
  void quickAddsContrastsTypesWorkersAndSorts() {
    List<String> expected = routed("deepseek-v3", "T1", "T8", "T32", "T256", "T4096");
    expected.addAll(routed("qwen3-30b-a3b", "T1", "T4096"));
    expected.addAll(routed("deepseek-v4-flash", "T1", "T4096"));
    expected.addAll(routed("deepseek-v3", "T256/bf16"));
    expected.addAll(routed("deepseek-v3-shared", "T1", "T256"));
    if (PROCESSORS > 1) {
      expected.addAll(routed("deepseek-v3", "T4096/W" + PROCESSORS));
    }
    expected.add("parts/deepseek-v3/expert-sort/T256");
    expected.add("parts/deepseek-v3/expert-sort/T4096");
    RoutingPlan plan = plan(asked().preset("quick"));
    assertThat(plan.cells()).extracting(Cell::id).containsExactlyElementsOf(expected);
    assertThat(plan.expectedRounds()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void fullMeasuresEveryRouterOfTheCatalogue() {
    List<Cell> cells = plan(asked().preset("full")).cells();
    for (String router : RouterCatalogue.names()) {
      assertThat(cells)
          .extracting(Cell::id)
          .containsAll(routed(router, "T1", "T8", "T32", "T256", "T4096", "T1/bf16", "T4096/bf16"))
          .contains("parts/" + router + "/expert-sort/T4096");
      if (PROCESSORS > 1) {
        assertThat(cells)
            .extracting(Cell::id)
            .containsAll(routed(router, "T256/W" + PROCESSORS, "T4096/bf16/W" + PROCESSORS))
            .contains("parts/" + router + "/expert-sort/T256/W" + PROCESSORS);
      }
    }
  }

  @Test
  void idsAreUniqueInEveryPresetAndWithEveryDimensionReplaced() {
    for (String preset : Preset.names()) {
      assertThat(plan(asked().preset(preset)).cells()).extracting(Cell::id).doesNotHaveDuplicates();
      assertThat(plan(asked().preset(preset).tokens(5).threads(1).logits("fp32")).cells())
          .extracting(Cell::id)
          .doesNotHaveDuplicates()
          .allMatch(id -> id.endsWith("/T5"));
    }
  }

  @Test
  void forksAreToldEverythingThatMakesTheirInputs() {
    RoutingPlan plan = plan(asked().tokens(64).logits("bf16").threads(3).seed(7));
    Cell cell = find(plan, "routing/deepseek-v3/staged/T64/bf16/W3");
    assertThat(cell.benchmark()).isEqualTo("org.moebench.bench.RoutingBenchmark.route");
    assertThat(cell.params())
        .containsEntry("router", "deepseek-v3")
        .containsEntry("variant", "staged")
        .containsEntry("tokens", "64")
        .containsEntry("logits", "bf16")
        .containsEntry("workers", "3")
        .containsEntry("seed", "7")
        .hasSize(6);
    assertThat(cell.settings())
        .containsEntry("router", "deepseek-v3")
        .containsEntry("tokens", "64")
        .containsEntry("logits", "bf16")
        .containsEntry("workers", "3")
        .hasSize(4);
    assertThat(cell.workload()).isEqualTo("deepseek-v3");
    assertThat(cell.variant()).isEqualTo("staged");
    assertThat(cell.operation()).isEqualTo("routing");
    assertThat(cell.format()).isNull();
    assertThat(cell.flopsPerRow()).isZero();
  }

  @Test
  void aSortHasNoVariantParameterAndNoTypeOfLogits() {
    RoutingPlan plan = plan(asked().preset("quick").logits("bf16").tokens(9).threads(2));
    Cell sort = find(plan, "parts/deepseek-v3/expert-sort/T9/W2");
    assertThat(sort.operation()).isEqualTo("parts");
    assertThat(sort.variant()).isEqualTo("expert-sort");
    assertThat(sort.benchmark()).isEqualTo("org.moebench.bench.ExpertSortBenchmark.sort");
    assertThat(sort.params()).doesNotContainKey("variant").containsEntry("logits", "fp32");
  }

  @Test
  void aFileIsNamedByItsPathForForksAndByItsNameInResults() {
    RoutingPlan plan = plan(asked().routerFile(RoutingRequests.ROUTER_FILE).tokens(4));
    Cell cell = find(plan, "routing/qwen3-30b-a3b/scalar/T4");
    assertThat(cell.params().get("router"))
        .isEqualTo("file:" + RoutingRequests.ROUTER_FILE.toAbsolutePath());
    assertThat(cell.settings()).containsEntry("router", "qwen3-30b-a3b");
    assertThat(cell.workload()).isEqualTo("qwen3-30b-a3b");
  }

  @Test
  void forksAreSmallAndGrowWithTheBatch() {
    RoutingPlan plan = plan(asked().tokens(1, 4096, 1 << 20));
    assertThat(find(plan, "routing/deepseek-v3/scalar/T4096").heapBytes()).isLessThan(256L << 20);
    // Logits and the three buffers of the staged variant, in float32.
    assertThat(find(plan, "routing/deepseek-v3/staged/T1048576").heapBytes())
        .isGreaterThan((4L * 4 * 256) << 20);
  }

  @Test
  void aBatchThatDoesNotFitAForkIsRefusedWithItsBytes() {
    RoutingConfig config = asked().tokens(1, 1 << 20).config();
    assertThatThrownBy(() -> RoutingPlan.of(config, 3L << 30))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContainingAll("T1048576", "bytes", "3.0 GiB", "--tokens");
  }

  @Test
  void theTextOfAPlanNamesRoutersCellsMemoryAndTime() {
    RoutingPlan plan = plan(asked());
    List<String> lines = PlanText.of(plan).lines().toList();
    for (Cell cell : plan.cells()) {
      assertThat(lines).anyMatch(line -> line.startsWith(cell.id() + " ") && line.contains("MiB"));
    }
    assertThat(lines).anyMatch(line -> line.startsWith("router    deepseek-v3: 256 experts"));
    assertThat(lines).anyMatch(line -> line.startsWith("variants  staged, scalar"));
    assertThat(lines).anyMatch(line -> line.startsWith("workers   1, seed 42"));
    assertThat(lines).anyMatch(line -> line.startsWith("memory    a fork at most"));
    assertThat(lines).anyMatch(line -> line.startsWith("time") && line.contains("2 rounds"));
    assertThat(lines).noneMatch(line -> line.startsWith("disk") || line.startsWith("weights"));
  }
}
