// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

class RealismTest {
  @Test
  void noticesAStatisticOutsideItsTolerance() {
    List<Realism.Check> checks =
        Realism.check(workload(Map.of("gini", 0.25, "routed", 10.0, "active", 3.0)));
    assertThat(checks).extracting(Realism.Check::name).containsExactly("routed", "active", "gini");
    assertThat(checks).extracting(Realism.Check::ok).containsExactly(true, true, false);
    assertThat(checks.get(2).value()).isEqualTo(0.4);
    assertThat(checks.get(2).tolerance()).isEqualTo(0.003);
  }

  @Test
  void noticesAnExpertWithMoreRowsThanThereAreTokens() {
    assertThat(Realism.check(workload(Map.of("top_k", 1.0)))).allMatch(Realism.Check::ok);
    List<Realism.Check> checks = Realism.check(workload(Map.of("top_k", 2.0)));
    assertThat(checks).extracting(Realism.Check::name).containsExactly("max_within_top_k");
    assertThat(checks).noneMatch(Realism.Check::ok);
  }

  @Test
  void withoutReferenceThereIsNothingToCheck() {
    assertThat(Realism.check(workload(Map.of()))).isEmpty();
  }

  @Test
  void unknownStatisticSuggestsTheNearest() {
    assertThatThrownBy(() -> Realism.check(workload(Map.of("ginni", 0.5))))
        .isInstanceOf(UserError.class)
        .hasMessage("workload mine has a reference for 'ginni'; did you mean 'gini'?");
  }

  @Test
  void fittedWorkloadResemblesTheRecordedOneAndTheControlDoesNot() {
    assertThat(Realism.compareWithRecorded(Catalogue.find("prod-32k", 42)))
        .hasSize(8)
        .allMatch(Realism.Check::ok);
    assertThat(Realism.compareWithRecorded(Catalogue.find("uniform-32k", 42)))
        .hasSize(8)
        .noneMatch(Realism.Check::ok);
  }

  @Test
  void numbersOfExpertsAreNotComparedAcrossSizes() {
    assertThat(Realism.compareWithRecorded(Catalogue.find("olmoe-mixed-16k", 42)))
        .extracting(Realism.Check::name)
        .doesNotContain("active", "over_256")
        .contains("gini", Workload.KS);
  }

  private static Workload workload(Map<String, Double> reference) {
    return new Workload("mine", "d", "s", "l", null, new ExpertRows(6, 2, 1, 1), reference);
  }
}
