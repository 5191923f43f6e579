// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;

class ArrayTraceTest {
  private static final int TOKENS = 70;
  private static final int LAYERS = 3;
  private static final int SLOTS = 4;
  private static final int EXPERTS = 100;

  @TempDir private Path folder;
  private final List<String> found = new ArrayList<>();

  static Stream<String> types() {
    return Stream.of("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")
        .flatMap(t -> t.endsWith("1") ? Stream.of("|" + t) : Stream.of("<" + t, ">" + t));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeOrderAndVersionReadsTheSame(String descr) throws IOException {
    for (int version = 1; version <= 3; version++) {
      for (boolean fortran : new boolean[] {false, true}) {
        byte[] bytes =
            NpyBytes.array(version, descr, fortran, ArrayTraceTest::id, TOKENS, LAYERS, SLOTS);
        try (TraceSource trace = open(bytes, options(EXPERTS, 0))) {
          assertThat(trace.size()).isEqualTo(TOKENS);
          assertThat(trace.header().topK()).isEqualTo(SLOTS);
          assertThat(trace.header().layers()).containsExactly(0, 1, 2);
          assertIds(ReadTrace.all(trace));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** Distinct in a row, -1 now and then. */
  private static double id(long i) {
    long row = i / SLOTS;
    return i % 37 == 5 ? -1 : (row * 7 + (i % SLOTS) * 23) % EXPERTS;
  }

  private static void assertIds(ReadTrace read) {
    assertThat(read.records()).hasSize(TOKENS * LAYERS);
    for (ReadTrace.Record each : read.records()) {
      for (int slot = 0; slot < SLOTS; slot++) {
        long index = (each.number() * LAYERS + each.layer()) * SLOTS + slot;
        assertThat(each.ids().get(slot)).isEqualTo((short) id(index));
      }
      assertThat(each.position()).isEqualTo((int) each.number());
      assertThat(each.sequence()).isZero();
      assertThat(each.phase()).isEqualTo(TracePhase.UNSTATED.ordinal());
      assertThat(each.weights()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoDimensionsAreOneLayer(boolean fortran) throws IOException {
    byte[] bytes = NpyBytes.array(1, "<i4", fortran, i -> (i * 3) % 50, 9, 2);
    try (TraceSource trace = open(bytes, options(0, 0))) {
      assertThat(trace.header().layers()).containsExactly(0);
      assertThat(trace.header().experts()).isEqualTo(50);
      assertThat(trace.header().expertsStated()).isFalse();
      assertThat(ReadTrace.all(trace).ids(0))
          .startsWith(List.of((short) 0, (short) 3), List.of((short) 6, (short) 9))
          .hasSize(9);
    }
  }

  /** A full ranking: the first k of each row are what a trace of k slots holds. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstSlotsOfLongerRowsAreTheShorterTrace(boolean fortran) throws IOException {
    LongToDoubleFunction ranking = i -> (i / 32 * 11 + i % 32 * 5) % 32;
    LongToDoubleFunction top = i -> ranking.applyAsDouble(i / 6 * 32 + i % 6);
    byte[] longRows = NpyBytes.array(1, "<i4", fortran, ranking, 40, 2, 32);
    byte[] shortRows = NpyBytes.array(1, "<i4", false, top, 40, 2, 6);
    byte[] misread = NpyBytes.array(1, "<i4", false, ranking, 40, 2, 6);
    ReadTrace ranked = read(longRows, options(32, 6));
    assertThat(ranked.records()).isEqualTo(read(shortRows, options(32, 0)).records());
    assertThat(ranked.records()).hasSize(80).isNotEqualTo(read(misread, options(32, 0)).records());
    assertThat(found).isEmpty();
  }

  @Test
  void layersAndPlacesCanBeTaken() throws IOException {
    byte[] bytes = NpyBytes.array(1, "<i2", false, i -> i % 2048, 9000, 2, 64);
    try (TraceSource trace = open(bytes, options(2048, 0))) {
      ReadTrace all = ReadTrace.all(trace);
      assertThat(all.records()).hasSize(18000);
      assertThat(all.places()).endsWith(9000L).isSorted().hasSizeGreaterThan(2);
      long place = all.places().get(1);
      ReadTrace rest = new ReadTrace();
      trace.read(new LayerRange(1, 2), place, rest);
      assertThat(rest.records()).isEqualTo(all.records(1).subList((int) place, 9000));
      ReadTrace none = new ReadTrace();
      trace.read(LayerRange.all(trace.header()), 9000, none);
      assertThat(none.records()).isEmpty();
      assertThat(none.places()).containsExactly(9000L);
    }
  }

  @Test
  void noTokensAreATrace() throws IOException {
    ReadTrace read = read(NpyBytes.array(1, "<i2", false, i -> 0, 0, 3, 2), options(0, 0));
    assertThat(read.records()).isEmpty();
    assertThat(read.places()).containsExactly(0L);
  }

  @Test
  void theFileBesideSaysMore() throws IOException {
    Files.writeString(
        folder.resolve("t.json"),
        """
        {"model":"m","num_experts":64,"top_k":2,"layers":[4,9,30],"hash_layers":[4],
         "license":"l","phase_split":60}""");
    byte[] bytes = NpyBytes.array(1, "|u1", false, i -> i % 60, TOKENS, LAYERS, SLOTS);
    try (TraceSource trace = open(bytes, options(0, 0))) {
      TraceHeader header = trace.header();
      assertThat(header.model()).isEqualTo("m");
      assertThat(header.experts()).isEqualTo(64);
      assertThat(header.expertsStated()).isTrue();
      assertThat(header.topK()).isEqualTo(2);
      assertThat(header.layers()).containsExactly(4, 9, 30);
      assertThat(header.hashLayers()).containsExactly(4);
      List<ReadTrace.Record> records = ReadTrace.all(trace).records(0);
      assertThat(records.get(59).phase()).isEqualTo(TracePhase.PROMPT.ordinal());
      assertThat(records.get(60).phase()).isEqualTo(TracePhase.GENERATED.ordinal());
    }
    TraceOptions user = new TraceOptions(70, 3, 0, this::collect);
    try (TraceSource trace = open(bytes, user)) {
      assertThat(trace.header().experts()).isEqualTo(70);
      assertThat(trace.header().topK()).isEqualTo(3);
      assertThat(ReadTrace.all(trace).records().get(0).phase())
          .isEqualTo(TracePhase.GENERATED.ordinal());
    }
    assertThat(found).isEmpty();
  }

  @Test
  void problemsHaveThePlaceInTheFile() throws IOException {
    Files.writeString(folder.resolve("t.json"), "{\"layers\":[7,8],\"num_experts\":16}");
    double[] ids = {0, 1, 2, 3, 4, 16, 5, 5, 70000, 1, -9, 2};
    ReadTrace read = read(NpyBytes.array("<i4", ids, 3, 2, 2), options(0, 0));
    assertThat(found)
        .containsExactly(
            "token 2, layer 7, slot 0: id 70000 of 16 experts: expected 0 to 15",
            "token 1, layer 7, slot 1: id 16 of 16 experts: expected 0 to 15",
            "token 1, layer 8, slot 1: id 5 again, as in slot 0: the experts of a token must be"
                + " distinct");
    assertThat(read.ids(0)).containsExactly(ids(0, 1), ids(4, -1), ids(-1, 1));
    assertThat(read.ids(1)).containsExactly(ids(2, 3), ids(5, -1), ids(-1, 2));
  }

  @Test
  void unsignedIdsThatHaveAllBitsSetAreMissing() throws IOException {
    for (String type : List.of("|u1", "<u2", "<u4", "<u8")) {
      byte[] bytes = NpyBytes.array(type, new double[] {-1, 3, 2, -1}, 2, 2);
      assertThat(read(bytes, options(8, 0)).ids(0)).containsExactly(ids(-1, 3), ids(2, -1));
    }
    assertThat(found).isEmpty();
    byte[] bytes = NpyBytes.array("|u1", new double[] {255, 3, 2, 1}, 2, 2);
    assertThat(read(bytes, options(256, 0)).ids(0)).containsExactly(ids(255, 3), ids(2, 1));
    assertThat(found).isEmpty();
    assertThat(read(bytes, options(0, 0)).ids(0)).containsExactly(ids(-1, 3), ids(2, 1));
    assertThat(found)
        .containsExactly(
            "ids: of type u1 with 255 in it, an expert or a missing id: state the number of"
                + " experts (num_experts)");
  }

  @Test
  void idsBeyondAnyExpertAreNoExpertsCount() throws IOException {
    byte[] wide = NpyBytes.array("<i8", new double[] {7, 0x1p40, 2, 32767}, 2, 2);
    try (TraceSource trace = open(wide, options(0, 0))) {
      assertThat(trace.header().experts()).isEqualTo(8);
      assertThat(ReadTrace.all(trace).ids(0)).containsExactly(ids(7, -1), ids(2, -1));
    }
    assertThat(found)
        .containsExactly(
            "token 0, layer 0, slot 1: id 1099511627776: expected at most 32766",
            "token 1, layer 0, slot 1: id 32767: expected at most 32766");
    found.clear();
    byte[] unsigned = NpyBytes.array("<u8", new double[] {1, 0x1.8p63, -1, 2}, 2, 2);
    java.nio.ByteBuffer.wrap(unsigned)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(unsigned.length - 24, Long.MIN_VALUE);
    assertThat(read(unsigned, options(0, 0)).ids(0)).containsExactly(ids(1, -1), ids(-1, 2));
    assertThat(found)
        .containsExactly(
            "token 0, layer 0, slot 1: id 9223372036854775808: expected at most 32766");
  }

  @Test
  void strictEndsAtTheFirstProblem() throws IOException {
    byte[] bytes = NpyBytes.array("<i4", new double[] {0, 1, 1, 1}, 2, 2);
    assertThatThrownBy(() -> read(bytes, TraceOptions.strict()))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "t.npy: token 1, layer 0, slot 1: id 1 again, as in slot 0: the experts of a token must"
                + " be distinct");
  }

  private static List<Short> ids(int... ids) {
    List<Short> list = new ArrayList<>();
    for (int id : ids) {
      list.add((short) id);
    }
    return list;
  }

  private ReadTrace read(byte[] bytes, TraceOptions options) throws IOException {
    try (TraceSource trace = open(bytes, options)) {
      return ReadTrace.all(trace);
    }
  }

  private TraceSource open(byte[] bytes, TraceOptions options) throws IOException {
    return Traces.open(Files.write(folder.resolve("t.npy"), bytes), options);
  }

  private TraceOptions options(int experts, int topK) {
    return new TraceOptions(experts, topK, -1, this::collect);
  }

  private void collect(String source, String place, String what) {
    found.add(place + ": " + what);
  }
}
