// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.tensor.ExpertRows;

class PrefillGoldenTest {
  @TestFactory
  List<DynamicTest> plansAgree() {
    return GoldenCases.tests("prefill.json", Set.of("plan"), PrefillGoldenTest::check);
  }

  private static void check(JsonNode golden) {
    ExpertRows rows = new ExpertRows(GoldenCases.counts(golden.get("counts")));
    assertThat(rows.total()).isEqualTo(golden.get("routed").intValue());
    PrefillWork baseline = PrefillVariant.PER_EXPERT.create(0).work(rows);
    assertThat(baseline.launches()).isEqualTo(golden.get("baseline_launches").longValue());
    assertThat(baseline.rowsExecuted()).isEqualTo(golden.get("baseline_rows").longValue());
    assertThat(golden.get("plans")).isNotEmpty();
    for (JsonNode expected : golden.get("plans")) {
      checkPlan(rows, expected);
    }
  }

  private static void checkPlan(ExpertRows rows, JsonNode expected) {
    int threshold = expected.get("threshold").intValue();
    PaddingPlan plan = PaddingPlan.of(rows, threshold);
    assertThat(plan.eff()).isEqualTo(expected.get("eff").intValue());
    assertThat(plan.remainders()).hasSize(expected.get("hot").intValue());
    assertThat(plan.launches()).isEqualTo(expected.get("launches").intValue());
    assertThat(plan.paddedRows()).isEqualTo(expected.get("padded_rows").longValue());
    assertThat(plan.usefulInPad()).isEqualTo(expected.get("useful_in_pad").longValue());
    assertThat(plan.overflowRows()).isEqualTo(expected.get("overflow_rows").longValue());
    assertThat(plan.totalRows()).isEqualTo(expected.get("total_rows").longValue());
    for (int i = 0; i < plan.remainders().size(); i++) {
      PaddingPlan.Remainder remainder = plan.remainders().get(i);
      JsonNode triple = expected.get("remainders").get(i);
      assertThat(new int[] {remainder.expert(), remainder.firstRow(), remainder.rows()})
          .containsExactly(
              triple.get(0).intValue(), triple.get(1).intValue(), triple.get(2).intValue());
    }
    PrefillWork work = PrefillVariant.PAD_COMPUTE.create(threshold).work(rows);
    assertThat(work.launches()).isEqualTo(plan.launches());
    assertThat(work.rowsExecuted()).isEqualTo(plan.totalRows());
    assertThat(PrefillVariant.PAD_SKIP.create(threshold).work(rows).rowsExecuted())
        .isEqualTo(rows.total());
  }
}
