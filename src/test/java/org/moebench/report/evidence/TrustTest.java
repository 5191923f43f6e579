// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;
import org.moebench.result.CeilingSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

class TrustTest {
  private static final String F = "INT4_SYM";

  private static Trust trust(ResultSet set) {
    Basis.Probe fma = new Basis.Probe(CeilingSample.FMA, "FMA ceiling", "GFLOP/s");
    return new Trust(set, new Basis("outputs", List.of(fma)));
  }

  private static RunBuilder sound() {
    return new RunBuilder().ceilings(300, 310, 305).cell(F, "grouped", 1, 100, 104, 98);
  }

  @Test
  void aSoundRunHasNoWarning() {
    assertThat(trust(sound().build()).warnings()).isEmpty();
    assertThat(trust(sound().build()).verified()).isTrue();
  }

  @Test
  void driftOfTheCeilingIsAWarning() {
    Trust trust = trust(sound().ceilings(240).build());
    assertThat(trust.warnings()).anyMatch(text -> text.contains("FMA ceiling moved by 23%"));
  }

  @Test
  void stolenTimeIsAWarning() {
    Trust trust = trust(sound().steal(0.05).cell(F, "per-expert", 6, 100, 101, 99).build());
    assertThat(trust.warnings()).anyMatch(text -> text.contains("5.0% of the processor time"));
  }

  @Test
  void unknownStealIsNone() {
    Trust trust = trust(new RunBuilder().steal(Double.NaN).cell(F, "grouped", 1, 9).build());
    assertThat(trust.worstSteal()).isEmpty();
  }

  @Test
  void fewRoundsAStoppedRunAndFailuresAreWarnings() {
    RunBuilder run = sound().rounds(3).stopped().without(F, "pad-skip", 64, Status.FAILED, "died");
    assertThat(trust(run.build()).warnings())
        .anyMatch(text -> text.contains("stopped early"))
        .anyMatch(text -> text.contains("2 completed round"))
        .anyMatch(text -> text.contains("1 cell(s) failed"));
  }

  @Test
  void anUnverifiedForkShows() {
    Trust trust = trust(sound().unverified("off").cell(F, "per-expert", 6, 100).build());
    assertThat(trust.verified()).isFalse();
    assertThat(trust.verification()).startsWith("NOT every cell");
  }
}
