// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.result.ResultFiles;
import org.moebench.result.ResultSet;
import org.moebench.result.RouterInfo;
import org.moebench.result.Status;

class RunResultsTest {
  @TempDir private Path folder;

  private final FakeForks forks = new FakeForks();
  private final StopSignal stop = new StopSignal();

  private ResultSet run() {
    return run(PrefillPlan.of(new PrefillRequests().folder(folder).rounds(2).config(), 12L << 30));
  }

  private ResultSet run(Plan plan) {
    RunResults results = new RunResults(plan, "./run-bench.sh prefill --preset smoke");
    Measurements measured =
        new InterleavedRunner(forks, stop, forks)
            .run(
                plan.cells(),
                plan.ceilings(),
                plan.settings().budget(),
                42,
                new ProgressPrinter(new PrintStream(OutputStream.nullOutputStream()), false));
    return results.of(measured);
  }

  @Test
  void aWholeRunIsReadBackAsWritten() {
    ResultSet set = run();
    assertThat(set.complete()).isTrue();
    assertThat(set.roundsCompleted()).isEqualTo(2);
    assertThat(set.cells()).allMatch(cell -> cell.status() == Status.PASSED);
    assertThat(set.environment().vectorBits()).isEqualTo(512);
    assertThat(set.formats()).extracting("name").containsExactly("INT4_SYM", "FP8_E4M3");
    assertThat(set.formats()).allMatch(format -> format.relativeRmsError() > 0);
    assertThat(set.workload().statistics()).containsKey("gini");
    assertThat(Outcome.of(set)).isEqualTo(ExitStatus.OK);
    Path file = folder.resolve("results.json");
    ResultFiles.write(file, ResultFiles.toJson(set));
    assertThat(ResultFiles.toJson(ResultFiles.read(file))).isEqualTo(ResultFiles.toJson(set));
  }

  @Test
  void aRoutingRunHasRoutersInThePlaceOfShapeWorkloadAndFormats() {
    ResultSet set = run(RoutingPlan.of(new RoutingRequests().folder(folder).build()));
    assertThat(set.operation()).isEqualTo("routing");
    assertThat(set.shape()).isNull();
    assertThat(set.workload()).isNull();
    assertThat(set.formats()).isEmpty();
    assertThat(set.routers())
        .extracting(RouterInfo::name)
        .containsExactly("deepseek-v3", "qwen3-30b-a3b");
    RouterInfo router = set.routers().get(0);
    assertThat(router.experts()).isEqualTo(256);
    assertThat(router.slots()).isEqualTo(8);
    assertThat(router.groups()).isEqualTo(8);
    assertThat(router.keptGroups()).isEqualTo(4);
    assertThat(router.scoring()).isEqualTo("sigmoid");
    assertThat(router.biased()).isTrue();
    assertThat(router.hashed()).isFalse();
    assertThat(set.environment().workers()).isEqualTo(1);
    assertThat(set.ceilings()).extracting("name").containsOnly("fma");
    assertThat(set.cells())
        .isNotEmpty()
        .allMatch(cell -> cell.status() == Status.PASSED)
        .allMatch(cell -> cell.workload().equals(cell.params().get("router")))
        .allMatch(cell -> cell.gflopsUseful() == null)
        .allMatch(cell -> cell.ceiling() == null && cell.ceilingShare() == null)
        .allMatch(cell -> cell.forks().get(0).allocatedBytes() == 0.25);
    Path file = folder.resolve("results.json");
    ResultFiles.write(file, ResultFiles.toJson(set));
    assertThat(ResultFiles.read(file)).isEqualTo(set);
  }

  @Test
  void resultsFromBeforeTheFieldsOfRoutingAreStillRead() {
    String json = ResultFiles.toJson(run());
    String old =
        json.replaceAll(",\\s*\"(nearTies|allocatedBytes|routers)\" : [^,}\\]]*?(?=\\s*[,}])", "");
    assertThat(old)
        .doesNotContain("nearTies", "allocatedBytes", "routers")
        .hasSizeLessThan(json.length());
    Path file = folder.resolve("results.json");
    ResultFiles.write(file, old);
    ResultSet set = ResultFiles.read(file);
    assertThat(set.routers()).isNull();
    assertThat(set.cells().get(0).forks().get(0).allocatedBytes()).isNull();
    assertThat(set.cells().get(0).forks().get(0).report().nearTies()).isNull();
  }

  @Test
  void aStoppedRunIsAValidPartialResult() {
    AtomicInteger started = new AtomicInteger();
    forks.beforeEach(
        () -> {
          if (started.incrementAndGet() == 5) {
            stop.request();
          }
        });
    ResultSet set = run();
    assertThat(set.complete()).isFalse();
    assertThat(set.roundsCompleted()).isZero();
    assertThat(set.cells()).anyMatch(cell -> cell.status() == Status.PASSED);
    assertThat(set.cells())
        .filteredOn(cell -> cell.status() == Status.SKIPPED)
        .isNotEmpty()
        .allMatch(cell -> cell.reason().contains("stopped"));
    assertThat(Outcome.of(set)).isEqualTo(ExitStatus.INTERRUPTED);
  }

  @Test
  void aFailedCellMakesTheOutcomeAWrongResult() {
    forks.fail("prefill/INT4_SYM/grouped", 1, "row 1 is wrong");
    ResultSet set = run();
    assertThat(set.complete()).isTrue();
    assertThat(set.cells())
        .filteredOn(cell -> cell.status() == Status.FAILED)
        .singleElement()
        .hasFieldOrPropertyWithValue("reason", "row 1 is wrong");
    assertThat(Outcome.of(set)).isEqualTo(ExitStatus.WRONG_RESULT);
  }
}
