// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The figures of real forks are in {@link JmhForkExecutorTest} and {@link RoutingForkTest}. */
class AllocatedBytesTest {
  @Test
  void whatJmhAllocatesIsNotOfTheCalls() {
    assertThat(AllocatedBytes.ofCalls(7_000.0 / 10, 10)).isZero();
    assertThat(AllocatedBytes.ofCalls(7_000.0 / 20_000, 20_000)).isZero();
  }

  @Test
  void aSmallObjectPerCallIsSeenWhereCallsAreMany() {
    double measured = 16 + 7_000.0 / 20_000;
    assertThat(AllocatedBytes.ofCalls(measured, 20_000)).isEqualTo(measured);
  }

  @Test
  void anArrayPerCallIsSeenWhereCallsAreFew() {
    double measured = 32_784 + 7_000.0 / 8;
    assertThat(AllocatedBytes.ofCalls(measured, 8)).isEqualTo(measured);
  }
}
