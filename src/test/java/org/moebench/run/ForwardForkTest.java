// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.ForkReport;

/** Starts real forks of the forward pass, as planned. */
class ForwardForkTest {
  static {
    // These forks are not compared with anything: they need not wait for a benchmark elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  @Test
  void twoStrategiesTakeTurnsInAFork() {
    ForwardPlan plan =
        ForwardPlan.of(new ForwardRequests().folder(folder).divisor(8).parts("forward").build());
    plan.prepare(new StopSignal(), message -> {});
    Cell cell =
        plan.cells().stream()
            .filter(c -> c.id().equals("model/mixtral-tiny/published/unified-auto"))
            .findFirst()
            .orElseThrow();
    Fork<ForkReport> fork =
        new JmhForkExecutor(folder.resolve("jmh.log")).run(cell, ForkReport.class);
    assertThat(fork.failure()).isNull();
    int iterations = cell.timing().iterations();
    assertThat(fork.iterations()).hasSize(iterations).allMatch(millis -> millis > 0);
    assertThat(fork.beside().variant()).isEqualTo("unified-tuned");
    assertThat(fork.beside().iterations()).hasSize(iterations).allMatch(millis -> millis > 0);
    assertThat(fork.report().correctness().passed()).isTrue();
    // Up and down in two layers, for one prefill step and eight decode steps.
    assertThat(fork.report().launches()).isEqualTo(2 * 2 * 9);
    assertThat(fork.report().rowsUseful()).isEqualTo(2 * (64 + 8 * 2));
  }
}
