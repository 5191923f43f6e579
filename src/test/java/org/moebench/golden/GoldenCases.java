// SPDX-License-Identifier: Apache-2.0
package org.moebench.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/** The cases of a golden file, one dynamic test each. */
public final class GoldenCases {
  private GoldenCases() {}

  /** What is checked of a case. */
  @FunctionalInterface
  public interface Check {
    void run(JsonNode golden) throws Exception;
  }

  /** Every case of these kinds found in the file; fails if one of the kinds has none. */
  public static List<DynamicTest> tests(String file, Set<String> kinds, Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (JsonNode golden : read(file).get("cases")) {
      String kind = golden.get("kind").asText();
      if (kinds.contains(kind)) {
        found.add(kind);
        tests.add(DynamicTest.dynamicTest(golden.get("name").asText(), () -> check.run(golden)));
      }
    }
    if (!found.containsAll(kinds)) {
      throw new AssertionError(file + " has no case for one of " + kinds);
    }
    return tests;
  }

  public static JsonNode read(String file) {
    try (InputStream in = GoldenCases.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  public static int[] counts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToInt(count -> IntStream.of(count.intValue()))
        .toArray();
  }
}
