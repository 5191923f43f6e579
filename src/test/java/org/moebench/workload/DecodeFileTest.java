// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class DecodeFileTest {
  private static final String GOOD =
      """
      {"name": "mine", "description": "d", "source": "s", "license": "l", "experts": 16,
       "top_k": 2, "layers": 3, "hidden": 64, "intermediate": 32, "sizes": "chosen",
       "generator": {"family": "copula", "overlap": [0.3, 0.4, 0.5], "static_share": 0.5,
                     "persistence": 0.9, "popularity": 0.1, "repeat_first": 0},
       "sample": {"tokens": 10, "sequences": 4},
       "reference": {"overlap": 0.4, "union_4": 7}}
      """;

  @Test
  void readsAWorkload() {
    DecodeWorkload workload = new DecodeWorkload(DecodeFile.parse("mine", GOOD), 1);
    assertThat(workload.summary())
        .isEqualTo(
            "2 of 16 experts, 3 layers, overlap 0.400 (chance 0.125), shared popularity 0.10");
    assertThat(workload.overlapTarget(2)).isEqualTo(0.5);
    assertThat(DecodeRealism.check(workload))
        .extracting(Realism.Check::name)
        .containsExactly("overlap", "union_4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "mine"            | "other"         | field 'name'
          "top_k": 2        | "top_k": 16     | field 'top_k': 16 is not from 1 to 15
          "experts"         | "expert"        | did you mean 'experts'?
          "copula"          | "copla"         | did you mean 'copula'?
          [0.3, 0.4, 0.5]   | [0.3, 0.4]      | field 'generator.overlap': has 2 numbers instead of 3
          [0.3, 0.4, 0.5]   | 1.5             | field 'generator.overlap': 1.5 is not from 0 to 1
          [0.3, 0.4, 0.5]   | 0.05            | overlap 0.05 is below chance
          "persistence": 0.9| "persistence": 0 | field 'generator.persistence'
          "persistence": 0.9| "persistence": 0.2 | leaves no room for persistence so low
          "popularity": 0.1 | "popularity": 0.9 | leaves no room for the popularity
          "static_share"    | "correlation": 0.1, "static_share" | either this or correlation
          "union_4"         | "unoin_4"       | did you mean 'union_8'?
          "union_4"         | "union_5"       | 'union_5' cannot be taken from this sample
          "union_4"         | "union"         | no statistic is called 'union'
          """)
  void badFilesAreOneLineWithFileAndField(String from, String to, String message) {
    assertThatThrownBy(() -> DecodeFile.parse("mine", GOOD.replace(from, to)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .hasMessageStartingWith("datasets/decode/mine.json: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
