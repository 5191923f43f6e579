// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class SafetensorsTraceTest {
  @TempDir private Path folder;
  private final List<String> found = new ArrayList<>();

  @Test
  void iterationsOfALayerAreSummed() throws IOException {
    String header =
        """
        {"__metadata__":{"a":"b"},
         "0_5":{"dtype":"I32","shape":[3],"data_offsets":[0,12]},
         "1_5":{"dtype":"I32","shape":[3],"data_offsets":[12,24]},
         "0_2":{"dtype":"I32","shape":[3],"data_offsets":[24,36]}}""";
    try (TraceSource trace = open(file(header, ints(1, 2, 3, 10, 20, 30, 7, 0, 0)))) {
      assertThat(trace.header().layers()).containsExactly(2, 5);
      assertThat(trace.header().experts()).isEqualTo(3);
      assertThat(trace.header().expertsStated()).isTrue();
      assertThat(trace.header().topK()).isEqualTo(1);
      ReadTrace read = ReadTrace.all(trace);
      assertThat(read.counts())
          .containsExactly(
              new ReadTrace.Counts(0, List.of(7L, 0L, 0L)),
              new ReadTrace.Counts(1, List.of(11L, 22L, 33L)));
      assertThat(read.places()).containsExactly(trace.size());
      ReadTrace rest = new ReadTrace();
      trace.read(LayerRange.all(trace.header()), trace.size(), rest);
      assertThat(rest.counts()).isEmpty();
    }
    assertThat(found).isEmpty();
  }

  @Test
  void rowsOfATensorAreLayers() throws IOException {
    Files.writeString(
        folder.resolve("meta_info.json"),
        "{\"num_experts\":2,\"num_experts_per_token\":2,\"layers\":[3,9],\"ep_size\":4}");
    String header = "{\"counts\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
    try (TraceSource trace = open(file(header, ints(1, 2, 3, 4)))) {
      assertThat(trace.header().layers()).containsExactly(3, 9);
      assertThat(trace.header().topK()).isEqualTo(2);
      assertThat(ReadTrace.all(trace).counts())
          .containsExactly(
              new ReadTrace.Counts(0, List.of(1L, 2L)), new ReadTrace.Counts(1, List.of(3L, 4L)));
    }
    assertBad(
        file("{\"c\":{\"dtype\":\"I32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}", ints(1, 2)),
        "tensor c: 1 layers: expected 2, as meta_info.json states");
  }

  @ParameterizedTest
  @ValueSource(strings = {"I16", "I32", "I64", "U8", "F32", "F64"})
  void readsEveryType(String type) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : new int[] {5, 0, 200}) {
      switch (type) {
        case "I16" -> data.putShort((short) value);
        case "I32" -> data.putInt(value);
        case "I64" -> data.putLong(value);
        case "U8" -> data.put((byte) value);
        case "F32" -> data.putFloat(value);
        default -> data.putDouble(value);
      }
    }
    int length = data.position();
    String header =
        "{\"layer 7\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}"
            .formatted(type, length);
    try (TraceSource trace = open(file(header, Arrays.copyOf(data.array(), length)))) {
      assertThat(trace.header().layers()).containsExactly(7);
      assertThat(ReadTrace.all(trace).counts())
          .containsExactly(new ReadTrace.Counts(0, List.of(5L, 0L, 200L)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void countsThatAreNoneAreProblemsAndLeftOut() throws IOException {
    byte[] data =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(-1)
            .putFloat(2.5f)
            .putFloat(Float.NaN)
            .putFloat(4)
            .array();
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,1,1],\"data_offsets\":[16,20]}}";
    try (TraceSource trace = open(file(header, NpyBytes.concat(data, new byte[4])))) {
      assertThat(ReadTrace.all(trace).counts())
          .containsExactly(new ReadTrace.Counts(0, List.of(0L, 0L, 0L, 4L)));
    }
    String expected = ": expected a whole number from 0 to 2^53";
    assertThat(found)
        .containsExactly(
            "tensor a, layer 0, expert 0: count -1.0" + expected,
            "tensor a, layer 0, expert 1: count 2.5" + expected,
            "tensor a, layer 0, expert 2: count NaN" + expected,
            "tensor b: of shape [1, 1, 1]: expected [experts] or [layers, experts]");
  }

  @Test
  void lengthsThatLie() throws IOException {
    assertBad(new byte[5], "not a safetensors file: shorter than 8 bytes");
    byte[] claim =
        ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 63).array();
    assertBad(claim, "header: of 9223372036854775808 bytes declared, 92 are there: cut short");
    assertBad(new byte[100], "header: of 0 bytes declared, 92 are there");
    byte[] whole =
        file("{\"a\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[0,12]}}", ints(1, 2, 3));
    for (int length = 1; length < whole.length; length++) {
      assertBad(Arrays.copyOf(whole, length), "");
    }
    assertBad(
        Arrays.copyOf(whole, whole.length - 1),
        "tensor a: data from 0 to 12 of 11 bytes: cut short or damaged, copy the file again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]|header: expected a JSON object",
        "{\"a\":|header: not valid JSON",
        "{\"a\":1,\"a\":2}|header: not valid JSON",
        "{}|no tensor of counts: expected shape [experts] or [layers, experts]",
        "{\"a\":5}|tensor a: of type ?: expected counts in [I16, I32, I64, U8, F32, F64]",
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}|tensor a: of type BF16: ",
        "{\"a\":{\"dtype\":\"I32\",\"data_offsets\":[0,4]}}|tensor a: shape: expected a list",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[1]}}|tensor a: data_offsets: expected a list",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0]}}|tensor a: data_offsets: exp",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|tensor a: shape holds -1",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,0]}}|tensor a: data from 4 to 0",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,4]}}|tensor a: 4 bytes for shape",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}|tensor a:"
            + " shape [9223372036854775807, 4] is beyond 2^63 bytes",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[0],\"data_offsets\":[0,0]}}|tensor a: 0 experts",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[4,12]}}|tensor b: 2 experts:"
            + " expected 1, as stated or in the tensors before",
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[4,12]}}|tensor b: overlaps"
            + " tensor a: the file is damaged",
      })
  void wrongHeadersAreOneLine(String header, String message) throws IOException {
    assertBad(file(header, ints(1, 2, 3)), message);
  }

  private static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array();
    return NpyBytes.concat(length, text, data);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private void assertBad(byte[] bytes, String message) {
    assertThatThrownBy(() -> open(bytes).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("t.safetensors") + ": " + message)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }

  private TraceSource open(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("t.safetensors"), bytes);
    return Traces.open(
        file, new TraceOptions(0, 0, -1, (source, place, what) -> found.add(place + ": " + what)));
  }
}
