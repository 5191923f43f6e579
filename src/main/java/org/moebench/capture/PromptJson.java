// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** A prompt as a line of JSON. */
final class PromptJson {
  private static final String PROMPT = "prompt";
  private static final String RESPONSE = "response";
  private static final int LONGEST_CAUSE = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String file;

  /**
   * @param file for messages
   */
  PromptJson(String file) {
    this.file = file;
  }

  /**
   * Reads a line.
   *
   * @param number of the line, for messages
   * @throws UserError BAD_INPUT if it is no object with prompt, response or both
   */
  Prompt parse(String line, long number) {
    JsonNode object = tree(line, number);
    if (!object.isObject()) {
      throw bad(number, "expected an object with \"prompt\", \"response\" or both");
    }
    if (!object.has(PROMPT) && !object.has(RESPONSE)) {
      throw bad(number, "an object without \"prompt\" and \"response\"");
    }
    return new Prompt(text(object, PROMPT, number), text(object, RESPONSE, number));
  }

  private JsonNode tree(String line, long number) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      String cause = e.getOriginalMessage().lines().findFirst().orElse("");
      cause = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + ".." : cause;
      long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw bad(number, "no JSON, or cut off, at column " + column + ": " + cause);
    }
  }

  /** What is absent or null is empty. */
  private String text(JsonNode object, String key, long number) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.getNodeType() != JsonNodeType.STRING) {
      String type = value.getNodeType().toString().toLowerCase(Locale.ROOT);
      throw bad(number, "\"%s\" is of type %s, expected a string".formatted(key, type));
    }
    return value.textValue();
  }

  private UserError bad(long number, String problem) {
    return new UserError(ExitStatus.BAD_INPUT, "%s: line %d: %s".formatted(file, number, problem));
  }
}
