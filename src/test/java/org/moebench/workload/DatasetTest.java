// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class DatasetTest {
  private static final String COMMON =
      """
      "name": "mine", "description": "d", "source": {"note": "n"}, "license": "MIT",
      "reference": {"routed": 6}\
      """;

  @Test
  void readsRecordedCounts() {
    Workload workload = parse(COMMON + ", \"counts\": [1, 2, 3]").workload(5);
    assertThat(workload.rows().toArray()).containsExactly(1, 2, 3);
    assertThat(workload.seed()).isNull();
    assertThat(workload.source()).isEqualTo("n");
    assertThat(workload.reference()).containsEntry("routed", 6.0);
  }

  @Test
  void readsAGenerator() {
    Workload workload =
        parse(
                COMMON
                    + ", \"generator\": {\"family\": \"uniform\", \"experts\": 4, \"routed\": 6,"
                    + " \"hot_share\": 0.5}")
            .workload(5);
    assertThat(workload.rows().toArray()).containsExactlyInAnyOrder(3, 1, 1, 1);
    assertThat(workload.seed()).isEqualTo(5);
  }

  static Stream<Arguments> badTexts() {
    String generator = COMMON + ", \"generator\": {\"experts\": 4, \"routed\": 6, ";
    return Stream.of(
        Arguments.of("", "name, description, source, license and reference are all needed"),
        Arguments.of(COMMON.replace("mine", "other"), "it calls itself 'other'"),
        Arguments.of(COMMON, "either counts or a generator is needed"),
        Arguments.of(COMMON + ", \"count\": [1]", "Unrecognized field \"count\""),
        Arguments.of(COMMON + ", \"counts\": [1.5]", "Cannot coerce Floating-point value (1.5)"),
        Arguments.of(COMMON + ", \"counts\": [null]", "a count is null"),
        Arguments.of(COMMON + ", \"counts\": []", "no experts"),
        Arguments.of(COMMON + ", \"counts\": [-1]", "expert 0 has -1 rows"),
        Arguments.of(
            generator + "\"family\": \"weibul\"}",
            "unknown family 'weibul', did you mean 'weibull'"),
        Arguments.of(generator + "\"hot_share\": 0.1}", "the generator names no family"),
        Arguments.of(
            generator + "\"family\": \"weibull\", \"parameters\": {\"sigma\": 1}}",
            "weibull takes the parameters [shape], not [sigma]"),
        Arguments.of(
            generator + "\"family\": \"uniform\", \"hot_share\": 1.5}", "hot share of 1.5"));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void saysWhichFileIsWrongAndHow(String fields, String expected) {
    UserError error = catchThrowableOfType(UserError.class, () -> parse(fields));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage())
        .startsWith("datasets/mine.json: ")
        .contains(expected)
        .doesNotContain("\n");
  }

  private static Dataset parse(String fields) {
    return Dataset.parse("mine", "{" + fields + "}");
  }
}
