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
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.NamedRouter;

class RoutingConfigsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private static RoutingRequests asked() {
    return new RoutingRequests();
  }

  private static void refused(RoutingRequests request, ExitStatus status, String... parts) {
    assertThatThrownBy(request::config)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts);
  }

  private static List<String> names(RoutingConfig config) {
    return config.routers().values().stream().map(NamedRouter::name).toList();
  }

  @Test
  void everyTimedVariantIsMeasuredUnlessAsked() {
    assertThat(asked().config().variants())
        .hasSize(RoutingVariant.values().length - 1)
        .doesNotContain(RoutingVariant.REFERENCE);
    assertThat(asked().variants(" scalar", "scalar").config().variants())
        .containsExactly(RoutingVariant.SCALAR);
  }

  @Test
  void quickComparesFourRoutersInThreeRoundsAtLeast() {
    RoutingConfig config = asked().preset("quick").config();
    assertThat(names(config))
        .containsExactly("deepseek-v3", "qwen3-30b-a3b", "deepseek-v4-flash", "deepseek-v3-shared");
    assertThat(config.budget().least()).isEqualTo(3);
    assertThat(config.budget().seconds()).isLessThan(300);
    assertThat(config.workers()).isEqualTo(PROCESSORS);
    assertThat(config.grids()).extracting(RoutingGrid::workers).containsOnly(1, PROCESSORS);
  }

  @Test
  void smokeIsTwoRoutersOnOneWorkerInTwoRounds() {
    RoutingConfig config = asked().config();
    assertThat(names(config)).containsExactly("deepseek-v3", "qwen3-30b-a3b");
    assertThat(config.workers()).isEqualTo(1);
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(2));
  }

  @Test
  void optionsOverrideThePreset() {
    RoutingConfig config =
        asked()
            .preset("quick")
            .routers("qwen3-30b-a3b", " qwen3-30b-a3b")
            .tokens(64, 3, 64)
            .logits("BF16", "fp32", "bf16")
            .threads(3)
            .rounds(7)
            .seed(-5)
            .config();
    assertThat(names(config)).containsExactly("qwen3-30b-a3b");
    assertThat(config.grids()).allMatch(grid -> grid.tokens().equals(List.of(3, 64)));
    assertThat(config.grids()).allMatch(grid -> grid.workers() == 3);
    assertThat(config.grids())
        .filteredOn(grid -> grid.subject() == RoutingGrid.Subject.ROUTING)
        .allMatch(grid -> grid.logits().equals(List.of(LogitType.FP32, LogitType.BF16)));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(7));
    assertThat(config.seed()).isEqualTo(-5);
  }

  @Test
  void theUsersOwnRouterIsMeasuredAloneOrBesideOthers(@TempDir Path folder) throws Exception {
    Path file = own(folder, "mine");
    RoutingConfig alone = asked().routerFile(file).config();
    assertThat(names(alone)).containsExactly("mine");
    RouterSpec spec = alone.routers().keySet().iterator().next();
    assertThat(spec.name()).isEqualTo("file:" + file.toAbsolutePath());
    assertThat(spec.resolve()).isEqualTo(alone.routers().get(spec));
    assertThat(names(asked().routerFile(file).routers("deepseek-v3").config()))
        .containsExactly("deepseek-v3", "mine");
  }

  /** A router of the suite under another name. */
  private static Path own(Path folder, String name) throws Exception {
    String text = Files.readString(RoutingRequests.ROUTER_FILE);
    return Files.writeString(
        folder.resolve("r.json"), text.replace("\"qwen3-30b-a3b\"", "\"" + name + "\""));
  }

  @Test
  void twoRoutersOfOneNameAreRefused() {
    refused(
        asked().routerFile(RoutingRequests.ROUTER_FILE).routers("qwen3-30b-a3b"),
        ExitStatus.USAGE,
        "--router",
        "'name'");
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    refused(asked().preset("quik"), ExitStatus.USAGE, "'quik'", "'quick'");
    refused(asked().routers("deepseek-v33"), ExitStatus.USAGE, "'deepseek-v33'", "'deepseek-v3'");
    refused(asked().variants("scaler"), ExitStatus.USAGE, "'scaler'", "'scalar'");
    refused(asked().logits("bf61"), ExitStatus.USAGE, "'bf61'", "'bf16'");
  }

  @Test
  void badValuesAreRefusedByName() {
    refused(asked().tokens(8, 0), ExitStatus.USAGE, "--tokens", "0", "at least 1");
    refused(asked().tokens(-4), ExitStatus.USAGE, "--tokens", "-4");
    refused(asked().tokens(Integer.MAX_VALUE), ExitStatus.USAGE, "--tokens 2147483647", "array");
    refused(asked().threads(0), ExitStatus.USAGE, "--threads 0");
    refused(asked().threads(5000), ExitStatus.USAGE, "--threads 5000");
    refused(asked().rounds(0), ExitStatus.USAGE, "--rounds 0");
    refused(asked().variants("reference"), ExitStatus.USAGE, "--variants", "never timed");
    refused(asked().routers("file:x.json"), ExitStatus.USAGE, "--router FILE");
    refused(asked().routers(""), ExitStatus.USAGE, "router ''");
  }

  @Test
  void aNameInThePlaceOfAFileIsExplained() {
    refused(asked().routerFile(Path.of("deepseek-v3")), ExitStatus.USAGE, "--routers deepseek-v3");
  }

  @Test
  void aMissingRouterFileIsBadInput() {
    refused(asked().routerFile(Path.of("no-such.json")), ExitStatus.BAD_INPUT, "no-such.json");
  }
}
