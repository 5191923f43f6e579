// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moebench.trace.TracePhase.GENERATED;
import static org.moebench.trace.TracePhase.PROMPT;
import static org.moebench.trace.TracePhase.UNSTATED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceSource;

class RecordedWorkloadsTest {
  private static final List<String> SUITE = List.of("suite-a", "suite-b");

  @TempDir private Path root;

  private String write(String name, TraceSource trace) {
    return RecordedWorkloads.write(root, name, trace, RecordedOptions.usual());
  }

  private RecordedWorkload open(String name) {
    return RecordedWorkload.open(root.resolve(name));
  }

  private static void refused(ExitStatus status, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }

  /** Two layers, numbers 3 and 7, of 4 experts: two tokens of a prompt and two generated. */
  private static RecordedTraces chat() {
    return new RecordedTraces(4, 2, 3, 7)
        .record(0, 0, 0, PROMPT, 0, 1)
        .record(0, 0, 1, PROMPT, 0, 2)
        .record(0, 0, 2, GENERATED, 3, 2)
        .record(0, 0, 3, GENERATED, 2, 1)
        .record(1, 0, 0, PROMPT, 1, 2)
        .record(1, 0, 1, PROMPT, 3, 0)
        .record(1, 0, 2, GENERATED, 0, 1)
        .record(1, 0, 3, GENERATED, 1, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"olmoe-decode", "reuse-sweep-40"})
  void aWorkloadThatWasATraceHasTheSamePicks(String name) {
    DecodeWorkload original = DecodeTraces.find(name, 5);
    write("again", new GeneratedTrace(original, 0, 3, 40, 0));
    DecodeWorkload again = open("again").decode(99);
    assertThat(again.name()).isEqualTo("again");
    assertThat(again.experts()).isEqualTo(original.experts());
    assertThat(again.layers()).isEqualTo(original.layers());
    for (int s = 0; s < 3; s++) {
      assertThat(again.trace(s, 40).sha256()).isEqualTo(original.trace(s, 40).sha256());
    }
    assertThat(again.trace(4, 33).sha256()).isEqualTo(original.trace(1, 33).sha256());
    assertThat(again.license()).isEqualTo("Apache-2.0");
    assertThat(again.source()).contains(name).contains("seed 5");
    assertThat(again.independent()).isTrue();
    assertThat(again.summary()).contains("120 tokens in 3 sequences");
  }

  @Test
  void generatedTokensAreDecodedRoundAndRound() {
    write("chat", chat().build());
    DecodeWorkload decode = open("chat").decode(1);
    assertThat(decode.description()).isEqualTo("generated tokens of Example-7B, recorded");
    RoutingTrace trace = decode.trace(0, 5);
    assertThat(picks(trace, 0)).containsExactly(3, 2, 2, 1, 3, 2, 2, 1, 3, 2);
    assertThat(picks(trace, 1)).containsExactly(0, 1, 1, 3, 0, 1, 1, 3, 0, 1);
    assertThat(decode.trace(17, 5).sha256()).isEqualTo(trace.sha256());
  }

  private static int[] picks(RoutingTrace trace, int layer) {
    int[] picks = new int[trace.tokens() * trace.topK()];
    for (int t = 0; t < trace.tokens(); t++) {
      trace.copy(t, layer, picks, t * trace.topK());
    }
    return picks;
  }

  @Test
  void promptTokensArePrefill() {
    write("chat", chat().build());
    Workload layer = RecordedWorkloads.prefill(RecordedWorkloads.PREFIX + root + "/chat/layer-3");
    assertThat(layer.rows().toArray()).containsExactly(2, 1, 1, 0);
    assertThat(layer.name()).isEqualTo("chat/layer-3");
    assertThat(open("chat").prefill(7).rows().toArray()).containsExactly(1, 1, 1, 1);
    assertThat(layer.description()).contains("Example-7B").contains("prompt tokens");
    assertThat(layer.source()).isEqualTo("a service");
    assertThat(layer.license()).isEqualTo("not stated");
    assertThat(layer.info().seed()).isNull();
    refused(
        ExitStatus.USAGE, () -> open("chat").prefill(4), "chat has no layer 4", "2 from 3 to 7");
  }

  @Test
  void tokensOfNoStatedPhaseAreBoth() {
    RecordedTraces all = new RecordedTraces(3, 1, 0);
    all.record(0, 0, 0, UNSTATED, 2).record(0, 0, 1, UNSTATED, 1);
    write("all", all.build());
    assertThat(open("all").decode(1).description()).startsWith("all tokens");
    assertThat(picks(open("all").decode(1).trace(0, 2), 0)).containsExactly(2, 1);
    assertThat(open("all").prefill(0).rows().toArray()).containsExactly(0, 1, 1);
    assertThat(open("all").prefill(0).description()).endsWith("; all tokens");
  }

  @Test
  void withoutAPromptPrefillIsOfAllTokens() {
    RecordedTraces generated = new RecordedTraces(3, 1, 0).record(0, 0, 9, GENERATED, 2);
    String said = write("answers", generated.build());
    assertThat(open("answers").prefill(0).rows().toArray()).containsExactly(0, 0, 1);
    assertThat(said).contains("none being of a prompt");
  }

  @Test
  void withoutGeneratedTokensThereIsNothingToDecode() {
    String said = write("prompts", new RecordedTraces(3, 1, 0).record(0, 0, 0, PROMPT, 2).build());
    assertThat(said).contains("no complete generated tokens").doesNotContain("run-bench.sh decode");
    refused(ExitStatus.BAD_INPUT, () -> open("prompts").decode(1), "prompts", "prefill");
  }

  @Test
  void theTypicalLayerHasTheMedianOfMaxOverMean() {
    RecordedTraces layers = new RecordedTraces(4, 1, 0, 1, 2, 3);
    int[][] loads = {{4, 0, 0, 0}, {1, 1, 1, 1}, {2, 1, 1, 0}, {0, 0, 0, 0}};
    for (int layer = 0; layer < 4; layer++) {
      int position = 0;
      for (int e = 0; e < 4; e++) {
        for (int i = 0; i < loads[layer][e]; i++) {
          layers.record(layer, 0, position++, PROMPT, e);
        }
      }
    }
    write("four", layers.build());
    assertThat(open("four").prefill().name()).isEqualTo("four/layer-2");
    assertThat(open("four").prefill().description()).contains("median");
    assertThat(open("four").prefill(3).rows().total()).isZero();
  }

  @Test
  void tokensWithMissingExpertsAreLeftOutAndCounted() {
    RecordedTraces gaps =
        new RecordedTraces(4, 2, 0, 1)
            .record(1, 5, 0, GENERATED, 0, 1)
            .record(1, 5, 1, GENERATED, 1, 2)
            .record(1, 5, 7, GENERATED, 2, 3)
            .record(0, 5, 0, GENERATED, 3, -1)
            .record(0, 5, 7, GENERATED, 2, 0)
            .record(0, 2, 0, GENERATED, 1, 3)
            .record(1, 2, 0, GENERATED, 3, 1);
    String said = write("gaps", gaps.build());
    assertThat(said).contains("2 tokens in 2 sequences").contains("2 tokens with missing experts");
    DecodeWorkload decode = open("gaps").decode(1);
    assertThat(picks(decode.trace(0, 1), 0)).containsExactly(1, 3);
    assertThat(picks(decode.trace(1, 1), 0)).containsExactly(2, 0);
    assertThat(picks(decode.trace(1, 1), 1)).containsExactly(2, 3);
    assertThat(open("gaps").prefill(0).rows().total()).isEqualTo(5);
  }

  @Test
  void whatIsTooMuchIsLeftOutAndSaid() {
    GeneratedTrace trace = new GeneratedTrace(DecodeTraces.find("mixtral-decode", 1), 0, 3, 50, 4);
    RecordedWriter writer = new RecordedWriter(root, "cut", RecordedOptions.usual());
    String said = writer.write(trace, 70L * 4 * 2);
    assertThat(said).contains("70 tokens in 2 sequences").contains("80 tokens beyond");
    assertThat(open("cut").decode(1).trace(1, 20).sha256())
        .isEqualTo(new RecordedRoundTrip(root).decode("whole", trace).trace(1, 20).sha256());
    assertThat(open("cut").prefill(0).rows().total()).isEqualTo(3 * 50 * 2);
  }

  /** Writes a trace and opens it. */
  private record RecordedRoundTrip(Path root) {
    DecodeWorkload decode(String name, TraceSource trace) {
      RecordedWorkloads.write(root, name, trace, RecordedOptions.usual());
      return RecordedWorkload.open(root.resolve(name)).decode(1);
    }
  }

  @Test
  void saysWhatToRunNext() {
    DecodeWorkload qwen = DecodeTraces.find("qwen3-30b-decode", 1);
    assertThat(write("mine", new GeneratedTrace(qwen, 0, 1, 3, 2)))
        .contains("prefill --workload mine", "decode --workloads mine")
        .contains("swiglu --routing mine --models qwen3-30b-a3b")
        .contains("not stated: 2048 x 1024");
    assertThat(write("chat", chat().build())).contains("swiglu --routing chat --model FILE");
  }

  @Test
  void widthsAreThoseGiven() {
    RecordedWorkloads.write(root, "w", chat().build(), new RecordedOptions(4096, 768, false));
    DecodeWorkload decode = open("w").decode(1);
    assertThat(decode.hidden()).isEqualTo(4096);
    assertThat(decode.intermediate()).isEqualTo(768);
    assertThat(decode.sizes()).isEqualTo("as given: 4096 x 768");
    refused(
        ExitStatus.USAGE,
        () ->
            RecordedWorkloads.write(root, "x", chat().build(), new RecordedOptions(100, 0, false)),
        "--hidden 100",
        "128");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "..", "a/b", "-x", "olmoe-decode", "recorded-256-31k", "distinct", "none"})
  void refusesNames(String name) {
    refused(ExitStatus.USAGE, () -> write(name, chat().build()), "workload name '" + name + "'");
  }

  @Test
  void replacesOnlyWhenTold() throws IOException {
    write("chat", chat().build());
    TraceSource other = new RecordedTraces(5, 1, 0).record(0, 0, 0, GENERATED, 4).build();
    refused(ExitStatus.USAGE, () -> write("chat", other), "chat exists", "--force");
    assertThat(open("chat").experts()).isEqualTo(4);
    RecordedWorkloads.write(root, "chat", other, new RecordedOptions(0, 0, true));
    assertThat(open("chat").experts()).isEqualTo(5);
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).containsExactly(root.resolve("chat"));
    }
  }

  @Test
  void aTraceWithoutSelectionsIsNone() {
    TraceSource empty = new RecordedTraces(3, 1, 0).record(0, 0, 0, UNSTATED, -1).build();
    refused(ExitStatus.BAD_INPUT, () -> write("empty", empty), "example.npz", "no selections");
    assertThat(RecordedWorkloads.names(root)).isEmpty();
  }

  @Test
  void namesResolveToFolders() {
    write("chat", chat().build());
    String folder = RecordedWorkloads.PREFIX + root.toAbsolutePath() + "/chat";
    assertThat(RecordedWorkloads.names(root)).containsExactly("chat");
    assertThat(RecordedWorkloads.names(root.resolve("nowhere"))).isEmpty();
    assertThat(RecordedWorkloads.resolve(root, "workload", "chat", SUITE)).isEqualTo(folder);
    assertThat(RecordedWorkloads.resolve(root, "workload", "chat/layer-7", SUITE))
        .isEqualTo(folder + "/layer-7");
    assertThat(RecordedWorkloads.resolve(root, "workload", "suite-a", SUITE)).isEqualTo("suite-a");
    refused(
        ExitStatus.USAGE,
        () -> RecordedWorkloads.resolve(root, "decode workload", "chta", SUITE),
        "unknown decode workload 'chta': did you mean 'chat'?",
        "suite-b");
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    write("chat", chat().build());
    Path ids = root.resolve("chat/ids.npy");
    byte[] good = Files.readAllBytes(ids);
    byte[] bad = good.clone();
    bad[128] ^= 1;
    Files.write(ids, bad);
    refused(ExitStatus.BAD_INPUT, () -> open("chat").decode(1), "ids.npy", "sha256");
    bad = good.clone();
    bad[60] = '9';
    Files.write(ids, bad);
    refused(ExitStatus.BAD_INPUT, () -> open("chat").decode(1), "ids.npy", "NumPy");
    Files.write(ids, new byte[50]);
    refused(ExitStatus.BAD_INPUT, () -> open("chat").decode(1), "has 50 bytes instead of 144");
    Files.delete(ids);
    refused(ExitStatus.BAD_INPUT, () -> open("chat").decode(1), "ids.npy", "does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"moebench_workload\" : 1=\"moebench_workload\" : 2",
        "\"name\" : \"chat\"=\"name\" : \"other\"",
        "\"top_k\" : 2=\"top_k\" : 5",
        "\"layers\" : [ 3, 7 ]=\"layers\" : [ 7, 3 ]",
        "\"sequences\" : [ 2 ]=\"sequences\" : [ 2.5 ]",
        "\"sequences\" : [ 2 ]=\"sequences\" : [ 60000000 ]",
        "\"counts\" : [ 2, 1, 1, 0 ]=\"counts\" : [ 2, 1, 1 ]",
        "\"layer\" : 3=\"layer\" : 4",
      })
  void wrongDescriptionsAreRefused(String change) throws IOException {
    write("chat", chat().build());
    Path file = root.resolve("chat/chat.json");
    String text = Files.readString(file);
    String[] parts = change.split("=", 2);
    assertThat(text).contains(parts[0]);
    Files.writeString(file, text.replace(parts[0], parts[1]));
    refused(ExitStatus.BAD_INPUT, () -> open("chat"), "chat.json", "field '");
  }

  @Test
  void sizesAreThoseRecorded() {
    write("chat", chat().build());
    DecodeWorkload decode = open("chat").decode(1);
    assertThat(decode.resized(4, 2)).isSameAs(decode);
    refused(ExitStatus.USAGE, () -> decode.resized(8, 2), "2 of 4 experts", "2 of 8");
    assertThat(DecodeRealism.check(decode)).isEmpty();
  }
}
