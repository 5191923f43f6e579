// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.UserError;

class RequestLengthsTest {
  static List<String> names() {
    return RequestLengths.names();
  }

  @Test
  void servicesOfTheCatalogue() {
    assertThat(RequestLengths.names())
        .containsExactly("azure-code-23", "azure-conv-23", "mooncake-conv");
    assertThatThrownBy(() -> RequestLengths.find("azure-conv"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'azure-conv-23'?");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTableShowsItsReference(String name) {
    RequestLengths lengths = RequestLengths.find(name);
    assertThat(lengths.source()).contains("cited");
    assertThat(lengths.check(42))
        .hasSizeGreaterThan(6)
        .allSatisfy(check -> assertThat(check.ok()).as("%s", check).isTrue());
  }

  @Test
  void lengthsDependOnSeedAndNumberOnly() {
    RequestLengths lengths = RequestLengths.find("mooncake-conv");
    assertThat(lengths.request(1, 5)).isEqualTo(lengths.request(1, 5));
    assertThat(lengths.request(1, 5)).isNotEqualTo(lengths.request(1, 6));
    assertThat(lengths.request(1, 5)).isNotEqualTo(lengths.request(2, 5));
  }

  @Test
  void burstsHaveTheMeanAndTheVariationAskedFor() {
    ArrivalGaps gaps = ArrivalGaps.inBursts(0.4, 5, 0.1);
    assertThat(gaps.mean()).isCloseTo(0.4, within(1e-12));
    UniformStream uniform = new UniformStream(1, 2, 3, 4);
    double[] drawn = IntStream.range(0, 1_000_000).mapToDouble(i -> gaps.next(uniform)).toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double square = Arrays.stream(drawn).map(x -> x * x).average().orElseThrow();
    assertThat(mean).isCloseTo(0.4, within(0.02));
    assertThat(Math.sqrt(square - mean * mean) / mean).isCloseTo(5, within(0.25));
    assertThatIllegalArgumentException().isThrownBy(() -> ArrivalGaps.inBursts(0.4, 0.9, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> ArrivalGaps.inBursts(0.4, 5, 0.4));
  }

  @Test
  void requestsInFlightStayAsLongAsTheirOutputTakes() {
    RequestLengths lengths = RequestLengths.find("azure-conv-23");
    InFlight inFlight = new InFlight(lengths, 9);
    int[] tokens = new int[100_000];
    int first = inFlight.nextToken()[0];
    for (int i = 1; i < 3000; i++) {
      for (int request : inFlight.nextToken()) {
        tokens[request]++;
      }
    }
    // those that came after the start and were gone before the end; half a second is 12.5 tokens
    for (int request = first + 200; request < first + 300; request++) {
      assertThat((double) tokens[request])
          .isCloseTo(lengths.request(9, request).output() + 12.5, within(1.0));
    }
  }

  @Test
  void badTablesAreOneLineWithFileAndField() {
    String good =
        """
        {"name": "x", "description": "d", "source": "s", "license": "l", "requests": 10,
         "seconds": 5, "percent": [0, 50, 100], "input": {"mean": 2, "values": [1, 2, 3],
         "ks_vs_raw": 0}, "output": {"mean": 2, "values": [1, 2, 3], "ks_vs_raw": 0},
         "reference": {"in_flight_mean": 1}}
        """;
    assertThat(LengthsFile.parse("x", good).arrivals().mean()).isEqualTo(0.5);
    bad(good.replace("[1, 2, 3]", "[1, 2]"), "field 'input.values': expected as many values");
    bad(good.replace("[1, 2, 3]", "[1, 3, 2]"), "field 'input.values': not ascending at entry 2");
    bad(good.replace("\"seconds\": 5", "\"seconds\": 0"), "field 'seconds': 0.0 is not a positive");
    bad(good.replace("in_flight_mean", "mean"), "field 'reference': expected some of");
    bad(
        good.replace("\"percent\"", "\"bursts\": {\"gap\": 1, \"gap_cv\": 3}, \"percent\""),
        "field 'bursts': expected a variation over 1");
  }

  private static void bad(String text, String message) {
    assertThatThrownBy(() -> LengthsFile.parse("x", text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("datasets/lengths/x.json: ")
        .hasMessageContaining(message);
  }
}
