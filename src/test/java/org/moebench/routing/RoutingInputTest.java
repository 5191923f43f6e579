// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;

class RoutingInputTest {
  private static final GatingLogits LOGITS =
      GatingLogits.fp32(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);

  @Test
  void rowsKeepPaddingWhereItWas() {
    RoutingInput all = RoutingInput.of(LOGITS).withTokenIds(7, 8, 9, 10).withRealTokens(3);
    assertThat(all.rows(0, 2).realTokens()).isEqualTo(2);
    assertThat(all.rows(2, 2).realTokens()).isEqualTo(1);
    assertThat(all.rows(3, 1).realTokens()).isZero();
    assertThat(all.rows(2, 2).tokenIds()).containsExactly(9, 10);
    assertThat(all.rows(2, 2).logits().get(1, 0)).isEqualTo(6);
    assertThat(all.rows(1, 0).logits().tokens()).isZero();
  }

  @Test
  void aJobTakesOtherBatchesOfItsSizeOnly() {
    try (Launcher launcher = new Launcher(1)) {
      Router router = Router.of(RouterConfig.of(2, 1).build());
      RoutingInput pair = RoutingInput.of(LOGITS).rows(0, 2);
      RoutingJob job = new RoutingJob(router, pair, launcher);
      job.input(RoutingInput.of(LOGITS).rows(2, 2));
      assertThat(job.input().logits().get(0, 0)).isEqualTo(4);
      GatingLogits bf16 = GatingLogits.bf16(new short[4], 2, 2);
      assertThatThrownBy(() -> job.input(RoutingInput.of(LOGITS)))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("routing input 'logits': 4 rows");
      assertThatThrownBy(() -> job.input(RoutingInput.of(bf16))).isInstanceOf(UserError.class);
      assertThatThrownBy(() -> job.input(pair.withRealTokens(3))).isInstanceOf(UserError.class);
    }
  }

  @Test
  void kernelsRouteTheBatchTheJobHas() {
    try (Launcher launcher = new Launcher(1)) {
      Router router = Router.of(RouterConfig.of(2, 1).build());
      RoutingInput first = RoutingInput.of(GatingLogits.fp32(new float[] {0, 1}, 1, 2));
      RoutingInput second = RoutingInput.of(GatingLogits.fp32(new float[] {1, 0}, 1, 2));
      for (RoutingVariant variant : RoutingVariant.values()) {
        RoutingJob job = new RoutingJob(router, first, launcher);
        RoutingKernel kernel = variant.create(job);
        kernel.route();
        assertThat(job.ids()).as(variant.id()).containsExactly(1);
        job.input(second);
        kernel.route();
        assertThat(job.ids()).as(variant.id()).containsExactly(0);
      }
    }
  }
}
