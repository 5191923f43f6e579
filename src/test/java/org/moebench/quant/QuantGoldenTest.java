// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class QuantGoldenTest {
  @TestFactory
  Stream<DynamicTest> everyCaseMatchesBitForBit() {
    return GoldenCases.of("quant.json").stream()
        .map(node -> dynamicTest(node.get("name").asText(), () -> check(node)));
  }

  private static void check(JsonNode node) {
    int n = node.get("n").asInt();
    int k = node.get("k").asInt();
    int group = node.get("group").asInt();
    QuantFormat format = QuantFormat.of(node.get("format").asText());
    float[] w = floats(node.get("w"), n, k);
    QuantizedMatrix matrix = format.quantize(w, n, k, group);

    assertThat(HexFormat.of().formatHex(matrix.packed())).isEqualTo(node.get("packed").asText());
    for (int row = 0; row < n; row++) {
      checkGroups(node, matrix, row);
      for (int col = 0; col < k; col++) {
        double expected = node.get("dequant").get(row).get(col).doubleValue();
        String where = "row " + row + " column " + col;
        // AssertJ tells -0 from 0, the cases do not: adding 0 turns -0 into 0.
        assertThat((double) matrix.value(row, col) + 0.0).as(where).isEqualTo(expected + 0.0);
      }
    }
  }

  private static void checkGroups(JsonNode node, QuantizedMatrix matrix, int row) {
    for (int g = 0; g < matrix.groups(); g++) {
      String scale = HexFormat.of().toHexDigits(matrix.scaleBits(row, g));
      assertThat(scale).isEqualTo(node.get("scales").get(row).get(g).asText());
      if (matrix.format().hasZeros()) {
        assertThat(matrix.zero(row, g)).isEqualTo(node.get("zeros").get(row).get(g).intValue());
      } else {
        assertThat(node.get("zeros").isNull()).isTrue();
      }
    }
  }

  private static float[] floats(JsonNode rows, int n, int k) {
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.get(i / k).get(i % k).doubleValue();
    }
    return values;
  }
}
