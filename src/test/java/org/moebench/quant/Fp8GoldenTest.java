// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class Fp8GoldenTest {
  private static final int HEX_PER_FLOAT = 8;

  @TestFactory
  Stream<DynamicTest> everyCaseMatchesBitForBit() {
    return GoldenCases.of("fp8.json").stream()
        .map(node -> dynamicTest(node.get("name").asText(), () -> check(node)));
  }

  private static void check(JsonNode node) {
    switch (node.get("kind").asText()) {
      case "decode" -> checkTable(node);
      case "encode" -> checkCodes(node);
      default -> throw new AssertionError("unknown kind " + node.get("kind"));
    }
  }

  private static void checkTable(JsonNode node) {
    Fp8 fp8 = Fp8.valueOf(node.get("format").asText().substring("FP8_".length()));
    String table = node.get("table").asText();
    assertThat(table).hasSize(256 * HEX_PER_FLOAT);
    for (int code = 0; code < 256; code++) {
      String bits = table.substring(code * HEX_PER_FLOAT, (code + 1) * HEX_PER_FLOAT);
      int decoded = Float.floatToIntBits(fp8.decode(code));
      assertThat(HexFormat.of().toHexDigits(decoded)).as("code %02x", code).isEqualTo(bits);
    }
  }

  private static void checkCodes(JsonNode node) {
    assertThat(node.get("values")).isNotEmpty();
    for (JsonNode value : node.get("values")) {
      float in = Float.intBitsToFloat(HexFormat.fromHexDigits(value.get("in").asText()));
      String why = value.get("why").asText() + ": " + in;
      assertThat(hex(Fp8.E4M3.encode(in))).as(why).isEqualTo(value.get("e4m3").asText());
      assertThat(hex(Fp8.E5M2.encode(in))).as(why).isEqualTo(value.get("e5m2").asText());
    }
  }

  private static String hex(int code) {
    return HexFormat.of().toHexDigits((byte) code);
  }
}
