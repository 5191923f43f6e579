// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.ForkReport;

/** Starts real forks of the benchmarks of a decode run, as planned. */
class DecodeForkTest {
  static {
    // These forks are not compared with anything: they need not wait for a benchmark elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  private Fork<ForkReport> run(DecodePlan plan, String id) {
    Cell cell = plan.cells().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    Fork<ForkReport> fork =
        new JmhForkExecutor(folder.resolve("jmh.log")).run(cell, ForkReport.class);
    assertThat(fork.failure()).as(id).isNull();
    assertThat(fork.iterations())
        .hasSize(cell.timing().iterations())
        .allMatch(millis -> millis > 0);
    assertThat(fork.report().correctness().passed()).isTrue();
    return fork;
  }

  private static void tookTurnsWith(Fork<ForkReport> fork, String other) {
    assertThat(fork.beside().variant()).isEqualTo(other);
    assertThat(fork.beside().iterations()).hasSameSizeAs(fork.iterations());
    assertThat(fork.beside().ratio()).isPositive();
    assertThat(fork.report().launches()).isEqualTo(1);
  }

  @Test
  void everyKindOfCellRunsAsPlanned() {
    DecodePlan plan = DecodePlan.of(new DecodeRequests().folder(folder).build());
    plan.prepare(new StopSignal(), message -> {});
    Fork<ForkReport> distinct = run(plan, "decode/INT4_SYM/m4");
    tookTurnsWith(distinct, "always-prefill");
    assertThat(distinct.report().rowsUseful()).isEqualTo(4 * DecodeScale.ACTIVE);
    assertThat(distinct.report().distinctExperts()).isEqualTo(DecodeScale.ACTIVE);
    Fork<ForkReport> trace = run(plan, "decode/INT4_SYM/olmoe-decode/B1/unified-tuned");
    tookTurnsWith(trace, "always-prefill");
    assertThat(trace.report().rowsUseful()).isEqualTo(8);
    tookTurnsWith(run(plan, "workspace/INT4_SYM/cached/m1"), "allocated");
    assertThat(run(plan, "dispatch/plan/E64").beside()).isNull();
    assertThat(run(plan, "dispatch/unified-tuned/E64").beside()).isNull();
  }
}
