// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.result.ResultFiles;

/**
 * Reads and writes {@code gate.json}; what it holds is described in {@code docs/gate-schema.md}.
 */
public final class GateFiles {
  /** Name of the file in the output folder. */
  public static final String NAME = "gate.json";

  /** Fields that may be {@code null}, besides the reason of a judgement. */
  private static final Set<String> NULLABLE =
      Set.of(
          "effect",
          "low",
          "high",
          "noise",
          "pValue",
          "detectable",
          "pairsNeeded",
          "invalid",
          "stealShare",
          "throttledMicros",
          "pressureShare");

  /** How writers of JSON spell what is no number. */
  private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(NaN|INF|Inf|Infinity)");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private GateFiles() {}

  /**
   * Writes a run atomically, creating the folder if needed; equal runs give equal bytes.
   *
   * @throws UserError CANNOT_WRITE naming the file
   */
  public static void write(Path file, GateRun run) {
    ResultFiles.write(file, ResultFiles.toJson(run));
  }

  /**
   * Reads a run.
   *
   * @throws UserError BAD_INPUT naming the file, and the place within it, if it is missing,
   *     truncated, of another schema, or holds a time that is none
   */
  public static GateRun read(Path file) {
    JsonNode tree = tree(file);
    String schema = tree.path("schema").asText("");
    if (!schema.equals(GateRun.SCHEMA)) {
      throw bad(file, "has schema '" + schema + "', expected '" + GateRun.SCHEMA + "'", null);
    }
    check(file, tree, JsonPointer.empty());
    try {
      GateRun run = JSON.treeToValue(tree, GateRun.class);
      checkTimes(file, run.pairs());
      return run;
    } catch (JsonProcessingException e) {
      throw bad(file, "does not fit its schema (" + e.getOriginalMessage() + ")", e);
    }
  }

  /** Whether a file says that it is a gate run, of whatever version; false if it is no JSON. */
  public static boolean isGateRun(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      return tree != null && tree.path("schema").asText("").startsWith("moebench.gate/");
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode tree(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      if (tree == null || !tree.isObject()) {
        throw bad(file, "holds no JSON object: is it cut off?", null);
      }
      return tree;
    } catch (JsonProcessingException e) {
      String where = "line " + e.getLocation().getLineNr();
      throw bad(file, "is not valid JSON at " + where + " (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")", e);
    }
  }

  private static void check(Path file, JsonNode node, JsonPointer at) {
    if (node.isTextual() && NOT_FINITE.matcher(node.asText()).matches()) {
      throw bad(file, "is invalid: " + at + " is " + node.asText() + ", not a number", null);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonPointer place = at.appendIndex(i);
        if (node.get(i).isNull()) {
          throw bad(file, "is invalid: " + place + " is null", null);
        }
        check(file, node.get(i), place);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonPointer place = at.appendProperty(field.getKey());
      if (field.getValue().isNull() && !mayBeNull(at, field.getKey())) {
        throw bad(file, "is invalid: " + place + " is null", null);
      }
      check(file, field.getValue(), place);
    }
  }

  private static boolean mayBeNull(JsonPointer parent, String field) {
    boolean judgement = parent.toString().startsWith("/judgement");
    return NULLABLE.contains(field) || (judgement && field.equals("reason"));
  }

  private static void checkTimes(Path file, List<Pair> pairs) {
    for (int i = 0; i < pairs.size(); i++) {
      checkTimes(file, pairs.get(i).base(), "/pairs/" + i + "/base");
      checkTimes(file, pairs.get(i).head(), "/pairs/" + i + "/head");
    }
  }

  private static void checkTimes(Path file, ForkTimes fork, String at) {
    if (fork.iterations().isEmpty()) {
      throw bad(file, "is invalid: " + at + "/iterations is empty", null);
    }
    for (int i = 0; i < fork.iterations().size(); i++) {
      double time = fork.iterations().get(i);
      if (!(time > 0 && time < Double.POSITIVE_INFINITY)) {
        String place = at + "/iterations/" + i;
        throw bad(file, "is invalid: " + place + " is " + time + ", not a time", null);
      }
    }
  }

  private static UserError bad(Path file, String what, Exception cause) {
    String message = file + " " + what + "; run the gate again to get a new one";
    return new UserError(ExitStatus.BAD_INPUT, message, cause);
  }
}
