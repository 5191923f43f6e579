// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

class RescaleTest {
  @Test
  void sameSizeIsTheSameDistribution() {
    ExpertRows recorded = Catalogue.recorded();
    assertThat(Rescale.to(recorded, 256, recorded.total())).isEqualTo(recorded);
  }

  @Test
  void keepsEveryRowAndTheLimit() {
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      int[] counts = new int[1 + random.nextInt(40)];
      for (int e = 0; e < counts.length; e++) {
        counts[e] = random.nextInt(4) == 0 ? random.nextInt(1000) : random.nextInt(5);
      }
      counts[0]++;
      int experts = 1 + random.nextInt(50);
      int total = random.nextInt(5000);
      double ratio = 2 + 6 * random.nextDouble();
      int cap = (int) Math.max(1, Math.floor(ratio * total / experts));
      if ((long) cap * experts < total) {
        continue;
      }
      ExpertRows free = Rescale.to(new ExpertRows(counts), experts, total);
      ExpertRows capped = Rescale.to(new ExpertRows(counts), experts, total, ratio);
      assertThat(free.total()).isEqualTo(total);
      assertThat(capped.total()).isEqualTo(total);
      assertThat(capped.max()).isLessThanOrEqualTo(cap);
    }
  }

  @Test
  void clippedRowsGoToIdleExpertsIfNoOtherHasRoom() {
    ExpertRows rows = Rescale.to(new ExpertRows(10, 0, 0, 0), 4, 10, 1.2);
    assertThat(rows.toArray()).containsExactly(3, 3, 3, 1);
  }

  @Test
  void limitIsExactForDecimalRatios() {
    // 1.1 · 100 / 10 is 11, although 1.1 · 100 is 110.00000000000001 in double.
    ExpertRows rows = Rescale.to(new ExpertRows(50, 5, 5, 5, 5, 5, 5, 5, 5, 10), 10, 100, 1.1);
    assertThat(rows.max()).isEqualTo(11);
    // 0.29 · 100 is 28.999999999999996 in double.
    assertThat(Rescale.to(new ExpertRows(100, 1), 2, 200, 1.16).max()).isEqualTo(116);
  }

  @Test
  void doesNotOverflowAtTheLargestTotal() {
    ExpertRows large = new ExpertRows(Integer.MAX_VALUE - 1, 1);
    assertThat(Rescale.to(large, 2, Integer.MAX_VALUE)).isEqualTo(large);
    assertThat(Rescale.to(large, 2, Integer.MAX_VALUE, 1.5).total()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Rescale.even(3, Integer.MAX_VALUE).total()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void moreExpertsThanTheTemplateLeavesTheNewOnesIdle() {
    assertThat(Rescale.to(new ExpertRows(3, 1), 4, 8).toArray()).containsExactly(6, 0, 2, 0);
  }

  @Test
  void emptyTemplateOnlyRescalesToNothing() {
    ExpertRows empty = new ExpertRows(0, 0);
    assertThat(Rescale.to(empty, 3, 0).toArray()).containsExactly(0, 0, 0);
    UserError error = catchThrowableOfType(UserError.class, () -> Rescale.to(empty, 3, 5));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
  }

  @Test
  void refusesLimitsThatLeaveNoRoom() {
    ExpertRows rows = new ExpertRows(5, 5);
    for (double ratio : new double[] {0.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      UserError error = catchThrowableOfType(UserError.class, () -> Rescale.to(rows, 4, 10, ratio));
      assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    }
    assertThatThrownBy(() -> Rescale.to(rows, 4, 10, 1))
        .hasMessage("maximum ratio 1.0 leaves room for 8 of 10 rows on 4 experts; raise it");
  }

  @Test
  void refusesSizesThatMakeNoSense() {
    assertThatThrownBy(() -> Rescale.even(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rescale.even(2, -5)).isInstanceOf(IllegalArgumentException.class);
  }
}
