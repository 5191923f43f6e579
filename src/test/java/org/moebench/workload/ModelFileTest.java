// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.swiglu.Activation;

/** A user's own model file, and what is refused. */
class ModelFileTest {
  private static final String MINE =
      """
      {
        "name": "mine",
        "title": "My model",
        "source": "my config.json",
        "license": "not stated",
        "router": "mixtral-8x7b",
        "hidden": 512,
        "intermediate": 384,
        "sharedIntermediate": 256,
        "layers": 3,
        "activation": { "name": "gpt-oss", "alpha": 1.5, "limit": 6 },
        "sharedActivation": { "name": "limited-silu", "limit": 8 },
        "biased": true,
        "group": 64
      }
      """;

  @TempDir Path folder;

  @Test
  void readsAUsersOwn() {
    for (String text : new String[] {MINE, "\uFEFF" + MINE, MINE.replace("\n", "\r\n")}) {
      NamedModel model = NamedModel.read(write(text));
      assertThat(model)
          .isEqualTo(
              new NamedModel(
                  "mine",
                  "My model",
                  "my config.json",
                  "",
                  "not stated",
                  "mixtral-8x7b",
                  512,
                  384,
                  256,
                  3,
                  Activation.gptOss(1.5f, 6),
                  Activation.limited(8),
                  true,
                  64,
                  1));
      assertThat(model.summary())
          .isEqualTo(
              "My model: D=512 I=384, 2 of 8 experts, gpt-oss SwiGLU (1.5, 6) + biases,"
                  + " shared expert I=256 with limited SiLU (8)");
    }
  }

  @Test
  void aSharedExpertHasSiluUnlessTheFileSaysOtherwise() {
    String text = MINE.replaceAll("\"sharedActivation\".*\n", "");
    assertThat(NamedModel.read(write(text)).sharedActivation()).isEqualTo(Activation.silu());
  }

  @Test
  void aFileOfTheCatalogueIsAlsoAUsersFile() {
    assertThat(NamedModel.read(Path.of("datasets/models/gpt-oss-120b.json")))
        .isEqualTo(ModelCatalogue.get("gpt-oss-120b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "hidden": 512       | "hidden": "512"      | field 'hidden': "512" is not a whole number
          "hidden": 512       | "hidden": 500        | field 'hidden': 500 is not a multiple of 32 from 32 to 32768
          "hidden": 512       | "hidden": 0          | field 'hidden': 0 is not a multiple of 32
          "hidden": 512       | "hidden": -512       | field 'hidden': -512 is not a multiple of 32
          "hidden": 512       | "hidden": 65536      | field 'hidden': 65536 is not a multiple of 32 from 32 to 32768
          "hidden": 512       | "hiden": 512         | field 'hiden': unknown; did you mean 'hidden'?
          "hidden": 512,      | ``                   | field 'hidden': missing
          "intermediate": 384 | "intermediate": 0    | field 'intermediate': 0 is not a multiple of 32
          "sharedIntermediate": 256 | "sharedIntermediate": 31 | field 'sharedIntermediate': 31 is not a multiple of 32
          "sharedIntermediate": 256 | "sharedIntermediate": 0 | field 'sharedActivation': has no meaning without a shared expert
          "layers": 3         | "layers": 0          | field 'layers': 0 is below 1
          "group": 64         | "group": 48          | field 'group': 48 is not 128, 64 or 32
          "group": 64         | "group": 64, "group": 32 | not valid JSON (Duplicate field 'group')
          "intermediate": 384 | "intermediate": 96   | field 'group': rows of 512, 96 and 256 weights do not divide into groups of 64
          "biased": true      | "biased": 1          | field 'biased': 1 is not true or false
          "mixtral-8x7b"      | "mixtral"            | field 'router': unknown 'mixtral'; did you mean 'mixtral-8x7b'? (one of:
          "mixtral-8x7b"      | "deepseek-v3-shared" | field 'router': 'deepseek-v3-shared' has a slot for a shared expert
          "gpt-oss"           | "gptoss"             | field 'activation.name': unknown 'gptoss'; did you mean 'gpt-oss'?
          "gpt-oss"           | "silu"               | field 'activation.alpha': has no meaning for this activation; leave it out
          "gpt-oss"           | "limited-silu"       | field 'activation.alpha': has no meaning for this activation; leave it out
          "limited-silu"      | "silu"               | field 'sharedActivation.limit': has no meaning for this activation; leave it out
          "alpha": 1.5,       | ``                   | field 'activation.alpha': missing
          "alpha": 1.5        | "alpha": 0           | field 'activation.alpha': 0.0 is not a positive finite number
          "limit": 6          | "limit": -1          | field 'activation.limit': -1.0 is not a positive finite number
          "limit": 6          | "limit": 1e999       | field 'activation.limit': Infinity is not a positive finite number
          "limit": 6          | "limit": 1e-99       | field 'activation.limit': 0.0 is not a positive finite number
          "limit": 8          | "limits": 8          | field 'sharedActivation.limits': unknown; did you mean 'limit'?
          "name": "mine"      | "name": "a/b"        | field 'name': expected at most 64 letters
          "My model"          | " "                  | field 'title': expected 1 to 2000 characters
          "group": 64         | "group": 64,         | not valid JSON
          """)
  void refusesAWrongField(String right, String wrong, String expected) {
    assertThat(MINE).contains(right);
    assertBad(write(MINE.replace(right, wrong)), expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "5"})
  void refusesWhatIsNoObject(String text) {
    assertBad(write(text), "holds no JSON object");
  }

  @Test
  void refusesFilesItCannotRead() {
    assertBad(folder.resolve("absent.json"), "does not exist");
    assertBad(folder, "is a folder; expected a model in JSON");
    assertBad(write(" ".repeat(ModelCatalogue.MAX_BYTES + 1)), "is larger than 64 KiB");
  }

  private static void assertBad(Path file, String expected) {
    UserError error = catchThrowableOfType(UserError.class, () -> NamedModel.read(file));
    assertThat(error).isNotNull();
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage())
        .startsWith("model file " + file + ": ")
        .contains(expected)
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(file.toString().length() + 400);
  }

  private Path write(String text) {
    try {
      return Files.write(folder.resolve("mine.json"), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
