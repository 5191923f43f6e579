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
import org.moebench.routing.Denominator;
import org.moebench.routing.Scoring;

/** A user's own router file, and what is refused. */
class RouterFileTest {
  private static final String MINE =
      """
      {
        "name": "mine",
        "title": "My model",
        "source": "my config.json",
        "license": "not stated",
        "experts": 32,
        "slots": 4,
        "sharedSlots": 0,
        "scoring": "sigmoid",
        "groups": 4,
        "keptGroups": 2,
        "groupScore": "top2-sum",
        "groupMask": "minus-infinity",
        "renormalize": true,
        "denominator": { "policy": "at-least", "constant": 0.5 },
        "scale": 2,
        "scaleUse": "always",
        "biased": true,
        "vocabulary": 0
      }
      """;

  @TempDir Path folder;

  @Test
  void readsAUsersOwn() {
    for (String text : new String[] {MINE, "\uFEFF" + MINE, MINE.replace("\n", "\r\n")}) {
      NamedRouter named = RouterCatalogue.read(write(text));
      assertThat(named.name()).isEqualTo("mine");
      assertThat(named.title()).isEqualTo("My model");
      assertThat(named.implementation()).isEmpty();
      assertThat(named.note()).isEmpty();
      assertThat(named.config().scoring()).isEqualTo(Scoring.SIGMOID);
      assertThat(named.config().denominator()).isEqualTo(Denominator.atLeast(0.5));
      assertThat(named.summary())
          .isEqualTo("32 experts in 4 groups, keep 2, top 4, sigmoid + bias, renormalized x 2");
    }
  }

  @Test
  void aFileOfTheCatalogueIsAlsoAUsersFile() {
    assertThat(RouterCatalogue.read(Path.of("datasets/routers/kimi-k2.json")))
        .isEqualTo(RouterCatalogue.find("kimi-k2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "experts": 32       | "experts": "32"      | field 'experts': "32" is not a whole number
          "experts": 32       | "experts": 32.0      | field 'experts': 32.0 is not a whole number
          "experts": 32       | "experts": null      | field 'experts': null is not a whole number
          "experts": 32       | "experts": 3000000000 | field 'experts': 3000000000 is not a whole number
          "experts": 32       | "experts": 65540     | field 'experts': 65540 is above 65536
          "experts": 32       | "experts": 0         | field 'experts': 0 is below 1
          "experts": 32       | "experts": -32       | field 'experts': -32 is below 1
          "experts": 32       | "expert": 32         | field 'expert': unknown; did you mean 'experts'?
          "experts": 32,      | ``                   | field 'experts': missing
          "slots": 4          | "slots": 17          | field 'slots': 17 routed experts of only 16
          "slots": 4          | "slots": 4, "slots": 5 | not valid JSON (Duplicate field 'slots')
          "sharedSlots": 0    | "sharedSlots": 2     | field 'sharedSlots': 2 is neither 0 nor 1
          "groups": 4         | "groups": 0          | field 'groups': 0 is not between 1 and
          "groups": 4         | "groups": 5          | field 'groups': 32 experts do not divide into 5
          "keptGroups": 2     | "keptGroups": 5      | field 'keptGroups': 5 is not between 1 and 4
          "top2-sum"          | "top2sum"            | field 'groupScore': unknown 'top2sum'; did you mean 'top2-sum'? (one of: none, top2-sum, max)
          "top2-sum"          | 2                    | field 'groupScore': 2 is not text
          "sigmoid"           | "Sigmoid"            | field 'scoring': unknown 'Sigmoid'; did you mean 'sigmoid'?
          "renormalize": true | "renormalize": 1     | field 'renormalize': 1 is not true or false
          "scale": 2          | "scale": 0           | field 'scale': 0.0 is not a positive finite number
          "scale": 2          | "scale": 1e999       | field 'scale': Infinity is not a positive finite
          "scale": 2          | "scale": NaN         | not valid JSON
          "scale": 2          | "scale": [2]         | field 'scale': [2] is not a number
          "at-least"          | "sum"                | field 'denominator.constant': 0.5 has no meaning for this policy; expected 0
          "constant": 0.5     | "constant": -1       | field 'denominator': -1.0 is not a finite number
          "constant": 0.5     | "epsilon": 1         | field 'denominator.epsilon': unknown; did you mean
          , "constant": 0.5   | ``                   | field 'denominator.constant': missing
          "vocabulary": 0     | "vocabulary": -1     | field 'vocabulary': -1 is below 0
          "vocabulary": 0     | "vocabulary": 9      | field 'biased': a hash layer selects by token id and has no bias
          "name": "mine"      | "name": "../mine"    | field 'name': expected at most 64 letters
          "name": "mine"      | "name": "a b"        | field 'name': expected at most 64 letters
          "My model"          | " "                  | field 'title': expected 1 to 2000 characters
          "My model"          | "two\\nlines"        | field 'title': expected one line
          "My model"          | "\\u001b[31mred"     | field 'title': expected one line
          "vocabulary": 0     | "vocabulary": 0,     | not valid JSON
          """)
  void refusesAWrongField(String right, String wrong, String expected) {
    assertThat(MINE).contains(right);
    assertBad(write(MINE.replace(right, wrong)), expected);
  }

  @Test
  void refusesHashLayersThatCannotBe() {
    String hash = MINE.replace("\"biased\": true", "\"biased\": false");
    assertBad(
        write(hash.replace("\"vocabulary\": 0", "\"vocabulary\": 9")),
        "field 'groups': a hash layer selects by token id and has none");
    assertBad(
        write(
            hash.replace("\"vocabulary\": 0", "\"vocabulary\": 2000000000")
                .replace("\"groups\": 4", "\"groups\": 1")
                .replace("\"keptGroups\": 2", "\"keptGroups\": 1")),
        "field 'vocabulary': a table of 2000000000 tokens x 4 experts has more than 67108864 ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "[]", "null", "5", "\"text\""})
  void refusesWhatIsNoObject(String text) {
    assertBad(write(text), "holds no JSON object");
  }

  @Test
  void refusesWhatIsNoJson() {
    assertBad(write("{\n \"name\": mine }"), "line 2, column ");
    assertBad(write(MINE + "{}"), "not valid JSON");
    assertBad(write("{\"name\":".repeat(2000)), "not valid JSON");
  }

  @Test
  void refusesFilesItCannotRead() throws IOException {
    assertBad(folder.resolve("absent.json"), "does not exist");
    assertBad(folder, "is a folder; expected a router in JSON");
    assertBad(write(" ".repeat(RouterCatalogue.MAX_BYTES + 1)), "is larger than 64 KiB");
    Path file = folder.resolve("bytes.json");
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertBad(file, "is not UTF-8 text");
  }

  @Test
  void shownTextIsShortAndOneLine() {
    assertBad(
        write(MINE.replace("\"scale\": 2", "\"" + "x".repeat(500) + "\\n\": 2")),
        "field '" + "x".repeat(40) + "…': unknown");
  }

  private static void assertBad(Path file, String expected) {
    UserError error = catchThrowableOfType(UserError.class, () -> RouterCatalogue.read(file));
    assertThat(error).isNotNull();
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage())
        .startsWith("router file " + file + ": ")
        .contains(expected)
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(file.toString().length() + 300);
  }

  private Path write(String text) {
    try {
      return Files.write(folder.resolve("mine.json"), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
