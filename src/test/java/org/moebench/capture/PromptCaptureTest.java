// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.capture.Recordings.Selection;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;

class PromptCaptureTest {
  private static final int BATCH = 4;
  private static final int ALL = Integer.MAX_VALUE;

  private final Launcher launcher = new Launcher(1);
  private final Recordings records = new Recordings();
  private final List<Double> shares = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void endWorkers() {
    launcher.close();
  }

  @Test
  void promptsAreSequencesWithPhases() throws IOException {
    CaptureResult result =
        capture(
            ALL,
            () -> false,
            "{\"prompt\":\"ab\",\"response\":\"cdef\"}",
            "{\"prompt\":\"\"}",
            "{\"response\":\"gh\"}");
    assertThat(result).isEqualTo(new CaptureResult(2, 9, 1, 0, false));
    for (int layer = 0; layer < 3; layer++) {
      assertThat(records.ofLayer(layer).stream().map(PromptCaptureTest::place).toList())
          .containsExactly(
              "0@0 1", "0@1 1", "0@2 1", "0@3 2", "0@4 2", "0@5 2", "0@6 2", "1@0 2", "1@1 2");
    }
    assertThat(shares).isSortedAccordingTo(Comparator.naturalOrder()).hasSize(3);
    assertThat(shares.get(2)).isEqualTo(1);
  }

  private static String place(Selection record) {
    return record.sequence() + "@" + record.position() + " " + record.phase();
  }

  @Test
  void longPromptsAreCutAndCounted() throws IOException {
    CaptureResult result =
        capture(5, () -> false, "{\"prompt\":\"abcdef\"}", "{\"prompt\":\"abcde\"}");
    assertThat(result).isEqualTo(new CaptureResult(2, 10, 0, 1, false));
  }

  @Test
  void aStopLeavesWholeBatchesInAllLayers() throws IOException {
    int[] asked = new int[1];
    CaptureResult result =
        capture(
            ALL,
            () -> asked[0]++ == 2,
            "{\"prompt\":\"abc\"}",
            "{\"prompt\":\"abcdefghijk\"}",
            "{\"prompt\":\"never read\"}");
    assertThat(result).isEqualTo(new CaptureResult(2, 3 + BATCH, 0, 0, true));
    for (int layer = 0; layer < 3; layer++) {
      assertThat(records.ofLayer(layer)).hasSize(3 + BATCH);
    }
  }

  @Test
  void aStopBetweenPromptsCountsOnlyThoseBefore() throws IOException {
    int[] asked = new int[1];
    CaptureResult result =
        capture(ALL, () -> asked[0]++ == 1, "{\"prompt\":\"abc\"}", "{\"prompt\":\"d\"}");
    assertThat(result).isEqualTo(new CaptureResult(1, 3, 0, 0, true));
  }

  @Test
  void aBadLineEndsIt() {
    assertThatThrownBy(() -> capture(ALL, () -> false, "{\"prompt\":\"abc\"}", "{"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 2");
    assertThat(records.ofLayer(2)).hasSize(3);
  }

  private CaptureResult capture(int mostTokens, BooleanSupplier stop, String... lines)
      throws IOException {
    Path file = Files.write(folder.resolve("prompts.jsonl"), List.of(lines));
    ByteModel model = new ByteModel(Recordings.plain(QuantFormat.FP32, 1), BATCH, launcher);
    try (PromptReader reader = PromptReader.open(file)) {
      return new PromptCapture(model, mostTokens, records::take).run(reader, stop, shares::add);
    }
  }
}
