// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.StringJoiner;

/**
 * JSON for reviews: an array of plain values, such as the times of a fork, is one line; everything
 * else has a line per member.
 */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /** A record as a tree, fields in the record's order. */
  static JsonNode tree(Object record) {
    return JSON.valueToTree(record);
  }

  /** The text, with a newline at the end; equal trees give equal text. */
  static String text(JsonNode tree) {
    return text(tree, "\n") + "\n";
  }

  /**
   * @param newline a newline and the indentation of the node
   */
  private static String text(JsonNode node, String newline) {
    if (!node.isContainerNode()) {
      return node.toString();
    }
    String open = node.isArray() ? "[" : "{";
    String close = node.isArray() ? "]" : "}";
    String inner = newline + "  ";
    StringJoiner joined =
        isLine(node)
            ? new StringJoiner(", ", open, close)
            : new StringJoiner("," + inner, open + inner, newline + close);
    if (node.isArray()) {
      node.forEach(element -> joined.add(text(element, inner)));
    } else {
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        joined.add(TextNode.valueOf(name) + ": " + text(node.get(name), inner));
      }
    }
    return joined.toString();
  }

  private static boolean isLine(JsonNode container) {
    if (container.isEmpty()) {
      return true;
    }
    for (JsonNode element : container) {
      if (element.isContainerNode()) {
        return false;
      }
    }
    return container.isArray();
  }
}
