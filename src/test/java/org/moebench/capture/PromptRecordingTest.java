// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceOptions;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;
import org.moebench.trace.Traces;

class PromptRecordingTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final ByteModelConfig CONFIG = Recordings.plain(QuantFormat.INT8_SYM, 4);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"out.npz", "out.jsonl"})
  void whatIsReadBackIsWhatWasCaptured(String name) throws IOException {
    Path prompts = prompts();
    Path out = folder.resolve(name);
    CaptureResult result =
        new PromptRecording(prompts, out, CONFIG, ALL, 2).run(() -> false, share -> {});
    Recordings captured = new Recordings();
    try (Launcher launcher = new Launcher(1);
        PromptReader reader = PromptReader.open(prompts)) {
      ByteModel model = new ByteModel(CONFIG, 128, launcher);
      assertThat(
              new PromptCapture(model, ALL, captured::take).run(reader, () -> false, share -> {}))
          .isEqualTo(result);
    }
    Recordings read = new Recordings();
    TraceHeader header = read(out, read);
    for (int layer = 0; layer < CONFIG.layers(); layer++) {
      assertThat(read.ofLayer(layer)).isEqualTo(captured.ofLayer(layer)).isNotEmpty();
    }
    assertThat(header).isEqualTo(CONFIG.header("chat.jsonl"));
  }

  @Test
  void aStoppedRecordingIsATraceOfWhatWasDone() throws IOException {
    Path out = folder.resolve("out.npz");
    int[] asked = new int[1];
    CaptureResult result =
        new PromptRecording(prompts(), out, CONFIG, ALL, 1).run(() -> asked[0]++ == 1, share -> {});
    assertThat(result).isEqualTo(new CaptureResult(1, 11, 0, 0, true));
    Recordings read = new Recordings();
    read(out, read);
    assertThat(read.ofLayer(2)).hasSize(11);
  }

  @Test
  void whatIsStoppedAtOnceLeavesAnOlderTraceAlone() throws IOException {
    Path out = Files.writeString(folder.resolve("out.npz"), "older");
    Path prompts = prompts();
    CaptureResult result =
        new PromptRecording(prompts, out, CONFIG, ALL, 1).run(() -> true, share -> {});
    assertThat(result).isEqualTo(new CaptureResult(0, 0, 0, 0, true));
    assertThat(out).hasContent("older");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(prompts, out);
    }
  }

  @Test
  void numbersBelowOneAreRefused() {
    assertThatThrownBy(
            () -> new PromptRecording(folder, folder, CONFIG, 1, 0).run(() -> false, share -> {}))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessage("1 tokens per prompt, 0 threads: expected at least 1 of each");
  }

  private Path prompts() throws IOException {
    return Files.write(
        folder.resolve("chat.jsonl"),
        List.of(
            "{\"prompt\":\"hello\",\"response\":\"world\"}",
            "{\"prompt\":\"" + "A long one. ".repeat(30) + "\"}"));
  }

  private static TraceHeader read(Path file, Recordings to) {
    try (TraceSource source = Traces.open(file, TraceOptions.strict())) {
      source.read(
          LayerRange.all(source.header()),
          0,
          new TraceSink() {
            @Override
            public void records(TraceBlock block) {
              to.take(block);
            }

            @Override
            public void counts(int layer, long[] counts) {
              throw new AssertionError("counts of layer " + layer);
            }

            @Override
            public void reached(long place) {}
          });
      return source.header();
    }
  }
}
