// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.gate.GateCell;
import org.moebench.gate.pairs.ForkRunner.Failure;
import org.moebench.gate.pairs.ForkRunner.Kind;

/** Reads what a fork left behind: its times, or why there are none. */
final class ForkOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GateCell cell;
  private final Arm arm;
  private final List<Double> iterations = new ArrayList<>();
  private final Failure failure;

  /**
   * @param printed everything that JMH and the fork printed
   * @param exit exit status of JMH
   * @param result JMH's JSON; it may not exist
   * @param report the fork's report; it may not exist
   */
  ForkOutput(GateCell cell, Arm arm, String printed, int exit, Path result, Path report) {
    this.cell = cell;
    this.arm = arm;
    String mismatch = mismatch(report);
    if (mismatch != null) {
      failure = new Failure(Kind.FAILED, "does not match its reference: " + mismatch);
    } else if (exit != 0 || tree(result).isEmpty()) {
      failure = FailureText.of(cell, printed, exit);
    } else {
      failure = read(tree(result));
    }
  }

  /** Why there are no times; {@code null} if there are. */
  Failure failure() {
    return failure;
  }

  /** Microseconds per call of every iteration. */
  List<Double> iterations() {
    return List.copyOf(iterations);
  }

  /**
   * The first element that the fork's verification found wrong; {@code null} if there is none. Read
   * as a tree, since the report may be another revision's.
   */
  private static String mismatch(Path report) {
    return tree(report).at("/correctness/message").textValue();
  }

  private static JsonNode tree(Path file) {
    try {
      return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private Failure read(JsonNode entries) {
    if (entries.size() != 1) {
      return absent("the benchmark has parameters the cell does not set");
    }
    JsonNode entry = entries.get(0);
    for (Map.Entry<String, String> param : cell.params().entrySet()) {
      if (!param.getValue().equals(entry.at("/params/" + param.getKey()).textValue())) {
        return absent("the benchmark has no parameter '" + param.getKey() + "'");
      }
    }
    String swapped = swapped(entry.path("jvmArgs"));
    return swapped != null ? failed(swapped) : readTimes(entry.path("primaryMetric"));
  }

  private String swapped(JsonNode jvmArgs) {
    String prefix = ForkCommand.armArgument("");
    for (JsonNode argument : jvmArgs) {
      String text = argument.asText();
      if (text.startsWith(prefix)) {
        String ran = text.substring(prefix.length());
        return ran.equals(arm.name())
            ? null
            : "swapped arms: it was started as %s and ran as %s".formatted(arm.name(), ran);
      }
    }
    return "it does not say as which arm it ran";
  }

  private Failure readTimes(JsonNode metric) {
    String unit = metric.path("scoreUnit").asText();
    JsonNode scores = metric.at("/rawData/0");
    if (!unit.equals("us/op") || scores.size() != cell.timing().iterations()) {
      return failed(
          "JMH measured %d iterations in %s instead of %d in us/op"
              .formatted(scores.size(), unit, cell.timing().iterations()));
    }
    for (JsonNode score : scores) {
      // JMH writes NaN and infinities as text.
      if (!score.isNumber() || !(score.doubleValue() > 0)) {
        return failed("an iteration took " + score.asText() + " us, which is no time");
      }
      iterations.add(score.doubleValue());
    }
    return null;
  }

  private static Failure absent(String reason) {
    return new Failure(Kind.ABSENT, reason);
  }

  private static Failure failed(String reason) {
    return new Failure(Kind.FAILED, reason);
  }
}
