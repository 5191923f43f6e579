// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.ForkReport;

/** Starts real forks of the SwitchGLU benchmarks, as planned. */
class SwigluForkTest {
  static {
    // These forks are not compared with anything: they need not wait for a benchmark elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  @Test
  void twoVariantsTakeTurnsInAFork() {
    SwigluPlan plan =
        SwigluPlan.of(new SwigluRequests().folder(folder).divisor(8).ranks(1).build());
    plan.prepare(new StopSignal(), message -> {});
    for (String id :
        new String[] {
          "swiglu/olmoe-1b-7b/INT4_SYM/fused/B1", "layer/olmoe-1b-7b/INT4_SYM/fused-interleaved/B1"
        }) {
      Cell cell = plan.cells().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
      Fork<ForkReport> fork =
          new JmhForkExecutor(folder.resolve("jmh.log")).run(cell, ForkReport.class);
      assertThat(fork.failure()).isNull();
      int iterations = cell.timing().iterations();
      assertThat(fork.iterations()).hasSize(iterations).allMatch(millis -> millis > 0);
      if (cell.params().containsKey("beside")) {
        assertThat(fork.beside().variant()).isEqualTo("unfused");
        assertThat(fork.beside().iterations()).hasSize(iterations).allMatch(millis -> millis > 0);
        assertThat(fork.beside().ratio()).isBetween(0.1, 10.0);
      } else {
        assertThat(fork.beside()).isNull();
      }
      assertThat(fork.report().launches()).isEqualTo(id.startsWith("swiglu") ? 3 : 5);
      assertThat(fork.report().correctness().passed()).isTrue();
    }
  }
}
