// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.moebench.result.ForkReport;
import org.moebench.routing.RoutingVariant;

/** Starts real forks of the routing benchmarks, as planned. */
class RoutingForkTest {
  static {
    // These forks are not compared with anything: they need not wait for a benchmark elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  private Fork<ForkReport> run(Cell cell) {
    return new JmhForkExecutor(folder.resolve("jmh.log")).run(cell, ForkReport.class);
  }

  private List<Cell> cells(RoutingRequests request) {
    return RoutingPlan.of(request.folder(folder).build()).cells();
  }

  @ParameterizedTest
  @EnumSource(value = RoutingVariant.class, mode = Mode.EXCLUDE, names = "REFERENCE")
  void aVariantIsVerifiedTimedAndAllocatesNothing(RoutingVariant variant) {
    List<Cell> cells =
        cells(new RoutingRequests().routers("deepseek-v3").variants(variant.id()).tokens(1));
    Fork<ForkReport> fork = run(cells.get(0));
    assertThat(fork.failure()).isNull();
    assertThat(fork.iterations()).isNotEmpty().allMatch(millis -> millis > 0 && millis < 100);
    assertThat(fork.allocatedBytes()).isBetween(0.0, 1.0);
    assertThat(fork.report().correctness().compared()).isEqualTo(8 * 1024);
    assertThat(fork.report().launches()).isPositive();
    assertThat(fork.report().rowsUseful()).isEqualTo(1);
    assertThat(fork.report().nearTies()).isNotNull();
  }

  @Test
  void aSortIsVerifiedTimedAndAllocatesNothing() {
    Cell sort =
        cells(new RoutingRequests().preset("quick").tokens(16)).stream()
            .filter(cell -> cell.variant().equals("expert-sort"))
            .findFirst()
            .orElseThrow();
    Fork<ForkReport> fork = run(sort);
    assertThat(fork.failure()).isNull();
    assertThat(fork.allocatedBytes()).isBetween(0.0, 1.0);
    assertThat(fork.report().launches()).isEqualTo(2);
  }

  @Test
  void aRouterOfAFileIsFoundByTheFork() {
    List<Cell> cells =
        cells(new RoutingRequests().routerFile(RoutingRequests.ROUTER_FILE).tokens(2));
    Fork<ForkReport> fork = run(cells.get(0));
    assertThat(fork.failure()).isNull();
    assertThat(fork.report().rowsUseful()).isEqualTo(2);
  }
}
