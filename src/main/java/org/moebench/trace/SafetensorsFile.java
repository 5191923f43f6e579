// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.moebench.fault.UserError;

/**
 * Tensors of a safetensors file: the length of a JSON header in 8 bytes, the header, the data. The
 * header gives each tensor's type, shape and place in the data.
 */
final class SafetensorsFile {
  private static final int LONGEST_HEADER = 1 << 24;
  private static final String METADATA = "__metadata__";

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Types of elements that counts may have. */
  enum Type {
    I16(2),
    I32(4),
    I64(8),
    U8(1),
    F32(4),
    F64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    static Type of(String name) {
      for (Type type : values()) {
        if (type.name().equals(name)) {
          return type;
        }
      }
      return null;
    }
  }

  /**
   * A tensor, row after row.
   *
   * @param begin first byte in the data
   * @param data its elements
   */
  record Tensor(String name, Type type, List<Long> shape, long begin, MemorySegment data) {
    /** An element; exact up to 2^53. */
    double number(long index) {
      long at = index * type.bytes;
      return switch (type) {
        case I16 -> data.get(SHORT, at);
        case I32 -> data.get(INT, at);
        case I64 -> data.get(LONG, at);
        case U8 -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at));
        case F32 -> Float.intBitsToFloat(data.get(INT, at));
        case F64 -> Double.longBitsToDouble(data.get(LONG, at));
      };
    }
  }

  private final String source;
  private final MemorySegment data;

  private SafetensorsFile(String source, MemorySegment data) {
    this.source = source;
    this.data = data;
  }

  /**
   * All tensors in the order of their data.
   *
   * @throws UserError BAD_INPUT, one line, if the header is wrong or the file cut
   */
  static List<Tensor> tensors(MappedFile file) {
    MemorySegment bytes = file.bytes();
    if (bytes.byteSize() < Long.BYTES) {
      throw TraceError.of(file.name(), "not a safetensors file: shorter than 8 bytes");
    }
    long length = bytes.get(LONG, 0);
    long there = bytes.byteSize() - Long.BYTES;
    if (length < 2 || length > there) {
      throw TraceError.at(
          file.name(),
          "header",
          "of %s bytes declared, %d are there: cut short, or not a safetensors file"
              .formatted(Long.toUnsignedString(length), there));
    }
    if (length > LONGEST_HEADER) {
      throw TraceError.at(
          file.name(),
          "header",
          "of %d bytes: expected at most %d".formatted(length, LONGEST_HEADER));
    }
    String text =
        new String(
            bytes.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE),
            StandardCharsets.UTF_8);
    MemorySegment data = bytes.asSlice(Long.BYTES + length);
    return new SafetensorsFile(file.name(), data).tensors(text);
  }

  private List<Tensor> tensors(String text) {
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tree(text).properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.add(tensor(entry.getKey(), entry.getValue()));
      }
    }
    tensors.sort(Comparator.comparingLong(Tensor::begin));
    for (int i = 1; i < tensors.size(); i++) {
      Tensor before = tensors.get(i - 1);
      if (tensors.get(i).begin() < before.begin() + before.data().byteSize()) {
        throw bad(
            tensors.get(i).name(),
            "overlaps tensor %s: the file is damaged".formatted(TraceError.shown(before.name())));
      }
    }
    return tensors;
  }

  private JsonNode tree(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isObject()) {
        throw TraceError.at(source, "header", "expected a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw TraceError.at(source, "header", HeaderJson.problem(e));
    }
  }

  private Tensor tensor(String name, JsonNode entry) {
    Type type = Type.of(entry.path("dtype").asText());
    if (type == null) {
      throw bad(
          name,
          "of type %s: expected counts in %s"
              .formatted(
                  TraceError.shown(entry.path("dtype").asText("?")), List.of(Type.values())));
    }
    List<Long> shape = numbers(name, entry, "shape");
    List<Long> offsets = numbers(name, entry, "data_offsets");
    if (offsets.size() != 2) {
      throw bad(name, "data_offsets: expected begin and end");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin > end || end > data.byteSize()) {
      throw bad(
          name,
          "data from %d to %d of %d bytes: cut short or damaged, copy the file again"
              .formatted(begin, end, data.byteSize()));
    }
    if (end - begin != length(name, type, shape)) {
      throw bad(
          name,
          "%d bytes for shape %s of %s: the file is damaged"
              .formatted(end - begin, TraceError.shown(shape.toString()), type));
    }
    return new Tensor(name, type, shape, begin, data.asSlice(begin, end - begin));
  }

  private long length(String name, Type type, List<Long> shape) {
    try {
      long length = type.bytes;
      for (long dimension : shape) {
        length = Math.multiplyExact(length, dimension);
      }
      return length;
    } catch (ArithmeticException e) {
      throw bad(
          name,
          "shape %s is beyond 2^63 bytes: no such tensor exists"
              .formatted(TraceError.shown(shape.toString())));
    }
  }

  private List<Long> numbers(String name, JsonNode entry, String field) {
    List<Long> numbers = new ArrayList<>();
    JsonNode list = entry.path(field);
    if (!list.isArray()) {
      throw bad(name, "%s: expected a list of numbers".formatted(field));
    }
    for (JsonNode number : list) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw bad(
            name,
            "%s holds %s: expected whole numbers from 0 on"
                .formatted(field, TraceError.shown(number.toString())));
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private UserError bad(String tensor, String what) {
    return TraceError.at(source, "tensor " + TraceError.shown(tensor), what);
  }
}
