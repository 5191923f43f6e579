// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WorkProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private long nanos = 5_000_000_000L;

  @Test
  void elsewhereEveryTenthOfTheWayIsALine() {
    try (WorkProgress progress = new WorkProgress(stream, false, "reading", () -> nanos)) {
      for (int percent = 0; percent <= 100; percent += 5) {
        nanos = 5_000_000_000L + percent * 1_000_000_000L;
        progress.reached(percent / 100.0);
      }
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(10);
    assertThat(text.lines().findFirst()).hasValue(" 10%  reading  10 s, 1 min 30 s left");
    assertThat(text).endsWith("100%  reading  1 min 40 s, 0 s left\n").doesNotContain("\u001b");
  }

  @Test
  void onATerminalALineIsRewrittenAndTakenAwayAtTheEnd() {
    try (WorkProgress progress = new WorkProgress(stream, true, "reading", () -> nanos)) {
      progress.reached(0.5); // begun before; too soon to be shown
      nanos += 2_000_000_000;
      progress.reached(0.6);
      nanos += 1_000_000;
      progress.reached(0.7); // too soon after the line before
      nanos += 1_000_000_000;
      progress.reached(3, 4);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\u001b[2K 60%  reading  2 s, 8 s left"
                + "\r\u001b[2K 75%  reading  3 s, 3 s left"
                + "\r\u001b[2K");
  }

  @Test
  void workThatIsDoneAtOnceLeavesNothing() {
    new WorkProgress(stream, true, "reading", () -> nanos).close();
    assertThat(out.size()).isZero();
  }
}
