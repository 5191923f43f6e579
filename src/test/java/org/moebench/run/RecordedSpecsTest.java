// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceSource;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.GeneratedTrace;
import org.moebench.workload.RecordedOptions;
import org.moebench.workload.RecordedWorkloads;

/** A user's own workloads in runs: what forks are told leads them to the same data. */
class RecordedSpecsTest {
  private static final DecodeWorkload OLMOE = DecodeTraces.find("olmoe-decode", 42);
  private static final long LARGE = 1L << 40;

  @TempDir private Path folder;

  @BeforeEach
  void writeWorkload() {
    try (TraceSource trace = new GeneratedTrace(OLMOE, 0, 2, 700, 0)) {
      RecordedWorkloads.write(
          folder.resolve("workloads"), "mine", trace, new RecordedOptions(1024, 512, false));
    }
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContainingAll(parts);
  }

  private String path(String name) {
    return RecordedWorkloads.PREFIX + folder.resolve("workloads").resolve(name).toAbsolutePath();
  }

  @Test
  void decodeForksOpenTheFolder() {
    DecodeConfig config =
        new DecodeRequests()
            .folder(folder)
            .workloads("mine", "olmoe-decode")
            .batches("4")
            .divisor(1)
            .config();
    List<Cell> cells = DecodeCells.of(config, LARGE);
    Cell own = cells.stream().filter(c -> c.workload().equals("mine")).findFirst().orElseThrow();
    assertThat(own.id()).contains("/mine/B4/");
    assertThat(own.params()).containsEntry("n", "512").containsEntry("k", "1024");
    String told = own.params().get("workload");
    assertThat(told).isEqualTo(path("mine"));
    assertThat(new DecodeSpec(told, 3).resolve().trace(1, 50).sha256())
        .isEqualTo(OLMOE.trace(1, 50).sha256());
    assertThat(cells)
        .filteredOn(cell -> cell.workload().equals("olmoe-decode"))
        .isNotEmpty()
        .allMatch(cell -> cell.params().get("workload").equals("olmoe-decode"));
  }

  @Test
  void unknownNamesAreComparedWithTheUsersToo() {
    refused(
        () -> new DecodeRequests().folder(folder).workloads("mien").config(),
        "unknown decode workload 'mien': did you mean 'mine'?");
    refused(
        () -> new PrefillRequests().folder(folder).workload("mien").config(),
        "unknown workload 'mien': did you mean 'mine'?");
  }

  @Test
  void prefillHasAllExpertsAndNoMoreRowsThanThePreset() {
    PrefillConfig smoke = new PrefillRequests().folder(folder).workload("mine/layer-3").config();
    assertThat(smoke.source()).isEqualTo(new WorkloadSpec(path("mine/layer-3"), 0, 2048, 42));
    assertThat(smoke.workload().rows().experts()).isEqualTo(64);
    assertThat(smoke.workload().rows().total()).isEqualTo(2048);
    assertThat(smoke.source().resolve().rows()).isEqualTo(smoke.workload().rows());
    PrefillConfig quick =
        new PrefillRequests().folder(folder).preset("quick").workload("mine").config();
    assertThat(quick.workload().rows().total()).isEqualTo(2 * 700 * 8);
    assertThat(quick.workload().name()).startsWith("mine/layer-");
    PrefillConfig asked =
        new PrefillRequests().folder(folder).workload("mine").experts(32).rows(100).config();
    assertThat(asked.workload().rows().experts()).isEqualTo(32);
    assertThat(asked.workload().rows().total()).isEqualTo(100);
    refused(
        () -> new PrefillRequests().folder(folder).workload("mine/layer-16").config(),
        "mine has no layer 16",
        "16 from 0 to 15");
  }

  @Test
  void swigluForksFollowTheRouting() {
    SwigluConfig config =
        new SwigluRequests().folder(folder).models("olmoe-1b-7b").routing("mine").config();
    List<Cell> cells = SwigluCells.of(config, LARGE);
    assertThat(cells)
        .filteredOn(cell -> cell.params().containsKey(SwigluCells.MODEL))
        .isNotEmpty()
        .allMatch(cell -> cell.params().get("routing").equals(path("mine")));
    assertThat(SwigluPlan.of(config, LARGE).subjectLines())
        .contains("routing   picks of decode workload mine");
    assertThat(new SwigluRequests().folder(folder).routing("olmoe-decode").config().routing())
        .isEqualTo(new DecodeSpec("olmoe-decode", 42));
    assertThat(SwigluCells.of(new SwigluRequests().folder(folder).config(), LARGE))
        .noneMatch(cell -> cell.params().containsKey("routing"));
  }

  @Test
  void swigluRefusesRoutingThatDoesNotFit() {
    refused(
        () -> new SwigluRequests().folder(folder).models("mixtral-8x7b").routing("mine").config(),
        "--routing mine does not fit model mixtral-8x7b",
        "8 of 64 experts, but the model takes 2 of 8",
        "--models");
    refused(
        () -> new SwigluRequests().folder(folder).routing("mine").popularity(0.2).config(),
        "--routing and --popularity");
  }
}
