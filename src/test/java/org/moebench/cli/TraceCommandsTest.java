// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;

/** {@code trace convert} and {@code trace validate}. */
class TraceCommandsTest {
  private static final String SOUND =
      """
      {"moe_routing":1,"model":"m","num_experts":8,"top_k":2,"layers":[0,3],"hash_layers":[],"source":"s","license":"l"}
      {"seq":0,"pos":0,"prompt_len":1,"layer":0,"ids":[[1,2],[3,4]],"weights":[[0.5,0.25],[1.0,0.0]]}
      {"seq":0,"pos":0,"prompt_len":1,"layer":3,"ids":[[7,6],[5,-1]],"weights":[[0.5,0.25],[1.0,0.0]]}
      {"seq":1,"pos":4,"prompt_len":4,"layer":0,"ids":[[0,1]],"weights":[[1.0,2.0]]}
      {"seq":1,"pos":4,"prompt_len":4,"layer":3,"ids":[[2,3]],"weights":[[1.0,2.0]]}
      """;

  private static final String SOUND_TEXT =
      "3 tokens of 2 sequences in 2 layers, 8 experts, top-2; prompt and generated tokens; 1"
          + " missing slot; gate weights";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            folder),
        args);
  }

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void convertsThereAndBack() throws IOException {
    String first = file("a.jsonl", SOUND);

    assertThat(run("trace", "convert", first, path("b.npz"))).as("%s", err()).isZero();
    assertThat(out()).containsExactly(path("b.npz") + ": " + SOUND_TEXT);
    assertThat(run("trace", "convert", path("b.npz"), path("c.jsonl"))).as("%s", err()).isZero();
    assertThat(Files.readString(folder.resolve("c.jsonl")).lines().sorted())
        .containsExactlyElementsOf(SOUND.lines().sorted().toList());
  }

  @Test
  void saysWhatNpyDoesNotHold() throws IOException {
    String one = SOUND.lines().limit(3).collect(Collectors.joining("\n"));

    assertThat(run("trace", "convert", file("a.jsonl", one), path("b.npy"))).isZero();
    assertThat(out()).hasSize(2);
    assertThat(out().get(1))
        .isEqualTo("note: .npy holds ids only, without gate weights; .npz and .jsonl hold them");
    assertThat(folder.resolve("b.json")).exists();
    assertThat(run("trace", "validate", path("b.npy"))).isZero();
    assertThat(out())
        .containsExactly(
            path("b.npy")
                + ": sound: 2 tokens of 1 sequence in 2 layers, 8 experts, top-2; prompt and"
                + " generated tokens; 1 missing slot");

    assertThat(run("trace", "convert", file("d.jsonl", SOUND), path("d.npy")))
        .isEqualTo(ExitStatus.USAGE.code());
    assertThat(err()).hasSize(1);
    assertThat(folder.resolve("d.npy")).doesNotExist();
  }

  @Test
  void replacesOnlyWhenForced() throws IOException {
    String first = file("a.jsonl", SOUND);
    file("b.json", "{}");

    assertThat(run("trace", "convert", first, path("b.npy")))
        .isEqualTo(ExitStatus.CANNOT_WRITE.code());
    assertThat(err())
        .containsExactly(
            "error: " + path("b.json") + " exists: choose another name or add --force");
    file("b.npz", "old");
    assertThat(run("trace", "convert", first, path("b.npz")))
        .isEqualTo(ExitStatus.CANNOT_WRITE.code());
    assertThat(folder.resolve("b.npz")).hasContent("old");
    assertThat(run("trace", "convert", first, path("b.npz"), "--force")).isZero();
    assertThat(run("trace", "validate", path("b.npz"))).isZero();
  }

  @Test
  void takesWhatTheFileDoesNotSay() throws IOException {
    String ranking =
        file(
            "a.jsonl",
            """
            {"moe_routing":1}
            {"layer":0,"ids":[[3,1,2,0],[2,0,1,3]]}
            """);

    assertThat(
            run(
                "trace",
                "convert",
                ranking,
                path("b.jsonl"),
                "--experts=16",
                "--top-k=2",
                "--prompt-tokens=1"))
        .isZero();
    assertThat(folder.resolve("b.jsonl"))
        .hasContent(
            """
            {"moe_routing":1,"num_experts":16,"top_k":2,"layers":[0],"hash_layers":[]}
            {"seq":0,"pos":0,"prompt_len":1,"layer":0,"ids":[[3,1],[2,0]]}
            """);
    assertThat(run("trace", "validate", ranking, "--top-k", "0"))
        .isEqualTo(ExitStatus.USAGE.code());
    assertThat(err())
        .containsExactly(
            "error: --top-k 0: expected a whole number from 1 to 1024 (see ./run-bench.sh trace"
                + " validate --help)");
  }

  @Test
  void aTraceThatIsWrongIsNotConverted() throws IOException {
    String wrong = file("a.jsonl", SOUND + "{\"layer\":0,\"ids\":[[1,8]]}\n");

    assertThat(run("trace", "convert", wrong, path("b.npz")))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(err())
        .containsExactly(
            "error: " + wrong + ": line 6, position 0, slot 1: id 8 of 8 experts: expected 0 to 7");
    assertThat(folder.resolve("b.npz")).doesNotExist();
  }

  @Test
  void validatesSeveralFilesToTheirEnds() throws IOException {
    String wrong =
        file(
            "a.jsonl",
            SOUND + "{\"layer\":0,\"ids\":[[1,8],[2,2]]}\nx\n{\"layer\":0,\"ids\":[[9,1");
    String sound = file("b.jsonl", SOUND);
    String missing = path("c.npz");

    assertThat(run("trace", "validate", wrong, missing, sound))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(err()).isEmpty();
    assertThat(out())
        .hasSize(6)
        .startsWith(
            wrong + ": line 6, position 0, slot 1: id 8 of 8 experts: expected 0 to 7",
            wrong
                + ": line 6, position 1, slot 1: id 2 again, as in slot 0: the experts of a token"
                + " must be distinct")
        .endsWith(
            wrong + ": line 8: truncated: the file ends within this line",
            missing + ": no such file",
            sound + ": sound: " + SOUND_TEXT);
    assertThat(out().get(2)).startsWith(wrong + ": line 7: not valid JSON");
  }

  @Test
  void printsTheFirstProblemsAndCountsTheOthers() throws IOException {
    String wrong =
        file(
            "a.jsonl",
            SOUND + IntStream.range(0, 1500).mapToObj(i -> "x\n").collect(Collectors.joining()));

    assertThat(run("trace", "validate", wrong)).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(out()).hasSize(1001).endsWith(wrong + ": 500 more problems");
    assertThat(run("trace", "validate", wrong, "--max-problems", "2"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(out()).hasSize(3).endsWith(wrong + ": 1,498 more problems");
  }
}
