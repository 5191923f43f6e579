// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gate.ForkTimes;

class ValidityTest {
  private final Validity validity = Validity.standard();

  private static ForkTimes fork(double time, Double steal, Long throttledMicros) {
    return new ForkTimes(List.of(time), steal, throttledMicros, 1.0, 4);
  }

  @Test
  void timesAndPressureDecideNothing() {
    assertThat(validity.objection(fork(1, 0.0, 0L), fork(1000, 0.0, 0L))).isEmpty();
  }

  @Test
  void whatTheSystemDoesNotSayIsNoObjection() {
    assertThat(validity.objection(fork(1, null, null), fork(1, null, null))).isEmpty();
  }

  @Test
  void stealMayBeAFewPercentInBothForks() {
    assertThat(validity.objection(fork(1, 0.03, 0L), fork(1, 0.049, 0L))).isEmpty();
    assertThat(validity.objection(fork(1, 0.04, 0L), fork(1, 0.051, 0L)))
        .hasValueSatisfying(why -> assertThat(why).contains("4.0%", "5.1%"));
    assertThat(validity.objection(fork(1, 0.06, 0L), fork(1, 0.06, 0L))).isPresent();
  }

  @Test
  void stealMayNotHitOneForkMore() {
    assertThat(validity.objection(fork(1, 0.025, 0L), fork(1, 0.0, 0L)))
        .hasValueSatisfying(why -> assertThat(why).contains("2.5%", "2 points apart"));
    assertThat(validity.objection(fork(1, 0.0, 0L), fork(1, 0.025, 0L))).isPresent();
  }

  @Test
  void throttlingCountsIfItHitsOneForkOnly() {
    assertThat(validity.objection(fork(1, 0.0, 500_000L), fork(1, 0.0, 0L)))
        .hasValue("the CPU quota stopped only base: base for 0.50 s, head for 0.00 s");
    assertThat(validity.objection(fork(1, 0.0, 0L), fork(1, 0.0, 41_000L)))
        .hasValueSatisfying(why -> assertThat(why).contains("only head"));
    assertThat(validity.objection(fork(1, 0.0, 500_000L), fork(1, 0.0, 300_000L))).isEmpty();
  }

  @Test
  void aTouchOfTheQuotaAtTheStartIsNoThrottling() {
    assertThat(validity.objection(fork(1, 0.0, 39_000L), fork(1, 0.0, 0L))).isEmpty();
  }

  @Test
  void limitsCanBeOthers() {
    Validity wide = new Validity(0.5, 0.5, 1);
    assertThat(wide.objection(fork(1, 0.4, 500_000L), fork(1, 0.0, 0L))).isEmpty();
  }
}
