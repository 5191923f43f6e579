// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.moebench.fault.UserError;

/**
 * The JSON object that says what a trace is: the first line of JSONL, {@code header.json} of a
 * {@code .npz}, the file beside a {@code .npy}. Every field may be absent.
 *
 * @param model name of the model, {@link TraceHeader#NOT_STATED} if absent
 * @param source where the trace comes from, {@link TraceHeader#NOT_STATED} if absent
 * @param license licence of the trace, {@link TraceHeader#NOT_STATED} if absent
 * @param experts E, 0 if absent
 * @param topK k, 0 if absent; also as {@code num_experts_per_token}
 * @param layers numbers of the layers, empty if absent
 * @param hashLayers those whose experts follow from the token alone, empty if absent
 * @param phaseSplit positions below it are the prompt; -1 if absent
 * @param version value of {@code moe_routing}, 0 if absent
 */
record HeaderJson(
    String model,
    String source,
    String license,
    int experts,
    int topK,
    List<Integer> layers,
    Set<Integer> hashLayers,
    int phaseSplit,
    int version) {
  /** The version that is read and written. */
  static final int VERSION = 1;

  /** Nothing stated. */
  static final HeaderJson ABSENT =
      new HeaderJson(
          TraceHeader.NOT_STATED,
          TraceHeader.NOT_STATED,
          TraceHeader.NOT_STATED,
          0,
          0,
          List.of(),
          Set.of(),
          -1,
          0);

  private static final int LONGEST_TEXT = 2000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * The facts of a header and the position where the generated part starts.
   *
   * @param phaseSplit -1 if it is not the same for all sequences, or unknown
   */
  static HeaderJson of(TraceHeader header, int phaseSplit) {
    return new HeaderJson(
        header.model(),
        header.source(),
        header.license(),
        header.expertsStated() ? header.experts() : 0,
        header.topK(),
        header.layers(),
        header.hashLayers(),
        phaseSplit,
        VERSION);
  }

  /**
   * Reads it.
   *
   * @param text one JSON object; unknown fields are ignored, null counts as absent
   * @param source the file, for messages
   * @param place where in the file, for messages, for example {@code line 1}
   * @throws UserError BAD_INPUT, one line with the field, at a wrong type or range
   */
  static HeaderJson parse(String text, String source, String place) {
    try {
      return parse(JSON.readTree(text), source, place);
    } catch (JsonProcessingException e) {
      throw TraceError.at(source, place, problem(e));
    }
  }

  private static HeaderJson parse(JsonNode tree, String source, String place) {
    if (!tree.isObject()) {
      throw TraceError.at(source, place, "expected a JSON object");
    }
    Fields fields = new Fields(tree, source, place);
    int version = fields.whole("moe_routing", VERSION, VERSION).orElse(0);
    return new HeaderJson(
        fields.text("model"),
        fields.text("source"),
        fields.text("license"),
        fields.whole("num_experts", 1, TraceHeader.MOST_EXPERTS).orElse(0),
        fields
            .whole("top_k", 1, TraceHeader.MOST_SLOTS)
            .or(() -> fields.whole("num_experts_per_token", 1, TraceHeader.MOST_SLOTS))
            .orElse(0),
        fields.layers("layers"),
        new TreeSet<>(fields.layers("hash_layers")),
        fields.whole("phase_split", 0, Integer.MAX_VALUE).orElse(-1),
        version);
  }

  /** What is wrong with a text that is not JSON, in one line. */
  static String problem(JsonProcessingException e) {
    String cause = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String where = e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr();
    return "not valid JSON%s (%s)"
        .formatted(where, TraceError.shown(cause.replaceAll("[\\s\\p{Cntrl}]+", " ")));
  }

  /** The object in one line of JSON, without absent fields. */
  String text() {
    ObjectNode object = JSON.createObjectNode();
    object.put("moe_routing", VERSION);
    put(object, "model", model);
    if (experts > 0) {
      object.put("num_experts", experts);
    }
    if (topK > 0) {
      object.put("top_k", topK);
    }
    if (!layers.isEmpty()) {
      layers.forEach(object.putArray("layers")::add);
      hashLayers.forEach(object.putArray("hash_layers")::add);
    }
    put(object, "source", source);
    put(object, "license", license);
    if (phaseSplit >= 0) {
      object.put("phase_split", phaseSplit);
    }
    return object.toString();
  }

  private static void put(ObjectNode object, String field, String value) {
    if (!value.equals(TraceHeader.NOT_STATED)) {
      object.put(field, value);
    }
  }

  /**
   * The header of the trace. What the user says goes before what the file says, and that before
   * what its records show.
   *
   * @param file the file, for messages
   * @param slots k, from whoever knows the rows
   * @param found numbers of the layers if the file states none
   * @param largest the largest id of the records, -1 if there is none; asked if nobody states E
   * @throws UserError BAD_INPUT, one line, if the facts contradict each other
   */
  TraceHeader header(
      String file, TraceOptions options, int slots, List<Integer> found, IntSupplier largest) {
    int stated = options.experts() > 0 ? options.experts() : experts;
    int all = stated > 0 ? stated : Math.max(largest.getAsInt() + 1, slots);
    try {
      return new TraceHeader(
          model,
          source,
          license,
          all,
          stated > 0,
          slots,
          layers.isEmpty() ? found : layers,
          hashLayers);
    } catch (IllegalArgumentException e) {
      throw TraceError.at(file, "header", e.getMessage());
    }
  }

  /** Fields by name and type. */
  private record Fields(JsonNode object, String source, String place) {
    private String text(String name) {
      JsonNode value = object.path(name);
      if (isAbsent(value)) {
        return TraceHeader.NOT_STATED;
      }
      require(value.isTextual(), name, value, "text");
      String text = value.textValue();
      boolean oneLine = text.codePoints().noneMatch(Character::isISOControl);
      require(
          oneLine && !text.isBlank() && text.length() <= LONGEST_TEXT,
          name,
          value,
          "one line of 1 to " + LONGEST_TEXT + " characters");
      return text;
    }

    private Optional<Integer> whole(String name, int least, int most) {
      JsonNode value = object.path(name);
      if (isAbsent(value)) {
        return Optional.empty();
      }
      requireWhole(name, value, least, most);
      return Optional.of(value.intValue());
    }

    private List<Integer> layers(String name) {
      JsonNode list = object.path(name);
      if (isAbsent(list)) {
        return List.of();
      }
      require(list.isArray(), name, list, "a list of layer numbers");
      if (list.size() > TraceHeader.MOST_LAYERS) {
        throw bad(
            name, "%d layers: expected at most %d".formatted(list.size(), TraceHeader.MOST_LAYERS));
      }
      List<Integer> numbers = new ArrayList<>();
      for (JsonNode entry : list) {
        requireWhole("%s[%d]".formatted(name, numbers.size()), entry, 0, Integer.MAX_VALUE);
        numbers.add(entry.intValue());
      }
      return numbers;
    }

    private static boolean isAbsent(JsonNode value) {
      return value.isMissingNode() || value.isNull();
    }

    private void requireWhole(String name, JsonNode value, int least, int most) {
      boolean right = value.isIntegralNumber() && value.canConvertToInt();
      require(
          right && value.intValue() >= least && value.intValue() <= most,
          name,
          value,
          least == most
              ? String.valueOf(least)
              : "a whole number from %d to %d".formatted(least, most));
    }

    private void require(boolean holds, String name, JsonNode value, String expected) {
      if (!holds) {
        throw bad(name, TraceError.shown(value.toString()) + ": expected " + expected);
      }
    }

    private UserError bad(String name, String what) {
      return TraceError.at(source, "%s, field '%s'".formatted(place, name), what);
    }
  }
}
