// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;

class GateSelfTestCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path root;

  private int run(String... args) {
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            root),
        args);
  }

  @Test
  void fewRunsCannotShowTheBoundAndTheDocsSayWhatWasMissed() {
    int status = run("gate", "self-test", "--runs", "20", "--write-docs");
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(6);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("MISSED", "false alarms per run", "20 runs of each kind", "drifting machine");
    assertThat(root.resolve("docs/gate-quality.md"))
        .content()
        .contains("](gate-quality/power.svg)", "# How good the gate is");
    assertThat(root.resolve("docs/gate-quality/power.svg")).isNotEmptyFile();
    assertThat(root.resolve("reports/latest/gate-self-test/self-test.md")).exists();
  }

  @Test
  void badArgumentsAreRefusedBeforeAnythingRuns() {
    assertThat(run("gate", "self-test", "--runs", "0")).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run("gate", "self-test", "--from", "none.json"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(root).isEmptyDirectory();
  }
}
