// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class PromptReaderTest {
  @TempDir private Path folder;

  @Test
  void linesAreJsonWithEveryEscape() throws IOException {
    List<Prompt> prompts =
        read(
            "a.jsonl",
            "\uFEFF"
                + """
                {"prompt":"a \\"prompt\\": \\u00e4\\ud83d\\ude00\\/\\n","response":"\\t"}\r

                  {"id":[{"prompt":3}],"response":"only","prompt":null}\s\s
                {"prompt":"last, without a line break"}""");
    assertThat(prompts)
        .containsExactly(
            new Prompt("a \"prompt\": ä😀/\n", "\t"),
            new Prompt("", "only"),
            new Prompt("last, without a line break", ""));
  }

  @Test
  void promptAndResponseAreJoinedAndKeptApart() {
    Prompt both = new Prompt("aé", "bc");
    assertThat(both.text()).isEqualTo("aé\nbc");
    assertThat(both.promptBytes()).isEqualTo(4);
    assertThat(new Prompt("aé", "").text()).isEqualTo("aé");
    assertThat(new Prompt("aé", "").promptBytes()).isEqualTo(3);
    assertThat(new Prompt("", "bc").text()).isEqualTo("bc");
    assertThat(new Prompt("", "bc").promptBytes()).isZero();
  }

  @Test
  void emptyOnesAreSkippedAndCountedBlankLinesAreNone() throws IOException {
    Path file =
        write("a.jsonl", "{\"prompt\":\"\"}\n\n{\"prompt\":\"x\"}\n{\"response\":null}\n \n");
    try (PromptReader reader = PromptReader.open(file)) {
      assertThat(reader.next()).isEqualTo(new Prompt("x", ""));
      assertThat(reader.empty()).isEqualTo(1);
      assertThat(reader.share()).isBetween(0.5, 0.8);
      assertThat(reader.next()).isNull();
      assertThat(reader.empty()).isEqualTo(2);
      assertThat(reader.share()).isEqualTo(1);
    }
  }

  @Test
  void anyOtherFileIsOnePrompt() throws IOException {
    assertThat(read("a.txt", "two\nlines\n")).containsExactly(new Prompt("two\nlines\n", ""));
    assertThat(read("b.txt", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"prompt\":\"cut o|no JSON, or cut off, at column",
        "{\"prompt\":\"a\"} {}|no JSON, or cut off, at column",
        "{\"prompt\":\"a\",\"prompt\":\"b\"}|no JSON, or cut off, at column",
        "{\"prompt\":\"\\u12g4\"}|no JSON, or cut off, at column",
        "{\"prompt\":3}|\"prompt\" is of type number, expected a string",
        "{\"prompt\":\"a\",\"response\":[\"b\"]}|\"response\" is of type array, expected a string",
        "[\"prompt\"]|expected an object with \"prompt\", \"response\" or both",
        "null|expected an object with \"prompt\", \"response\" or both",
        "{\"text\":\"a\"}|an object without \"prompt\" and \"response\""
      })
  void aBadLineIsNamed(String line, String problem) throws IOException {
    Path file = write("a.jsonl", "{\"prompt\":\"fine\"}\n\n" + line + "\n");
    try (PromptReader reader = PromptReader.open(file)) {
      assertThat(reader.next()).isEqualTo(new Prompt("fine", ""));
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              UserError.class,
              e -> {
                assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT);
                assertThat(e.getMessage())
                    .startsWith(file + ": line 3: " + problem)
                    .doesNotContain("\n")
                    .hasSizeLessThan(500);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.txt"})
  void otherEncodingsAreRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, "{\"prompt\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, "line 1: not UTF-8");
  }

  @Test
  void aLineBeyondMemoryIsRefused() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.write(file, new byte[LineReader.MOST_BYTES + 1]);
    assertRefused(file, "line 1: longer than 64 MB");
  }

  @Test
  void whatIsNoFileOfPromptsIsRefused() throws IOException {
    assertRefused(folder.resolve("none.jsonl"), "cannot read");
    assertRefused(folder, "a folder");
    assertRefused(write("a.json", "{}"), "expected an object per line (.jsonl)");
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(
            () -> {
              try (PromptReader reader = PromptReader.open(file)) {
                reader.next();
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  private List<Prompt> read(String name, String text) throws IOException {
    List<Prompt> prompts = new ArrayList<>();
    try (PromptReader reader = PromptReader.open(write(name, text))) {
      for (Prompt p = reader.next(); p != null; p = reader.next()) {
        prompts.add(p);
      }
    }
    return prompts;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
