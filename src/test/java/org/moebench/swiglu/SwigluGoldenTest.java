// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.launch.Launcher;
import org.moebench.swiglu.SwigluWeights.Form;

/** Every case of swiglu.json through every variant: sorted and not, with 1 and 3 workers. */
@Tag("width")
class SwigluGoldenTest {
  @TestFactory
  List<DynamicTest> everyVariantGivesTheSlotsOfEveryCase() {
    List<DynamicTest> tests = new ArrayList<>();
    GoldenCases.read("swiglu.json")
        .get("cases")
        .forEach(
            golden -> {
              SwigluGolden given = new SwigluGolden(golden);
              for (SwigluVariant variant : SwigluVariant.values()) {
                String name = golden.get("name").asText() + ", " + variant.id();
                tests.add(DynamicTest.dynamicTest(name, () -> check(given, variant)));
              }
            });
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(SwigluGolden golden, SwigluVariant variant) {
    Form form = variant.form() == null ? Form.SEPARATE : variant.form();
    SwigluWeights weights = golden.weights().as(form);
    for (int workers : new int[] {1, 3}) {
      for (int threshold : new int[] {0, 8, Integer.MAX_VALUE}) {
        try (Launcher launcher = new Launcher(workers)) {
          SwigluJob job =
              new SwigluJob(
                  weights, golden.activation(), golden.tokens, golden.slots, threshold, launcher);
          job.batch(golden.input(), golden.ids());
          variant.create(job).run();
          compare(golden, job);
        }
      }
    }
  }

  private static void compare(SwigluGolden golden, SwigluJob job) {
    double[] expected = golden.expected("out_slots");
    for (int i = 0; i < expected.length; i++) {
      int at = job.output().index(i / golden.hidden) + i % golden.hidden;
      assertThat((double) job.output().data()[at])
          .as("element %d", i)
          .isCloseTo(expected[i], within(golden.tolerance(expected[i])));
    }
  }
}
