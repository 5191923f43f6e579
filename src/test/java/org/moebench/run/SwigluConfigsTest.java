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
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.workload.DecodeRouting;
import org.moebench.workload.ModelCatalogue;

class SwigluConfigsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private static SwigluRequests asked() {
    return new SwigluRequests();
  }

  private static void refused(SwigluRequests request, ExitStatus status, String... parts) {
    assertThatThrownBy(request::config)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts);
  }

  private static SwigluConfig.Model only(SwigluConfig config) {
    assertThat(config.models()).hasSize(1);
    return config.models().values().iterator().next();
  }

  @Test
  void everyVariantButTheReferenceIsTimed() {
    assertThat(SwigluScale.timed())
        .hasSize(SwigluVariant.values().length - 1)
        .doesNotContain(SwigluVariant.REFERENCE);
  }

  @Test
  void quickIsAQuarterOfDeepSeekWithAllItsExperts() {
    SwigluConfig config = asked().preset("quick").config();
    assertThat(config.models()).containsOnlyKeys("deepseek-v4-flash", "qwen3-30b-a3b");
    SwigluConfig.Model model = config.models().get("deepseek-v4-flash");
    assertThat(model.named().hidden()).isEqualTo(1024);
    assertThat(model.named().intermediate()).isEqualTo(512);
    assertThat(model.named().info().experts()).isEqualTo(256);
    assertThat(model.named().info().slots()).isEqualTo(6);
    assertThat(model.named().info().divisor()).isEqualTo(4);
    assertThat(config.budget().least()).isEqualTo(3);
    assertThat(config.budget().most()).isEqualTo(7);
    assertThat(config.workers()).isEqualTo(PROCESSORS);
    assertThat(config.popularity()).isEqualTo(DecodeRouting.DEFAULT_SHARED_POPULARITY);
    assertThat(config.timing().iterations() * config.timing().iterationMillis())
        .isGreaterThanOrEqualTo(500);
  }

  @Test
  void fullIsEveryModelInItsPublishedShape() {
    SwigluConfig config = asked().preset("full").config();
    assertThat(config.models()).containsOnlyKeys(ModelCatalogue.names().toArray(String[]::new));
    assertThat(config.models().values()).allMatch(model -> model.named().divisor() == 1);
  }

  @Test
  void optionsOverrideThePreset() {
    SwigluConfig config =
        asked()
            .preset("quick")
            .models("olmoe-1b-7b", " olmoe-1b-7b")
            .formats("FP8_E4M3")
            .variants("fused", " fused")
            .concurrency(5, 3, 5)
            .sortThresholds(64, 0)
            .divisor(2)
            .popularity(0)
            .threads(3)
            .ranks(2)
            .rounds(9)
            .seed(-5)
            .config();
    assertThat(only(config).spec()).isEqualTo(new ModelSpec("olmoe-1b-7b", 2));
    assertThat(config.grids())
        .allMatch(grid -> grid.formats().equals(List.of(QuantFormat.FP8_E4M3)))
        .allMatch(grid -> grid.variants().equals(List.of(SwigluVariant.FUSED)))
        .allMatch(grid -> grid.concurrency().equals(List.of(3, 5)))
        .allMatch(grid -> grid.workers() == 3);
    for (SwigluGrid grid : config.grids()) {
      boolean alone = grid.subject() == SwigluGrid.Subject.SWIGLU;
      assertThat(grid.thresholds()).isEqualTo(alone ? List.of(0, 64) : List.of(8));
      boolean sharded = grid.subject() == SwigluGrid.Subject.SHARDED;
      assertThat(grid.ranks()).isEqualTo(sharded ? List.of(2) : List.of());
    }
    assertThat(config.popularity()).isZero();
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(9));
    assertThat(config.seed()).isEqualTo(-5);
  }

  @Test
  void theUsersOwnModelIsMeasuredAloneInItsOwnShapeUnlessAsked(@TempDir Path folder)
      throws Exception {
    Path file = own(folder, "mine");
    SwigluConfig.Model alone = only(asked().modelFile(file).config());
    assertThat(alone.named().name()).isEqualTo("mine");
    assertThat(alone.spec()).isEqualTo(new ModelSpec("file:" + file.toAbsolutePath(), 1));
    assertThat(alone.spec().resolve()).isEqualTo(alone.named());
    assertThat(only(asked().modelFile(file).divisor(2).config()).named().hidden()).isEqualTo(1024);
    assertThat(asked().modelFile(file).models("olmoe-1b-7b").config().models().values())
        .extracting(model -> model.named().name() + "/" + model.named().divisor())
        .containsExactly("olmoe-1b-7b/4", "mine/1");
  }

  /** A model of the suite under another name. */
  private static Path own(Path folder, String name) throws Exception {
    String text = Files.readString(SwigluRequests.MODEL_FILE);
    return Files.writeString(
        folder.resolve("m.json"),
        text.replace("\"name\": \"qwen3-30b-a3b\"", "\"name\": \"" + name + "\""));
  }

  @Test
  void twoModelsOfOneNameAreRefused() {
    refused(
        asked().modelFile(SwigluRequests.MODEL_FILE).models("qwen3-30b-a3b"),
        ExitStatus.USAGE,
        "--model",
        "'name'");
  }

  @Test
  void aDivisorThatDoesNotFitIsRefusedWithThoseThatDo() {
    refused(asked().models("gpt-oss-120b"), ExitStatus.USAGE, "--divisor 4", "2880 / 4", "1, 2, 3");
    refused(asked().divisor(0), ExitStatus.USAGE, "--divisor 0");
    refused(asked().divisor(5), ExitStatus.USAGE, "--divisor 5", "olmoe-1b-7b");
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    refused(asked().preset("quik"), ExitStatus.USAGE, "'quik'", "'quick'");
    refused(asked().models("olmoe"), ExitStatus.USAGE, "'olmoe'", "'olmoe-1b-7b'");
    refused(asked().variants("fusd"), ExitStatus.USAGE, "'fusd'", "'fused'");
    refused(asked().formats("INT4_SYN"), ExitStatus.USAGE, "'INT4_SYM'");
  }

  @Test
  void badValuesAreRefusedByName() {
    refused(asked().concurrency(8, 0), ExitStatus.USAGE, "--concurrency has 0", "at least 1");
    refused(asked().concurrency(Integer.MAX_VALUE), ExitStatus.USAGE, "--concurrency 2147483647");
    refused(asked().sortThresholds(-1), ExitStatus.USAGE, "--sort-threshold has -1", "at least 0");
    refused(asked().ranks(0), ExitStatus.USAGE, "--ranks has 0", "at least 1");
    refused(asked().popularity(1), ExitStatus.USAGE, "--popularity 1.0", "below 1");
    refused(asked().popularity(-0.1), ExitStatus.USAGE, "--popularity -0.1");
    refused(asked().popularity(Double.NaN), ExitStatus.USAGE, "--popularity NaN");
    refused(asked().threads(0), ExitStatus.USAGE, "--threads 0");
    refused(asked().rounds(0), ExitStatus.USAGE, "--rounds 0");
    refused(asked().variants("reference"), ExitStatus.USAGE, "--variants", "never timed");
    refused(asked().models("file:x.json"), ExitStatus.USAGE, "--model FILE");
    refused(asked().models(""), ExitStatus.USAGE, "model ''");
    refused(asked().formats(""), ExitStatus.USAGE, "--formats", "empty");
  }

  @Test
  void aNameInThePlaceOfAFileIsExplained() {
    refused(asked().modelFile(Path.of("olmoe-1b-7b")), ExitStatus.USAGE, "--models olmoe-1b-7b");
  }

  @Test
  void aMissingModelFileIsBadInput() {
    refused(asked().modelFile(Path.of("no-such.json")), ExitStatus.BAD_INPUT, "no-such.json");
  }
}
