// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
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

class TracesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"t.npy", "t.npz", "t.safetensors"})
  void filesThatAreNone(String name) throws IOException {
    Path file = folder.resolve(name);
    assertBad(file, "no such file");
    Files.createDirectory(file);
    assertBad(file, "a directory: expected a trace file");
    Files.delete(file);
    Files.createFile(file);
    assertBad(file, "empty: expected a trace");
  }

  @Test
  void otherEndingsAreRefusedAndTheCaseOfLettersIsFree() throws IOException {
    assertBad(folder.resolve("t.pt"), "expected a trace, whose name ends in .npy, .npz, .jsonl");
    Path file = folder.resolve("T.NPY");
    Files.write(file, NpyBytes.array("<i4", new double[] {1, 2}, 1, 2));
    Files.writeString(folder.resolve("T.json"), "{\"num_experts\":5}");
    try (TraceSource trace = Traces.open(file, TraceOptions.strict())) {
      assertThat(trace.header().experts()).isEqualTo(5);
    }
  }

  @Test
  void cutArraysSayWhatIsThere() throws IOException {
    byte[] whole = NpyBytes.array(1, "<i4", false, i -> i % 64, 10, 2, 4);
    assertBad(
        write(Arrays.copyOf(whole, whole.length - 33)),
        "ids: cut short: shape (10, 2, 4) declared, 8 of 10 tokens (287 of 320 bytes) are there");
    byte[] fortran = NpyBytes.array(1, "<i4", true, i -> i % 64, 10, 2, 4);
    assertBad(
        write(Arrays.copyOf(fortran, fortran.length - 33)),
        "ids: cut short: shape (10, 2, 4) declared, 287 of 320 bytes are there");
    for (int length = 1; length < whole.length; length++) {
      assertBad(write(Arrays.copyOf(whole, length)), "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(2147483648, 48, 8)|ids: cut short: shape (2147483648, 48, 8) declared, 0 of 2147483648",
        "(2147483648, 2147483648)|ids: shape (2147483648, 2147483648) is beyond 2^63 bytes",
        "(1, 2147483648)|ids: cut short: shape (1, 2147483648) declared, 0 of 1 tokens (22 of",
        "()|ids: of shape (): expected (tokens, layers, slots) or (tokens, slots)",
        "(5,)|ids: of shape (5,): expected (tokens, layers, slots) or (tokens, slots)",
        "(1, 1, 1, 1)|ids: of shape (1, 1, 1, 1): expected at most 3 dimensions",
        "(0, 1000000, 1)|ids: of shape (0, 1000000, 1): expected at most 4096 layers, at least 1",
        "(1, 0, 8)|ids: of shape (1, 0, 8): expected at most 4096 layers, at least 1",
        "(1, 0)|ids: of shape (1, 0): expected at most 32767 slots, at least 1",
        "(0, 1, 2000000000)|ids: of shape (0, 1, 2000000000): expected at most 32767 slots",
        "(3000000000, 0, 1)|ids: of shape (3000000000, 0, 1): expected at most 2147483647 tokens",
        "(0, 1, 2000)|header: 2000 slots per token: expected 1 to 1024",
      })
  void shapesThatLie(String shape, String message) throws IOException {
    byte[] header =
        NpyBytes.header(
            1, "{'descr': '<i4', 'fortran_order': False, 'shape': %s}".formatted(shape));
    Path file = write(NpyBytes.concat(header, new byte[22]));
    TraceOptions options = new TraceOptions(0, 0, -1, (source, place, what) -> {});
    assertThatThrownBy(() -> Traces.open(file, options).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": " + message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void arraysOfFiguresAreNoTrace() throws IOException {
    assertBad(
        write(NpyBytes.array("<f4", new double[] {1, 2}, 1, 2)),
        "ids: of type f4: expected whole numbers");
  }

  @Test
  void moreThanTheArrayIsAProblemThatCanBePassed() throws IOException {
    byte[] bytes = NpyBytes.array("<i4", new double[] {1, 2}, 1, 2);
    Path file = write(NpyBytes.concat(bytes, new byte[7]));
    assertBad(file, "ids: 7 bytes after the end of the array at byte 136: expected none");
    List<String> found = new ArrayList<>();
    TraceOptions options =
        new TraceOptions(0, 0, -1, (source, place, what) -> found.add(source + place + what));
    try (TraceSource trace = Traces.open(file, options)) {
      assertThat(ReadTrace.all(trace).ids(0)).containsExactly(List.of((short) 1, (short) 2));
    }
    assertThat(found).hasSize(1);
  }

  @Test
  void theFileBesideMustBeRight() throws IOException {
    Path file = write(NpyBytes.array("<i4", new double[] {1, 2}, 1, 2));
    Path beside = folder.resolve("t.json");
    Files.writeString(beside, "{\"num_experts\":\"many\"}");
    assertThatThrownBy(() -> Traces.open(file, TraceOptions.strict()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            beside
                + ": header, field 'num_experts': \"many\": expected a whole number from 1 to"
                + " 32767");
    Files.write(beside, new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(() -> Traces.open(file, TraceOptions.strict()))
        .isInstanceOf(UserError.class)
        .hasMessage(beside + ": not UTF-8 text");
    try (RandomAccessFile large = new RandomAccessFile(beside.toFile(), "rw")) {
      large.setLength(2 << 20);
    }
    assertThatThrownBy(() -> Traces.open(file, TraceOptions.strict()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected a JSON object of at most 1048576 bytes");
  }

  /** Sparse: three gigabytes of zeros that are not on the disk, ids only near its end. */
  @Test
  void arraysBeyondTwoGigabytes() throws IOException {
    int tokens = 200_000_000;
    byte[] header =
        NpyBytes.header(
            1, "{'descr': '<i2', 'fortran_order': False, 'shape': (%d, 8)}".formatted(tokens));
    Path file = write(header);
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(header.length + 16L * tokens);
      large.seek(large.length() - 16);
      large.write(new byte[] {7, 0, 6, 0, 5, 0, 4, 0, 3, 0, 2, 0, 1, 0, 0, 0});
    }
    try (TraceSource trace =
        Traces.open(file, new TraceOptions(8, 0, -1, TraceOptions.strict().problems()))) {
      ReadTrace read = new ReadTrace();
      trace.read(LayerRange.all(trace.header()), tokens - 1, read);
      assertThat(read.records()).hasSize(1);
      assertThat(read.records().get(0).position()).isEqualTo(tokens - 1);
      assertThat(read.ids(0).get(0)).startsWith((short) 7, (short) 6).endsWith((short) 0);
    }
  }

  @Test
  void aFileThatBecomesShorterIsOneLine() throws IOException {
    Path file = write(NpyBytes.array(1, "<i2", false, i -> i % 8, 100_000, 8));
    try (TraceSource trace = Traces.open(file, TraceOptions.strict())) {
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(4096);
      }
      assertThatThrownBy(() -> ReadTrace.all(trace))
          .isInstanceOf(UserError.class)
          .hasMessage(file + ": became shorter while it was read: copy it again");
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("t.npy"), bytes);
  }

  private static void assertBad(Path file, String message) {
    assertThatThrownBy(() -> Traces.open(file, TraceOptions.strict()).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": " + message)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }
}
