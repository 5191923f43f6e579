// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class JsonlTraceTest {
  private static final String HEADER =
      "{\"moe_routing\":1,\"num_experts\":8,\"top_k\":2,\"layers\":[3,5]}\n";

  private final List<String> problems = new ArrayList<>();

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.jsonl"), text);
  }

  private TraceOptions collecting(int experts, int topK, int promptTokens) {
    return new TraceOptions(
        experts,
        topK,
        promptTokens,
        (source, place, what) -> {
          assertThat(source).isEqualTo(folder.resolve("t.jsonl").toString());
          problems.add(place + ": " + what);
        });
  }

  private Records read(String text) throws IOException {
    try (JsonlTrace trace = JsonlTrace.open(file(text), collecting(0, 0, -1))) {
      return Records.of(trace);
    }
  }

  @Test
  void recordsOfSequencesInLayers() throws IOException {
    Records records =
        read(
            HEADER
                + """
                {"layer":5,"seq":1,"pos":4,"prompt_len":5,"gen_len":1,"ids":[[7,0],[null,-3]],
                """
                    .strip()
                + """
                "weights":[[0.5,1],[null,2]],"norms":[[1e2,3],[0,0]],"max":[[-1,3.5],[0,0]],"x":{"y":[1,{}]}}
                {"ids":[[1,2]],"layer":3}

                {"layer":5,"seq":1,"pos":6,"ids":[[4,5]],"weights":null}
                """);

    assertThat(problems).isEmpty();
    assertThat(records.byLayer())
        .isEqualTo(
            Map.of(
                0,
                List.of("seq 0 pos 0 phase 0 ids [1, 2] weights - norms - max -"),
                1,
                List.of(
                    "seq 1 pos 4 phase 1 ids [7, 0] weights [0.5, 1.0] norms [100.0, 3.0]"
                        + " max [-1.0, 3.5]",
                    "seq 1 pos 5 phase 2 ids [-1, -1] weights [0.0, 0.0] norms [0.0, 0.0]"
                        + " max [0.0, 0.0]",
                    "seq 1 pos 6 phase 0 ids [4, 5] weights - norms - max -")));
  }

  @Test
  void countsOfLayers() throws IOException {
    Records records =
        read(
            HEADER
                + """
                {"hist":"a","layer":5,"routed":3,"counts":[0,1,0,0,2,0,0,0]}
                {"hist":"b","layer":3,"counts":[9000000000,0,0,0,0,0,0,0]}
                """);

    assertThat(problems).isEmpty();
    assertThat(records.counts())
        .containsExactly("1 [0, 1, 0, 0, 2, 0, 0, 0]", "0 [9000000000, 0, 0, 0, 0, 0, 0, 0]");
  }

  @Test
  void countsWithoutALayerAreThoseOfTheOnlyOne() throws IOException {
    String header = "{\"moe_routing\":1,\"num_experts\":2,\"top_k\":1,\"layers\":[9]}\n";

    assertThat(read(header + "{\"layer\":null,\"counts\":[1,2]}").counts())
        .containsExactly("0 [1, 2]");
    read(HEADER + "{\"layer\":null,\"counts\":[1,2,3,4,5,6,7,8]}");
    assertThat(problems).containsExactly("line 2: layer 0 is none of the 2 layers of the header");
  }

  @Test
  void whatTheHeaderDoesNotStateIsFoundInTheLines() throws IOException {
    Path file =
        file(
            """
            {"moe_routing":1,"model":"m"}
            {"layer":7,"ids":[[3,40,2]]}
            {"layer":2,"ids":[[3,4,2]]}
            """);
    try (JsonlTrace trace = JsonlTrace.open(file, TraceOptions.strict())) {
      assertThat(trace.header())
          .isEqualTo(
              new TraceHeader(
                  "m", "not stated", "not stated", 41, false, 3, List.of(2, 7), Set.of()));
    }
    try (JsonlTrace trace = JsonlTrace.open(file, collecting(64, 2, -1))) {
      assertThat(trace.header().experts()).isEqualTo(64);
      assertThat(Records.of(trace).byLayer().get(1))
          .containsExactly("seq 0 pos 0 phase 0 ids [3, 40] weights - norms - max -");
    }
  }

  @Test
  void thePromptEndsWhereTheUserSaysElseTheLineElseTheHeader() throws IOException {
    String header =
        "{\"moe_routing\":1,\"num_experts\":2,\"top_k\":1,\"layers\":[0],\"phase_split\":1}\n";
    String lines =
        "{\"layer\":0,\"ids\":[[0],[0]],\"prompt_len\":2}\n{\"layer\":0,\"pos\":2,\"ids\":[[0]]}";

    assertThat(phases(header + lines, -1)).isEqualTo("112");
    assertThat(phases(header + lines, 0)).isEqualTo("222");
  }

  private String phases(String text, int promptTokens) throws IOException {
    try (JsonlTrace trace = JsonlTrace.open(file(text), collecting(0, 0, promptTokens))) {
      return Records.of(trace).byLayer().get(0).stream()
          .map(record -> record.replaceAll(".*phase (\\d).*", "$1"))
          .collect(Collectors.joining());
    }
  }

  @Test
  void toleratesAByteOrderMarkAndLineEndsOfWindows() throws IOException {
    Records records =
        read("\ufeff" + HEADER.replace("\n", "\r\n") + "{\"layer\":3,\"ids\":[[1,2]]}\r\n");

    assertThat(problems).isEmpty();
    assertThat(records.byLayer().get(0)).hasSize(1);
  }

  @Test
  void readingGoesOnAtEveryPlaceReached() throws IOException {
    String text =
        HEADER
            + IntStream.range(0, 50)
                .mapToObj(
                    i ->
                        "{\"layer\":%d,\"pos\":%d,\"ids\":[[%d,7]]}\n"
                            .formatted(3 + i % 2 * 2, i / 2, i % 7))
                .collect(Collectors.joining());
    Path file = file(text);
    try (JsonlTrace trace = JsonlTrace.open(file, TraceOptions.strict())) {
      Records all = Records.of(trace);
      assertThat(all.places()).hasSize(52).endsWith(trace.size());
      for (long place : all.places()) {
        Records before = new Records();
        Path half = Files.write(folder.resolve("half.jsonl"), slice(text, 0, place));
        try (JsonlTrace start = JsonlTrace.open(half, TraceOptions.strict())) {
          start.read(LayerRange.all(start.header()), 0, before);
        }
        trace.read(LayerRange.all(trace.header()), place, before);
        assertThat(before.byLayer()).isEqualTo(all.byLayer());
      }
    }
  }

  private static byte[] slice(String text, long from, long to) {
    return text.substring((int) from, (int) to).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void problemsFoundAfterAPlaceHaveTheirLineNumber() throws IOException {
    Path file =
        file(HEADER + "{\"layer\":3,\"ids\":[[1,2]]}\n\n{\"layer\":3,\"ids\":[[1,2],[3,9]]}\n");
    try (JsonlTrace trace = JsonlTrace.open(file, collecting(0, 0, -1))) {
      long afterTwo = Records.of(trace).places().get(1);
      problems.clear();
      trace.read(LayerRange.all(trace.header()), afterTwo, new Records());
    }

    assertThat(problems)
        .containsExactly("line 4, position 1, slot 1: id 9 of 8 experts: expected 0 to 7");
  }

  @Test
  void otherLayersAreLeftOut() throws IOException {
    Path file = file(HEADER + "{\"layer\":3,\"ids\":[[1,2]]}\n{\"layer\":5,\"ids\":[[3,4]]}\n");
    Records records = new Records();
    try (JsonlTrace trace = JsonlTrace.open(file, TraceOptions.strict())) {
      trace.read(new LayerRange(1, 2), 0, records);
    }

    assertThat(records.byLayer()).containsOnlyKeys(1);
  }

  /** Longer than any buffer, and than a block. */
  @Test
  void longLines() throws IOException {
    String ids =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "[%d, %d]".formatted(i % 7, 7))
            .collect(Collectors.joining(", "));
    Records records = read(HEADER + "{\"ids\":[" + ids + "],\"layer\":5,\"pos\":3}\n");

    assertThat(problems).isEmpty();
    List<String> expected =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "seq 0 pos %d phase 0 ids [%d, 7] weights - norms - max -"
                        .formatted(i + 3, i % 7))
            .toList();
    assertThat(records.byLayer()).isEqualTo(Map.of(1, expected));
  }

  static List<String[]> badLines() {
    return List.of(
        new String[] {
          "{\"layer\":3,\"ids\":[[1,2],[3,", "truncated: the file ends within this line"
        },
        new String[] {"{\"layer\":3,\"ids\":[[1,2],[3,\n", "not valid JSON, column "},
        new String[] {"[1,2]", "expected a JSON object"},
        new String[] {"x", "not valid JSON, column "},
        new String[] {"{} {}", "expected nothing after the object"},
        new String[] {"{\"layer\":3}", "expected either 'ids' or 'counts'"},
        new String[] {"{\"layer\":3,\"ids\":[[1,2]],\"counts\":[1]}", "expected either 'ids' or"},
        new String[] {"{\"ids\":[[1,2]]}", "'layer' is missing"},
        new String[] {"{\"layer\":4,\"ids\":[[1,2]]}", "layer 4 is none of the 2 layers"},
        new String[] {"{\"layer\":\"3\",\"ids\":[[1,2]]}", "'layer' is 3: expected a whole number"},
        new String[] {"{\"layer\":3.5,\"ids\":[[1,2]]}", "'layer' is 3.5: expected a whole number"},
        new String[] {"{\"layer\":-3,\"ids\":[[1,2]]}", "'layer' is -3: expected a whole number"},
        new String[] {"{\"layer\":3,\"seq\":99999999999,\"ids\":[[1,2]]}", "'seq' is 99999999999"},
        new String[] {
          "{\"layer\":3,\"pos\":2147483647,\"ids\":[[1,2],[1,2]]}", "'pos' is 2147483647"
        },
        new String[] {"{\"layer\":3,\"ids\":7}", "'ids': expected a list of rows"},
        new String[] {"{\"layer\":3,\"ids\":null}", "'ids': expected a list of rows"},
        new String[] {"{\"layer\":3,\"ids\":[1,2]}", "'ids': expected a list of rows"},
        new String[] {"{\"layer\":3,\"ids\":[[[1],2]]}", "'ids': row 0, slot 0 is [: expected a"},
        new String[] {"{\"layer\":3,\"ids\":[[1,2.5]]}", "'ids': row 0, slot 1 is 2.5: expected a"},
        new String[] {"{\"layer\":3,\"ids\":[[1,\"2\"]]}", "'ids': row 0, slot 1 is 2: expected a"},
        new String[] {"{\"layer\":3,\"ids\":[[1]]}", "'ids': row 0 has 1 entries: expected 2"},
        new String[] {
          "{\"layer\":3,\"ids\":[[1,2],[1,2,3]]}", "'ids': row 1 has 3 entries, row 0 has 2"
        },
        new String[] {"{\"layer\":3,\"ids\":[[1,2]],\"ids\":[[1,2]]}", "not valid JSON, column "},
        new String[] {"{\"layer\":3,\"ids\":[[1,2]],\"weights\":[[1]]}", "'weights': row 0 has 1"},
        new String[] {
          "{\"layer\":3,\"ids\":[[1,2]],\"norms\":[[1,2],[1,2]]}",
          "'norms': 2 rows of 2 beside 1 rows of 2 of 'ids': expected the same"
        },
        new String[] {"{\"layer\":3,\"ids\":[[1,2]],\"max\":[[1,NaN]]}", "not valid JSON, column "},
        new String[] {
          "{\"layer\":3,\"ids\":[[1,2]],\"max\":[[1,\"NaN\"]]}", "'max': row 0, slot 1 is NaN"
        },
        new String[] {"{\"layer\":3,\"counts\":[1,2]}", "'counts' of 2 experts: expected 8"},
        new String[] {"{\"layer\":3,\"counts\":[1,-2]}", "'counts[1]' is -2: expected a whole"},
        new String[] {"{\"layer\":3,\"counts\":5}", "'counts' is no list of numbers"},
        new String[] {"{\"layer\":3,\"routed\":4,\"counts\":[1,2]}", "'routed' is 4, the sum of"},
        new String[] {
          "{\"layer\":3,\"counts\":[9223372036854775807,1]}", "the sum of 'counts' exceeds"
        },
        new String[] {"{\"a\":" + "[".repeat(100_000), "not valid JSON (Document nesting"},
        new String[] {"{\"a\":\"" + "\u0001", "not valid JSON, column "});
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void aBadLineIsReportedAndLeftOut(String line, String expected) throws IOException {
    boolean last = expected.startsWith("truncated");
    Records records =
        read(
            HEADER
                + "{\"layer\":5,\"ids\":[[1,2]]}\n"
                + line
                + (last ? "" : "\n{\"layer\":5,\"ids\":[[3,4]]}\n"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith("line 3: " + expected).doesNotContain("\n");
    assertThat(records.byLayer()).containsOnlyKeys(1);
    assertThat(records.byLayer().get(1)).hasSize(last ? 1 : 2);
    assertThat(records.counts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void aBadLineEndsAStrictReading(String line, String expected) throws IOException {
    Path file = file(HEADER + line);
    try (JsonlTrace trace = JsonlTrace.open(file, TraceOptions.strict())) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> Records.of(trace))
          .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
          .withMessageStartingWith(file + ": line 2: ")
          .matches(e -> e.getMessage().lines().count() == 1);
    }
  }

  @Test
  void badSlotsBecomeMissing() throws IOException {
    Records records =
        read(
            HEADER
                + """
                {"layer":3,"pos":4,"ids":[[1,8],[2,2],[99999999999999999999,3]],"weights":[[1,1],[1,1],[1,1e99]]}
                """);

    assertThat(problems)
        .containsExactly(
            "line 2, position 4, slot 1: id 8 of 8 experts: expected 0 to 7",
            "line 2, position 5, slot 1: id 2 again, as in slot 0: the experts of a token must be"
                + " distinct",
            "line 2, position 6, slot 0: id 32767 or more of 8 experts: expected 0 to 7",
            "line 2, position 6, slot 1: weight Infinity: expected a finite number");
    assertThat(records.byLayer().get(0))
        .containsExactly(
            "seq 0 pos 4 phase 0 ids [1, -1] weights [1.0, 0.0] norms - max -",
            "seq 0 pos 5 phase 0 ids [2, -1] weights [1.0, 0.0] norms - max -",
            "seq 0 pos 6 phase 0 ids [-1, -1] weights [0.0, 0.0] norms - max -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "{\"layer\":0,\"ids\":[[1]]}\n",
        "[]\n",
        "{\"moe_routing\":2}\n",
        "{\"moe_routing\":1,\"num_experts\":2147483647}\n",
        "{\"moe_routing\":1,\"num_experts\":4,\"top_k\":5,\"layers\":[0]}\n",
        "{\"moe_routing\":1,\"num_experts\":4,\"top_k\":2,\"layers\":[1,0]}\n",
        "{\"moe_routing\":1,",
        "\u0000\u0000\u0000"
      })
  void aWrongHeaderIsOneLine(String text) throws IOException {
    Path file = file(text);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> JsonlTrace.open(file, collecting(0, 0, -1)))
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .withMessageStartingWith(file + ": ")
        .matches(e -> e.getMessage().lines().count() == 1);
  }

  @Test
  void anEndlessHeaderIsRefused() throws IOException {
    Path file = file(" ".repeat(3 << 20));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> JsonlTrace.open(file, TraceOptions.strict()))
        .withMessageContaining("line 1: longer than 1 MiB");
  }
}
