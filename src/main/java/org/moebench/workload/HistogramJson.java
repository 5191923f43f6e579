// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.moebench.tensor.ExpertRows;

/**
 * Reads a histogram from JSON: an array of counts in expert order, or an object with this array as
 * {@code counts} or {@code tokens_per_expert}; its other fields are ignored.
 */
final class HistogramJson {
  private static final List<String> KEYS = List.of("counts", "tokens_per_expert");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private HistogramJson() {}

  static ExpertRows read(String text, CountList counts) {
    JsonNode tree = tree(text, counts);
    if (tree.isArray()) {
      return read(tree, "", counts);
    }
    List<String> present = KEYS.stream().filter(tree::has).toList();
    if (present.size() != 1) {
      throw counts.bad(
          "the JSON object has %s of the fields %s; expected one of them"
              .formatted(present.isEmpty() ? "none" : "more than one", KEYS));
    }
    String key = present.get(0);
    if (!tree.get(key).isArray()) {
      throw counts.bad("field %s is not an array of counts".formatted(key));
    }
    return read(tree.get(key), key, counts);
  }

  private static ExpertRows read(JsonNode array, String key, CountList counts) {
    for (int i = 0; i < array.size(); i++) {
      String place = "%s[%s]".formatted(key, i);
      JsonNode value = array.get(i);
      if (!value.isNumber()) {
        throw counts.bad(
            "%s: count %s is not a whole number"
                .formatted(place, CountList.shown(value.toString())));
      }
      counts.add(value.asText(), place);
    }
    return counts.rows();
  }

  private static JsonNode tree(String text, CountList counts) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw counts.bad(
          "line %s, column %s: not valid JSON (%s)"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage().replaceAll("[\\s\\p{Cntrl}]+", " ")));
    }
  }
}
