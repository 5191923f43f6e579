// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RoutingRunBuilder;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.evidence.Trust;

class RoutingTrustTest {
  private static RoutingTrust trust(RoutingRunBuilder run) {
    return new RoutingTrust(new RoutingCells(run.build()));
  }

  private static Fact fact(RoutingRunBuilder run, String label) {
    return trust(run).facts().stream()
        .filter(fact -> fact.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(RoutingRunBuilder run) {
    return new Trust(run.build(), RoutingTrust.BASIS).warnings();
  }

  @Test
  void lessThanAByteIsNoAllocation() {
    RoutingRunBuilder run = new RoutingRunBuilder().allocated(0.99).cell("staged", 1, 5, 6, 7);
    assertThat(trust(run).warnings()).isEmpty();
    assertThat(fact(run, "allocation per call").value()).startsWith("0 bytes in every cell");
    assertThat(fact(run, "allocation per call").tone()).isEqualTo(Tone.PLAIN);
  }

  @Test
  void aByteIsAWarningAlsoInASort() {
    RoutingRunBuilder run = new RoutingRunBuilder().cell("staged", 1, 5, 6, 7);
    run.allocated(1.0).cell("scalar", 1, 5, 6, 7).allocated(4096.0).sort(256, 5, 6, 7);
    assertThat(trust(run).warnings())
        .singleElement()
        .asString()
        .startsWith("2 cell(s) allocated memory, parts/deepseek-v3/expert-sort/T256")
        .contains("as much as 4,096 bytes per call");
    assertThat(fact(run, "allocation per call").tone()).isEqualTo(Tone.WARN);
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    RoutingRunBuilder run =
        new RoutingRunBuilder().allocated(null).nearTies(null).cell("staged", 1, 5, 6, 7);
    assertThat(fact(run, "allocation per call").value()).isEqualTo("not measured");
    assertThat(trust(run).facts()).extracting(Fact::label).doesNotContain("near ties");
    run.allocated(0.0).cell("scalar", 1, 5, 6, 7);
    assertThat(fact(run, "allocation per call").value()).startsWith("0 bytes in 1 of 2 cells");
  }

  @Test
  void nearTiesAreCountedAndExplained() {
    RoutingRunBuilder run = new RoutingRunBuilder().nearTies(0L).cell("staged", 32, 5, 6, 7);
    assertThat(fact(run, "near ties").value()).startsWith("none; a token whose scores");
    run.nearTies(3L).cell("staged", 4096, 5, 6, 7);
    assertThat(fact(run, "near ties").value())
        .startsWith(
            "at most 3 token(s) among the 32,768 picks that a fork verified (deepseek-v3); ");
  }

  @Test
  void aBusyMachineShowsInTheCeilingOfOneThread() {
    RoutingRunBuilder run = new RoutingRunBuilder().cell("staged", 1, 5, 6, 7);
    assertThat(warnings(run)).contains("The one-thread FMA ceiling was not measured.");
    assertThat(warnings(run.ceilings(270, 200, 271)))
        .anyMatch(text -> text.startsWith("The one-thread FMA ceiling moved by 26%"));
  }

  @Test
  void workersMayDifferAndInputsMayNot() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .ceilings(270, 271, 272)
            .cell("staged", 1, 5, 6, 7)
            .inputs("another")
            .cell("staged", 8, 5, 6, 7)
            .workers(2)
            .cell("staged", 8, 5, 6, 7);
    assertThat(warnings(run)).isEmpty();
    assertThat(new Trust(run.build(), RoutingTrust.BASIS).workers()).containsExactly(1, 2);
    assertThat(warnings(run.inputs("third").cell("scalar", 8, 5, 6, 7)))
        .singleElement()
        .asString()
        .contains("ran on different inputs");
  }

  @Test
  void anUnverifiedCellShows() {
    RoutingRunBuilder run = new RoutingRunBuilder().cell("staged", 1, 5, 6, 7);
    Trust trust = new Trust(run.build(), RoutingTrust.BASIS);
    assertThat(trust.verification())
        .startsWith("every cell, in every fork, before timing; all 8 picks (an id and its weight)");
    run.unverified("off").cell("scalar", 1, 5, 6, 7);
    assertThat(new Trust(run.build(), RoutingTrust.BASIS).verified()).isFalse();
  }
}
