// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class NpzTraceTest {
  private static final int TOKENS = 50;
  private static final int LAYERS = 2;
  private static final int SLOTS = 3;
  private static final byte[] IDS =
      NpyBytes.array(1, "<i2", false, i -> i * 5 % 64, TOKENS, LAYERS, SLOTS);

  @TempDir private Path folder;
  private final List<String> found = new ArrayList<>();

  @BeforeEach
  void idsAreAsExpected() {
    assertThat(IDS.length).isEqualTo(128 + 2 * TOKENS * LAYERS * SLOTS);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, <f4",
    "true, false, <f4",
    "false, true, >f2",
    "true, true, >f8",
    "true, true, <f2"
  })
  void readsAllMembersStoredOrDeflated(boolean deflated, boolean zip64, String type)
      throws IOException {
    ZipBytes zip = zip64 ? new ZipBytes().zip64() : new ZipBytes();
    add(zip, deflated, "ids.npy", IDS);
    add(zip, deflated, "weights.npy", figures(type, true, 0.25));
    add(zip, deflated, "norms.npy", figures(type, false, 1));
    add(zip, deflated, "max.npy", figures(type, false, -2));
    add(zip, deflated, "seq.npy", perToken("<i4", t -> t / 20 - 1));
    add(zip, deflated, "pos.npy", perToken("|u1", t -> t % 20 + 3));
    add(zip, deflated, "phase.npy", perToken("<i8", t -> t % 3));
    add(
        zip,
        deflated,
        "header.json",
        text("{\"num_experts\":64,\"model\":\"é\",\"layers\":[1,5]}"));
    add(zip, deflated, "more.txt", text("not looked at"));
    try (TraceSource trace = open(zip)) {
      assertThat(trace.header().model()).isEqualTo("é");
      assertThat(trace.header().layers()).containsExactly(1, 5);
      ReadTrace read = ReadTrace.all(trace);
      assertThat(read.records()).hasSize(TOKENS * LAYERS);
      for (ReadTrace.Row each : read.records()) {
        int token = (int) each.number();
        assertThat(each.sequence()).isEqualTo(token / 20 - 1);
        assertThat(each.position()).isEqualTo(token % 20 + 3);
        assertThat(each.phase()).isEqualTo(token % 3);
        for (int slot = 0; slot < SLOTS; slot++) {
          int i = (token * LAYERS + each.layer()) * SLOTS + slot;
          assertThat(each.ids().get(slot)).isEqualTo((short) (i * 5 % 64));
          assertThat(each.weights().get(slot)).isEqualTo(i * 0.25f);
          assertThat(each.norms().get(slot)).isEqualTo((float) i);
          assertThat(each.maxima().get(slot)).isEqualTo(i * -2f);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static byte[] figures(String type, boolean fortran, double factor) {
    return NpyBytes.array(1, type, fortran, i -> i * factor, TOKENS, LAYERS, SLOTS);
  }

  private static byte[] perToken(String type, LongToDoubleFunction values) {
    return NpyBytes.array(1, type, false, t -> Math.floor(values.applyAsDouble(t)), TOKENS);
  }

  private static void add(ZipBytes zip, boolean deflated, String name, byte[] content) {
    if (deflated) {
      zip.deflated(name, content);
    } else {
      zip.stored(name, content);
    }
  }

  @Test
  void longerRowsAreReadWithTheirFigures() throws IOException {
    ZipBytes zip =
        new ZipBytes()
            .stored("ids.npy", IDS)
            .deflated("weights.npy", figures("<f4", true, 0.5))
            .stored("header.json", text("{\"top_k\":2,\"num_experts\":64}"));
    try (TraceSource trace = open(zip)) {
      ReadTrace.Row last = ReadTrace.all(trace).records(1).get(TOKENS - 1);
      int first = ((TOKENS - 1) * LAYERS + 1) * SLOTS;
      assertThat(last.weights()).containsExactly(first * 0.5f, (first + 1) * 0.5f);
      assertThat(last.ids())
          .containsExactly((short) (first * 5 % 64), (short) ((first + 1) * 5 % 64));
    }
  }

  @Test
  void figuresThatAreNoneAreProblems() throws IOException {
    double[] norms = {1, -1, 1, Double.POSITIVE_INFINITY};
    double[] weights = {Double.NaN, 1, 1, 1};
    ZipBytes zip =
        new ZipBytes()
            .stored("ids.npy", NpyBytes.array("<i4", new double[] {0, 1, 2, -1}, 2, 2))
            .stored("weights.npy", NpyBytes.array("<f4", weights, 2, 2))
            .stored("norms.npy", NpyBytes.array("<f8", norms, 2, 2))
            .stored("pos.npy", NpyBytes.array("<i4", new double[] {-4, 1}, 2))
            .stored("phase.npy", NpyBytes.array("|i1", new double[] {1, 3}, 2));
    try (TraceSource trace = open(zip)) {
      ReadTrace read = ReadTrace.all(trace);
      assertThat(read.records().get(0).ids()).containsExactly((short) -1, (short) -1);
      assertThat(read.records().get(1).norms()).containsExactly(1f, 0f);
    }
    assertThat(found)
        .containsExactly(
            "token 0, pos: -4: expected 0 to 2147483647",
            "token 1, phase: 3: expected 0 to 2",
            "token 0, layer 0, slot 0: weight NaN: expected a finite number",
            "token 0, layer 0, slot 1: norm -1.0: expected a finite number, not negative");
  }

  @Test
  void aWrongChecksumAndMoreDataAreProblems() throws IOException {
    byte[] more = NpyBytes.concat(IDS, new byte[5]);
    ZipBytes zip = new ZipBytes().member("ids.npy", 0, 8, 1, IDS.length, ZipBytes.deflate(IDS));
    open(zip).close();
    open(new ZipBytes().deflated("ids.npy", more)).close();
    open(new ZipBytes().stored("ids.npy", more)).close();
    assertThat(found)
        .containsExactly(
            "member ids.npy: wrong checksum: the archive is damaged, copy it again",
            "member ids.npy: goes on after the end of the array at byte 728",
            "ids: 5 bytes after the end of the array at byte 728: expected none");
  }

  @Test
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = leftovers(temporary);
    try (TraceSource trace = open(new ZipBytes().deflated("ids.npy", IDS))) {
      assertThat(leftovers(temporary)).isEqualTo(before);
      assertThat(ReadTrace.all(trace).records()).hasSize(TOKENS * LAYERS);
    }
    assertBad(new ZipBytes().deflated("ids.npy", IDS).deflated("seq.npy", IDS), "seq: of shape");
    assertThat(leftovers(temporary)).isEqualTo(before);
  }

  private static List<Path> leftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("moebench-.*\\.npy"))
          .sorted()
          .toList();
    }
  }

  @Test
  void membersMustFitTheIds() throws IOException {
    assertBad(ids().stored("weights.npy", IDS), "weights: of type i2: expected f2, f4 or f8");
    assertBad(
        ids().stored("norms.npy", NpyBytes.array(1, "<f4", false, i -> 0, TOKENS, SLOTS)),
        "norms: of shape (50, 3), ids of shape (50, 2, 3): expected the same");
    assertBad(
        ids().stored("pos.npy", NpyBytes.array(1, "<i4", false, i -> 0, 49)),
        "pos: of shape (49,), ids of shape (50, 2, 3): expected one number per token");
    assertBad(
        ids().stored("seq.npy", NpyBytes.array(1, "<f4", false, i -> 0, TOKENS)),
        "seq: of type f4: expected whole numbers");
    assertBad(
        ids().stored("header.json", text("{\"layers\":[0,1,2]}")),
        "header: 3 layers stated, ids of shape (50, 2, 3) have 2: expected as many");
    assertBad(
        ids().stored("header.json", text("{\"top_k\":4}")),
        "header: top_k 4, ids of shape (50, 2, 3) have 3 slots: expected at most as many");
    assertBad(ids().stored("header.json", text("{\"top_k\":")), "header.json: not valid JSON");
    assertBad(
        new ZipBytes().stored("arr_0.npy", IDS),
        "no member ids.npy, but [arr_0.npy]: save the ids");
  }

  @Test
  void archivesThatCannotBeRead() throws IOException {
    assertBad(
        new ZipBytes().member("ids.npy", 1, 0, 0, IDS.length, IDS),
        "member ids.npy: encrypted: save the archive without a password");
    assertBad(
        new ZipBytes().member("ids.npy", 0, 14, 0, IDS.length, IDS),
        "member ids.npy: compressed by method 14: expected stored or deflated");
    assertBad(ids().stored("ids.npy", IDS), "member ids.npy: comes more than once: expected one");
    assertBad(
        new ZipBytes().member("ids.npy", 0, 0, 0, 9, IDS),
        "member ids.npy: stored, but of two lengths, 9 and 728");
    assertBad(
        new ZipBytes().member("ids.npy", 0, 8, 0, IDS.length, new byte[] {-1, -1, -1}),
        "member ids.npy: damaged: it cannot be inflated");
  }

  @Test
  void inflatedMembersAreAsLongAsTheySay() throws IOException {
    byte[] cut = Arrays.copyOf(IDS, IDS.length - 6 * 2 * 3 + 1);
    assertBad(
        new ZipBytes().deflated("ids.npy", cut),
        "member ids.npy: cut short: shape (50, 2, 3) declared, 47 of 50 tokens (565 of 600 bytes)");
    assertBad(
        new ZipBytes().member("ids.npy", 0, 8, 0, IDS.length, ZipBytes.deflate(cut)),
        "member ids.npy: cut short: shape (50, 2, 3) declared, 47 of 50 tokens (565 of 600 bytes)");
    byte[] bomb =
        NpyBytes.header(1, "{'descr':'<i8','fortran_order':False,'shape':(2147483648,9)}");
    assertBad(
        new ZipBytes().deflated("ids.npy", bomb),
        "member ids.npy: cut short: shape (2147483648, 9) declared, 0 of 2147483648 tokens");
    assertBad(
        new ZipBytes().zip64().member("ids.npy", 0, 8, 0, 1L << 60, ZipBytes.deflate(bomb)),
        "member ids.npy: shape (2147483648, 9) declared, ");
  }

  @Test
  void archivesCutAnywhereAreOneLine() throws IOException {
    for (boolean zip64 : new boolean[] {false, true}) {
      ZipBytes zip = zip64 ? new ZipBytes().zip64() : new ZipBytes();
      byte[] whole = zip.stored("ids.npy", IDS).bytes();
      assertThat(whole.length).isLessThan(1200);
      for (int length = 0; length < whole.length; length++) {
        assertBad(Arrays.copyOf(whole, length), "");
      }
      assertBad(
          Arrays.copyOf(whole, IDS.length),
          "zip archive without a directory at its end: cut short, copy the file again");
    }
    assertBad(text("hello"), "not a zip archive: expected what numpy.savez writes");
  }

  /** Any byte of the archive's own fields may be wrong: an answer or one line, nothing else. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void archivesWithAnyWrongByteAreReadOrOneLine(boolean zip64) throws IOException {
    ZipBytes zip = zip64 ? new ZipBytes().zip64() : new ZipBytes();
    byte[] whole = zip.deflated("ids.npy", IDS).bytes();
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int flip : new int[] {0x01, 0x80, 0xFF}) {
        byte[] wrong = whole.clone();
        wrong[at] ^= (byte) flip;
        try (TraceSource trace = open(wrong)) {
          ReadTrace.all(trace);
        } catch (UserError e) {
          assertThat(e).hasMessageNotContaining("\n");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private static ZipBytes ids() {
    return new ZipBytes().stored("ids.npy", IDS);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertBad(ZipBytes zip, String message) throws IOException {
    assertBad(zip.bytes(), message);
  }

  private void assertBad(byte[] bytes, String message) {
    assertThatThrownBy(() -> open(bytes).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("t.npz") + ": " + message)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }

  private TraceSource open(ZipBytes zip) throws IOException {
    return open(zip.bytes());
  }

  private TraceSource open(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("t.npz"), bytes);
    return Traces.open(file, new TraceOptions(0, 0, -1, this::collect));
  }

  private void collect(String source, String place, String what) {
    found.add(place + ": " + what);
  }
}
