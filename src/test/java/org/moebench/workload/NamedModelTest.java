// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ModelInfo;

/** Shrinking a model, and what results say of one. */
class NamedModelTest {
  @ParameterizedTest
  @CsvSource({
    "deepseek-v4-flash, 4, 1024, 512, 512, 128",
    "deepseek-v4-flash, 32, 128, 64, 64, 64",
    "deepseek-v4-flash, 64, 64, 32, 32, 32",
    "qwen3-30b-a3b, 2, 1024, 384, 0, 128",
    "qwen3-30b-a3b, 4, 512, 192, 0, 64",
    "qwen3-30b-a3b, 8, 256, 96, 0, 32",
    "mixtral-8x7b, 4, 1024, 3584, 0, 128",
    "gpt-oss-120b, 2, 1440, 1440, 0, 32",
    "gpt-oss-120b, 5, 576, 576, 0, 64",
    "gpt-oss-120b, 3, 960, 960, 0, 64"
  })
  void widthsAreDividedAndGroupsFit(
      String name, int by, int hidden, int intermediate, int shared, int group) {
    NamedModel model = ModelCatalogue.get(name);
    NamedModel shrunk = model.shrunk(by);
    assertThat(shrunk.hidden()).isEqualTo(hidden);
    assertThat(shrunk.intermediate()).isEqualTo(intermediate);
    assertThat(shrunk.sharedIntermediate()).isEqualTo(shared);
    assertThat(shrunk.group()).isEqualTo(group);
    assertThat(shrunk.divisor()).isEqualTo(by);
    assertThat(shrunk.name()).isEqualTo(name);
    assertThat(shrunk.router()).isEqualTo(model.router());
    assertThat(shrunk.activation()).isEqualTo(model.activation());
    assertThat(shrunk.sharedActivation()).isEqualTo(model.sharedActivation());
    assertThat(shrunk.biased()).isEqualTo(model.biased());
    assertThat(shrunk.layers()).isEqualTo(model.layers());
  }

  @Test
  void aGroupFitsTheSharedExpertToo() {
    NamedModel deepseek = ModelCatalogue.get("deepseek-v4-flash");
    NamedModel narrowShared =
        new NamedModel(
            "mine",
            "Mine",
            "test",
            "",
            "none",
            "deepseek-v4-flash",
            512,
            512,
            384,
            1,
            deepseek.activation(),
            deepseek.sharedActivation(),
            false,
            128,
            1);
    assertThat(narrowShared.shrunk(2).group()).isEqualTo(64);
    assertThat(narrowShared.shrunk(4).group()).isEqualTo(32);
  }

  @Test
  void divisorsMultiply() {
    NamedModel model = ModelCatalogue.get("olmoe-1b-7b");
    assertThat(model.shrunk(1)).isEqualTo(model);
    assertThat(model.shrunk(2).shrunk(4)).isEqualTo(model.shrunk(8));
  }

  @Test
  void summaryOfAShrunkOneSaysSo() {
    assertThat(ModelCatalogue.get("gpt-oss-120b").shrunk(2).summary())
        .isEqualTo(
            "gpt-oss-120b with widths / 2: D=1440 I=1440, 4 of 128 experts, gpt-oss SwiGLU"
                + " (1.702, 7) + biases, groups of 32");
  }

  @Test
  void infoIsWhatResultsKeep() {
    NamedModel model = ModelCatalogue.get("gpt-oss-120b").shrunk(2);
    assertThat(model.info())
        .isEqualTo(
            new ModelInfo(
                "gpt-oss-120b",
                "gpt-oss-120b",
                model.source(),
                2,
                128,
                4,
                1440,
                1440,
                0,
                36,
                "gpt-oss",
                true,
                32,
                model.summary()));
    assertThat(ModelCatalogue.get("deepseek-v4-flash").info().sharedIntermediate()).isEqualTo(2048);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          olmoe-1b-7b  | 0    | D = 2048 | 1, 2, 4, 8, 16, 32
          olmoe-1b-7b  | -2   | D = 2048 | 1, 2, 4, 8, 16, 32
          olmoe-1b-7b  | 3    | D = 2048 | 1, 2, 4, 8, 16, 32
          olmoe-1b-7b  | 64   | I = 1024 | 1, 2, 4, 8, 16, 32
          olmoe-1b-7b  | 2048 | D = 2048 | 1, 2, 4, 8, 16, 32
          olmoe-1b-7b  | 4096 | D = 2048 | 1, 2, 4, 8, 16, 32
          gpt-oss-120b | 4    | D = 2880 | 1, 2, 3, 5, 6, 9, 10, 15, 18, 30, 45, 90
          """)
  void refusesADivisorThatDoesNotFit(String name, int by, String width, String divisors) {
    UserError error =
        catchThrowableOfType(UserError.class, () -> ModelCatalogue.get(name).shrunk(by));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error)
        .hasMessage(
            "%s cannot be shrunk by %s: %s / %s would be no multiple of 32; choose one of %s"
                .formatted(name, by, width, by, divisors));
  }
}
