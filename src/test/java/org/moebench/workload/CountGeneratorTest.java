// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountGeneratorTest {
  private static final Map<String, Double> SHAPE = Map.of("shape", 0.5);

  @Test
  void handsOutEveryRowHottestExpertFirst() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      CountGenerator generator =
          new CountGenerator(
              "weibull",
              Map.of("shape", 0.3 + random.nextDouble()),
              1 + random.nextInt(300),
              random.nextInt(100_000),
              null);
      int[] counts = generator.counts();
      assertThat(Arrays.stream(counts).sum()).isEqualTo(generator.routed());
      for (int i = 1; i < counts.length; i++) {
        assertThat(counts[i]).isBetween(0, counts[i - 1]);
      }
    }
  }

  @Test
  void hotShareReplacesTheWeightOfTheHottestExpert() {
    int[] counts = new CountGenerator("uniform", null, 5, 1000, 0.5).counts();
    assertThat(counts).containsExactly(500, 125, 125, 125, 125);
    assertThat(new CountGenerator("uniform", null, 3, 10, 1.0).counts()).containsExactly(10, 0, 0);
    assertThat(new CountGenerator("uniform", null, 3, 10, 0.0).counts()).containsExactly(0, 5, 5);
    assertThat(new CountGenerator("uniform", null, 3, 5, 0.5).counts()).containsExactly(2, 2, 1);
  }

  @Test
  void handsOutTheLargestTotalThereIs() {
    int[] counts = new CountGenerator("weibull", SHAPE, 64, Integer.MAX_VALUE, 0.1).counts();
    assertThat(Arrays.stream(counts).asLongStream().sum()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void paretoWithExponentOneIsTheLimitOfItsNeighbours() {
    double at = Family.PARETO.weight(0.3, Map.of("alpha", 1.0, "lo", 1.0, "hi", 1000.0));
    double near = Family.PARETO.weight(0.3, Map.of("alpha", 1 + 1e-7, "lo", 1.0, "hi", 1000.0));
    assertThat(at).isEqualTo(near, within(1e-4));
  }

  @Test
  void refusesImpossibleParameters() {
    for (Map<String, Double> bad :
        List.of(
            Map.<String, Double>of(),
            Map.of("shape", 0.0),
            Map.of("shape", Double.NaN),
            Map.of("shape", 1.0, "sigma", 1.0))) {
      assertThatThrownBy(() -> new CountGenerator("weibull", bad, 4, 4, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("weibull");
    }
    assertThatThrownBy(() -> new CountGenerator("weibull", SHAPE, 0, 4, null))
        .hasMessage("cannot hand out 4 rows to 0 experts");
    assertThatThrownBy(() -> new CountGenerator("weibull", SHAPE, 1, 4, 0.5))
        .hasMessageContaining("hot share");
    assertThatThrownBy(
            () ->
                new CountGenerator("pareto", Map.of("alpha", 1.0, "lo", 2.0, "hi", 1.0), 4, 4, 0.))
        .hasMessageStartingWith("pareto cannot have the parameters");
    assertThatThrownBy(() -> new CountGenerator("lognormal", Map.of("sigma", -1.0), 4, 4, null))
        .hasMessageStartingWith("lognormal cannot have the parameters");
  }
}
