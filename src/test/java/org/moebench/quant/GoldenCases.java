// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads every case of a golden file. */
final class GoldenCases {
  private GoldenCases() {}

  static List<JsonNode> of(String file) {
    try (InputStream in = GoldenCases.class.getResourceAsStream("/golden/" + file)) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
      assertThat(cases).as("cases of %s", file).isNotEmpty();
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
