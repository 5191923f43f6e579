// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The header object of a trace file, as one line of JSON without its end. */
final class HeaderText {
  private static final int VERSION = 1;

  private HeaderText() {}

  /** The first line of a JSONL file, whose ids need E to be known. */
  static String ofLines(TraceHeader header) {
    return text(header, true, -1);
  }

  /**
   * The file beside arrays, or among them. E is left out unless it was stated.
   *
   * @param promptTokens positions below it are the prompt; negative: not stated here
   */
  static String ofArrays(TraceHeader header, int promptTokens) {
    return text(header, header.expertsStated(), promptTokens);
  }

  private static String text(TraceHeader header, boolean experts, int promptTokens) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("moe_routing", VERSION);
    putStated(object, "model", header.model());
    if (experts) {
      object.put("num_experts", header.experts());
    }
    object.put("top_k", header.topK());
    putAll(object.putArray("layers"), header.layers());
    putAll(object.putArray("hash_layers"), header.hashLayers());
    putStated(object, "source", header.source());
    putStated(object, "license", header.license());
    if (promptTokens >= 0) {
      object.put("phase_split", promptTokens);
    }
    return object.toString();
  }

  private static void putStated(ObjectNode object, String field, String value) {
    if (!value.equals(TraceHeader.NOT_STATED)) {
      object.put(field, value);
    }
  }

  private static void putAll(ArrayNode array, Iterable<Integer> numbers) {
    numbers.forEach(array::add);
  }
}
