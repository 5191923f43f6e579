// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.Crossover;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.TuningFile;

class DecodeConfigsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir private Path folder;

  private DecodeRequests asked() {
    return new DecodeRequests().folder(folder);
  }

  private static void refused(DecodeRequests request, ExitStatus status, String... parts) {
    refused(request::config, status, parts);
  }

  private static void refused(ThrowingCallable resolve, ExitStatus status, String... parts) {
    assertThatThrownBy(resolve)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts);
  }

  @Test
  void quickHasAllQuantizedFormatsAndFourWorkloadsInTheirOwnShapes() {
    DecodeConfig config = asked().preset("quick").config();
    assertThat(config.operation()).isEqualTo("decode");
    assertThat(config.distinct().stream().flatMap(grid -> grid.formats().stream()))
        .doesNotHaveDuplicates()
        .hasSize(QuantFormat.values().length - 1)
        .doesNotContain(QuantFormat.FP32);
    assertThat(config.distinct())
        .allMatch(grid -> grid.shapes().equals(List.of(new ProjectionShape(3072, 1536))));
    assertThat(config.workloads())
        .containsOnlyKeys(
            "qwen3-30b-decode", "olmoe-decode", "flashnext512-decode", "mixtral-decode");
    DecodeConfig.Traced qwen3 = config.workloads().get("qwen3-30b-decode");
    assertThat(qwen3.shape()).isEqualTo(new ProjectionShape(768, 2048));
    assertThat(qwen3.workload().experts()).isEqualTo(128);
    assertThat(config.workers()).isEqualTo(PROCESSORS);
    assertThat(config.budget().least()).isEqualTo(3);
    assertThat(config.timing().iterations() * config.timing().iterationMillis())
        .isGreaterThanOrEqualTo(500);
  }

  @Test
  void everyPresetCanBeResolved() {
    for (String preset : Preset.names()) {
      assertThat(asked().preset(preset).config().preset().id()).isEqualTo(preset);
      assertThat(asked().preset(preset).tuneConfig().operation()).isEqualTo("tune");
    }
    assertThat(asked().preset("full").config().workloads().keySet())
        .containsExactlyElementsOf(DecodeTraces.names());
  }

  @Test
  void optionsOverrideThePreset() {
    DecodeConfig config =
        asked()
            .preset("quick")
            .formats("FP8_E4M3", " fp8-e4m3")
            .shapes("256x128", " 512X256")
            .rows(8, 1, 8)
            .batches("4", " azure-code-23", "04")
            .strategies("always-decode")
            .divisor(2)
            .threads(3)
            .rounds(9)
            .seed(-5)
            .config();
    assertThat(config.distinct())
        .allMatch(grid -> grid.formats().equals(List.of(QuantFormat.FP8_E4M3)))
        .allMatch(grid -> grid.rows().equals(List.of(1, 8)))
        .allMatch(
            grid ->
                grid.shapes()
                    .equals(List.of(new ProjectionShape(256, 128), new ProjectionShape(512, 256))));
    assertThat(config.traces())
        .isNotEmpty()
        .allMatch(grid -> grid.formats().equals(List.of(QuantFormat.FP8_E4M3)))
        .allMatch(grid -> grid.batches().equals(List.of("4", "azure-code-23")))
        .allMatch(grid -> grid.strategies().equals(List.of(DispatchStrategy.ALWAYS_DECODE)));
    assertThat(config.workloads().get("qwen3-30b-decode").shape())
        .isEqualTo(new ProjectionShape(384, 1024));
    assertThat(config.workspaces()).containsExactly(QuantFormat.FP8_E4M3);
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(9));
    assertThat(config.seed()).isEqualTo(-5);
  }

  @Test
  void namedWorkloadsAreMeasuredAlone() {
    DecodeConfig trace = asked().preset("quick").workloads(" mixtral-decode").config();
    assertThat(trace.distinct()).isEmpty();
    assertThat(trace.dispatch()).isEmpty();
    assertThat(trace.workspaces()).isEmpty();
    assertThat(trace.workloads()).containsOnlyKeys("mixtral-decode");
    assertThat(trace.traces()).hasSize(1);
    assertThat(trace.traces().get(0).batches()).containsExactly("1", "16", "azure-conv-23");
    DecodeConfig distinct = asked().workloads("distinct").config();
    assertThat(distinct.distinct()).isNotEmpty();
    assertThat(distinct.traces()).isEmpty();
  }

  @Test
  void aSearchMeasuresThePublishedShapeAndThoseOfTheStacksOfLayers() {
    DecodeConfig config = asked().preset("quick").tuneConfig();
    assertThat(config.distinct().get(0).shapes()).containsExactly(new ProjectionShape(3072, 1536));
    assertThat(config.distinct().get(0).formats()).isEqualTo(DecodeScale.FORMATS);
    List<ProjectionShape> shapes = config.distinct().get(1).shapes();
    assertThat(config.distinct().get(1).formats()).containsExactly(QuantFormat.INT4_SYM);
    ForwardPresets.all()
        .forEach(
            stack ->
                assertThat(shapes)
                    .contains(new ProjectionShape(stack.intermediate(), stack.hidden()))
                    .contains(new ProjectionShape(stack.hidden(), stack.intermediate())));
    assertThat(shapes).doesNotHaveDuplicates();
    assertThat(config.traces()).isEmpty();
    assertThat(config.dispatch()).isEmpty();
    assertThat(config.workspaces()).isEmpty();
    assertThat(config.tuningFile()).isEqualTo(folder.resolve("tuning.json"));
  }

  @Test
  void aSearchTakesFormatsAndShapes() {
    DecodeConfig config =
        asked().formats("INT2_SYM").shapes("64x128").rows(4, 2).threads(1).tuneConfig();
    assertThat(config.distinct())
        .containsExactly(
            new DistinctGrid(
                List.of(QuantFormat.INT2_SYM),
                List.of(new ProjectionShape(64, 128)),
                List.of(2, 4)));
    assertThat(config.workers()).isEqualTo(1);
    refused(() -> asked().rows(4).tuneConfig(), ExitStatus.USAGE, "--rows", "two or more");
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    refused(asked().preset("quik"), ExitStatus.USAGE, "'quik'", "'quick'");
    refused(asked().workloads("olmo-decode"), ExitStatus.USAGE, "'olmo-decode'", "'olmoe-decode'");
    refused(asked().strategies("always-decod"), ExitStatus.USAGE, "'always-decode'");
    refused(asked().formats("INT4_SYN"), ExitStatus.USAGE, "'INT4_SYM'");
    refused(asked().batches("azure-conv"), ExitStatus.USAGE, "azure-conv", "'azure-conv-23'");
  }

  @Test
  void badValuesAreRefusedByName() {
    refused(asked().rows(1, 0), ExitStatus.USAGE, "--rows has 0", "at least 1");
    refused(asked().rows(5000), ExitStatus.USAGE, "--rows has 5000");
    refused(asked().shapes("768"), ExitStatus.USAGE, "--shapes '768'", "NxK");
    refused(asked().shapes("0x128"), ExitStatus.USAGE, "at least 1");
    refused(asked().shapes("768x100"), ExitStatus.USAGE, "K = 100", "not divisible");
    refused(asked().batches("0"), ExitStatus.USAGE, "0");
    refused(asked().batches(""), ExitStatus.USAGE, "--batch", "empty");
    refused(asked().divisor(0), ExitStatus.USAGE, "--divisor 0");
    refused(asked().divisor(3), ExitStatus.USAGE, "--divisor 3", "olmoe-decode");
    refused(asked().threads(0), ExitStatus.USAGE, "--threads 0");
    refused(asked().rounds(0), ExitStatus.USAGE, "--rounds 0");
    refused(asked().formats(""), ExitStatus.USAGE, "--formats", "empty");
    refused(() -> asked().shapes("x").tuneConfig(), ExitStatus.USAGE, "--shapes 'x'");
  }

  @Test
  void aTuningFileOfThisMachineIsPassedOn() {
    assertThat(asked().config().tuning().param()).isEqualTo("none");
    assertThat(asked().config().tuning().line()).contains("tuning.json", "tune");
    Crossover crossover = new Crossover(QuantFormat.INT4_SYM, 64, 128, 9, 32);
    Path file = folder.resolve("tuning.json");
    write(file, TuningMachine.id(2), crossover);
    assertThat(asked().threads(2).config().tuning().param()).isEqualTo(file.toString());
    assertThat(asked().threads(2).config().tuning().tuning().crossovers())
        .containsExactly(crossover);
    assertThat(asked().threads(2).config().tuning().line())
        .contains("crossovers: 1", "tuning.json");
    // Other numbers of workers meet elsewhere.
    assertThat(asked().threads(3).config().tuning().param()).isEqualTo("none");
    assertThat(asked().threads(3).config().tuning().line()).contains("another machine");
  }

  private static void write(Path file, String machine, Crossover crossover) {
    TuningFile.write(file, machine, "1.0", Instant.EPOCH, List.of(crossover));
  }

  @Test
  void aDamagedTuningFileIsBadInput() throws Exception {
    Files.writeString(folder.resolve("tuning.json"), "{\"moebench_tuning\": ");
    refused(asked(), ExitStatus.BAD_INPUT, "tuning.json");
    refused(() -> asked().tuneConfig(), ExitStatus.BAD_INPUT, "tuning.json");
  }
}
