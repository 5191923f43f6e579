// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.swiglu.Activation;

class ModelCatalogueTest {
  static List<String> names() {
    return ModelCatalogue.names();
  }

  @Test
  void listsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("datasets/models"))) {
      List<String> expected =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .sorted()
              .toList();
      assertThat(ModelCatalogue.names()).isEqualTo(expected).contains("deepseek-v4-flash");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyModelStatesItsOriginAndHasItsRouter(String name) {
    NamedModel model = ModelCatalogue.get(name);
    assertThat(model.name()).isEqualTo(name);
    assertThat(model.title()).isNotBlank();
    assertThat(model.source()).contains("https://");
    assertThat(model.license()).isEqualTo("Apache-2.0");
    assertThat(model.divisor()).isEqualTo(1);
    assertThat(model.router()).isEqualTo(RouterCatalogue.find(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deepseek-v4-flash | 43 | 128 | DeepSeek-V4-Flash: D=4096 I=2048, 6 of 256 experts, limited SiLU (10), shared expert I=2048 with SiLU
          gpt-oss-120b      | 36 | 64  | gpt-oss-120b: D=2880 I=2880, 4 of 128 experts, gpt-oss SwiGLU (1.702, 7) + biases
          mixtral-8x7b      | 32 | 128 | Mixtral-8x7B: D=4096 I=14336, 2 of 8 experts, SiLU
          olmoe-1b-7b       | 16 | 128 | OLMoE-1B-7B: D=2048 I=1024, 8 of 64 experts, SiLU
          qwen3-30b-a3b     | 48 | 128 | Qwen3-30B-A3B: D=2048 I=768, 8 of 128 experts, SiLU
          """)
  void summarySaysTheLayerInOneLine(String name, int layers, int group, String summary) {
    NamedModel model = ModelCatalogue.get(name);
    assertThat(model.layers()).isEqualTo(layers);
    assertThat(model.group()).isEqualTo(group);
    assertThat(model.summary()).isEqualTo(summary);
    assertThat(ModelCatalogue.names()).hasSize(5);
  }

  // The sizes of the files give the models' published numbers of parameters, in thousand millions:
  // experts alone, so a little less.
  @ParameterizedTest
  @CsvSource({
    "deepseek-v4-flash, 284, 13",
    "gpt-oss-120b, 117, 5.1",
    "mixtral-8x7b, 46.7, 12.9",
    "olmoe-1b-7b, 6.9, 1.3",
    "qwen3-30b-a3b, 30.5, 3.3"
  })
  void expertsAreMostOfTheModel(String name, double total, double active) {
    NamedModel model = ModelCatalogue.get(name);
    int experts = model.router().config().experts();
    int perToken = model.router().config().routedSlots();
    assertThat(parameters(model, experts)).isBetween(0.9 * total, total);
    assertThat(parameters(model, perToken)).isBetween(0.4 * active, active);
  }

  private static double parameters(NamedModel model, int experts) {
    long widths = (long) experts * model.intermediate() + model.sharedIntermediate();
    return 3e-9 * model.layers() * model.hidden() * widths;
  }

  @Test
  void readsEveryField() {
    NamedModel deepseek = ModelCatalogue.get("deepseek-v4-flash");
    assertThat(deepseek.activation()).isEqualTo(Activation.limited(10));
    assertThat(deepseek.sharedActivation()).isEqualTo(Activation.silu());
    assertThat(deepseek.shared()).isTrue();
    assertThat(deepseek.biased()).isFalse();
    NamedModel gptOss = ModelCatalogue.get("gpt-oss-120b");
    assertThat(gptOss.activation()).isEqualTo(Activation.of("gpt-oss"));
    assertThat(gptOss.shared()).isFalse();
    assertThat(gptOss.biased()).isTrue();
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    UserError error =
        catchThrowableOfType(UserError.class, () -> ModelCatalogue.get("mixtral-8x7"));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error)
        .hasMessageStartingWith("unknown model 'mixtral-8x7': did you mean 'mixtral-8x7b'?");
  }
}
