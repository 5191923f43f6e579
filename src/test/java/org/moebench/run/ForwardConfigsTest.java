// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.Crossover;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.ForwardRouting;
import org.moebench.workload.TuningFile;

class ForwardConfigsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir private Path folder;

  private static ForwardRequests asked() {
    return new ForwardRequests();
  }

  private static void refused(ForwardRequests request, ExitStatus status, String... parts) {
    assertThatThrownBy(request::config)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts);
  }

  private static ForwardPreset only(ForwardConfig config) {
    assertThat(config.stacks()).hasSize(1);
    return config.stacks().values().iterator().next();
  }

  @Test
  void quickIsThePublishedStacksAsPublishedAndOneOfSwigluLayers() {
    ForwardConfig config = asked().preset("quick").config();
    assertThat(config.stacks())
        .containsOnlyKeys("mixtral-tiny", "mixtral-small", "deepseek-tiny", "olmoe-swiglu");
    for (String name : List.of("mixtral-tiny", "mixtral-small", "deepseek-tiny")) {
      assertThat(config.stacks().get(name)).isEqualTo(ForwardPresets.find(name));
    }
    assertThat(config.stacks().get("olmoe-swiglu").hidden()).isEqualTo(1024);
    assertThat(config.grids().get(0).strategies()).containsExactly(DispatchStrategy.values());
    assertThat(config.grids().get(0).routings()).containsExactly(ForwardRouting.values());
    assertThat(config.format()).isEqualTo(QuantFormat.INT4_SYM);
    assertThat(config.budget().least()).isEqualTo(3);
    assertThat(config.workers()).isEqualTo(PROCESSORS);
  }

  @Test
  void fullIsEveryStackAsItIsWholeAndInParts() {
    ForwardConfig config = asked().preset("full").config();
    assertThat(config.stacks().values()).containsExactlyElementsOf(ForwardPresets.all());
    assertThat(config.grids())
        .allMatch(grid -> grid.parts().equals(List.of(ForwardPart.values())))
        .allMatch(grid -> grid.strategies().equals(List.of(DispatchStrategy.values())));
  }

  @Test
  void optionsOverrideThePreset() {
    ForwardConfig config =
        asked()
            .preset("quick")
            .stacks("olmoe-swiglu", " olmoe-swiglu")
            .routings("realistic")
            .strategies("always-decode", " always-decode")
            .parts("decode", "prefill")
            .format("FP8_E4M3")
            .divisor(4)
            .layers(3)
            .threads(3)
            .rounds(9)
            .seed(-5)
            .config();
    ForwardPreset stack = only(config);
    assertThat(stack)
        .isEqualTo(ForwardPresets.find("olmoe-swiglu").shrunk(4).withLayers(3))
        .extracting(ForwardPreset::divisor, ForwardPreset::layers)
        .containsExactly(4, 3);
    assertThat(config.grids())
        .allMatch(grid -> grid.stacks().equals(List.of("olmoe-swiglu")))
        .allMatch(grid -> grid.routings().equals(List.of(ForwardRouting.REALISTIC)))
        .allMatch(grid -> grid.strategies().equals(List.of(DispatchStrategy.ALWAYS_DECODE)))
        .allMatch(grid -> grid.parts().equals(List.of(ForwardPart.DECODE, ForwardPart.PREFILL)));
    assertThat(config.format()).isEqualTo(QuantFormat.FP8_E4M3);
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(9));
    assertThat(config.seed()).isEqualTo(-5);
  }

  @Test
  void publishedStacksAreShrunkOnlyWhenAsked() {
    assertThat(only(asked().config()).divisor()).isEqualTo(1);
    assertThat(only(asked().divisor(2).config()).intermediate()).isEqualTo(1024);
  }

  @Test
  void aStackWithoutTheRoutingIsLeftOutUnlessItWasAskedFor() {
    assertThat(asked().preset("quick").routings("published").config().stacks())
        .containsOnlyKeys("mixtral-tiny", "mixtral-small", "deepseek-tiny");
    refused(
        asked().stacks("mixtral-tiny", "olmoe-swiglu").routings("published"),
        ExitStatus.USAGE,
        "--routing",
        "olmoe-swiglu has realistic routing only");
  }

  @Test
  void theTunedStrategyGoesByTheFileOfThisMachine() throws Exception {
    Path file = folder.resolve("mine.json");
    Crossover crossover = new Crossover(QuantFormat.INT4_SYM, 2048, 1024, 11, 32);
    TuningFile.write(file, TuningMachine.id(2), "test", Instant.EPOCH, List.of(crossover));
    TuningChoice choice = asked().tuning(file).threads(2).config().tuning();
    assertThat(choice.param()).isEqualTo(file.toString());
    assertThat(choice.tuning().crossovers()).containsExactly(crossover);
    assertThat(choice.line()).isEqualTo("file " + file + ", crossovers: 1");
    // Other numbers of workers share the memory's bandwidth otherwise.
    TuningChoice others = asked().tuning(file).threads(3).config().tuning();
    assertThat(others.param()).isEqualTo(TuningChoice.NONE);
    assertThat(others.tuning().crossovers()).isEmpty();
    assertThat(others.line()).contains(file.toString());
    Files.writeString(file, "{\"moebench_tuning\": 1");
    refused(asked().tuning(file).threads(2), ExitStatus.BAD_INPUT, "mine.json");
  }

  @Test
  void withoutATuningFileTheUsualCrossoversAreTakenAndThatIsSaidInOneLine() {
    Path file = folder.resolve("none.json");
    TuningChoice choice = asked().tuning(file).config().tuning();
    assertThat(choice.param()).isEqualTo(TuningChoice.NONE);
    assertThat(choice.line()).contains(file.toString());
    assertThat(choice.line().lines()).hasSize(1);
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    refused(asked().preset("quik"), ExitStatus.USAGE, "'quik'", "'quick'");
    refused(asked().stacks("mixtral-tini"), ExitStatus.USAGE, "'mixtral-tini'", "'mixtral-tiny'");
    refused(asked().routings("published", "realistik"), ExitStatus.USAGE, "'realistic'");
    refused(asked().strategies("unified-aut"), ExitStatus.USAGE, "'unified-auto'");
    refused(asked().parts("decod"), ExitStatus.USAGE, "'decod'", "'decode'");
    refused(asked().format("INT4_SYN"), ExitStatus.USAGE, "'INT4_SYM'");
  }

  @Test
  void badValuesAreRefusedByName() {
    refused(asked().divisor(0), ExitStatus.USAGE, "--divisor 0");
    refused(asked().divisor(7), ExitStatus.USAGE, "--divisor 7", "mixtral-tiny");
    refused(asked().layers(0), ExitStatus.USAGE, "--layers 0");
    refused(asked().layers(Integer.MAX_VALUE), ExitStatus.USAGE, "--layers 2147483647");
    refused(asked().threads(0), ExitStatus.USAGE, "--threads 0");
    refused(asked().rounds(0), ExitStatus.USAGE, "--rounds 0");
    refused(asked().stacks(""), ExitStatus.USAGE, "--stacks", "empty");
    refused(asked().format(" "), ExitStatus.USAGE, "--format");
  }
}
