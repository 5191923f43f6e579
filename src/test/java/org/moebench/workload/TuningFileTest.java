// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.Crossover;
import org.moebench.moe.Tuning;
import org.moebench.quant.QuantFormat;

class TuningFileTest {
  private static final String HERE = "Some CPU, 512-bit vectors, 2 workers, JDK 25";
  private static final String RIGHT =
      """
      {
        "moebench_tuning": 1,
        "machine": "Some CPU, 512-bit vectors, 2 workers, JDK 25",
        "suite": "1.2.3",
        "created": "2026-01-31T12:00:00Z",
        "crossovers": [
          { "format": "INT4_SYM", "n": 3072, "k": 1536, "decode_rows": 17, "measured_to": 32 },
          { "format": "INT2_SYM", "n": 768, "k": 2048, "decode_rows": 0, "measured_to": 8 }
        ]
      }
      """;

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void readsWhatItIsGiven() throws IOException {
    Tuning tuning = load(write(RIGHT));
    assertThat(tuning.crossovers())
        .containsExactly(
            new Crossover(QuantFormat.INT4_SYM, 3072, 1536, 17, 32),
            new Crossover(QuantFormat.INT2_SYM, 768, 2048, 0, 8));
    assertThat(said).isEmpty();
  }

  @Test
  void readsWhatItHasWritten() throws IOException {
    Path file = folder.resolve("new/folder/tuning.json");
    List<Crossover> crossovers = load(write(RIGHT)).crossovers();
    TuningFile.write(file, HERE, "dev", Instant.parse("2026-02-01T00:00:00.123Z"), crossovers);
    assertThat(load(file).crossovers()).isEqualTo(crossovers);
    TuningFile.write(file, HERE, "dev", Instant.EPOCH, List.of());
    assertThat(load(file)).isEqualTo(Tuning.NONE);
    assertThat(said).isEmpty();
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aMissingFileIsSaidInOneLine() throws IOException {
    Path file = folder.resolve("none.json");
    assertThat(load(file)).isEqualTo(Tuning.NONE);
    assertSaid("no tuning file " + file, "tune");
  }

  @Test
  void anotherMachinesFileIsIgnoredAndSaid() throws IOException {
    assertThat(load(write(RIGHT.replace("512-bit", "256-bit")))).isEqualTo(Tuning.NONE);
    assertSaid("another machine (Some CPU, 256-bit", HERE, "ignored");
  }

  @Test
  void anotherVersionIsIgnoredAndSaidWhateverItHolds() throws IOException {
    String newer = RIGHT.replace("\"moebench_tuning\": 1", "\"moebench_tuning\": 2, \"more\": [3]");
    assertThat(load(write(newer))).isEqualTo(Tuning.NONE);
    assertSaid("is of version 2, not 1", "ignored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "moebench_tuning": 1 | "moebench_tuning": "1" | field 'moebench_tuning': "1" is not a whole number
          "moebench_tuning": 1, | ``                 | field 'moebench_tuning': missing
          "suite": "1.2.3"    | "suites": "1.2.3"   | field 'suites': unknown; did you mean 'suite'?
          "suite": "1.2.3",   | ``                  | field 'suite': missing
          "Some CPU, 512-bit vectors, 2 workers, JDK 25" | 5 | field 'machine': 5 is not text
          2026-01-31T12:00:00Z | yesterday          | field 'created': 'yesterday' is not a time
          "crossovers": [     | "crossovers": 5, "x": [ | field 'x': unknown
          "format": "INT4_SYM" | "format": "INT5"   | field 'crossovers[0].format': unknown 'INT5'; did you mean
          "n": 3072           | "n": 0              | field 'crossovers[0].n': 0 is below 1
          "k": 2048           | "k": -1             | field 'crossovers[1].k': -1 is below 1
          "n": 3072,          | ``                  | field 'crossovers[0].n': missing
          "decode_rows": 17   | "decode_rows": 33   | field 'crossovers[0].decode_rows': 33 is above measured_to, 32
          "decode_rows": 17   | "decode_rows": 1.5  | field 'crossovers[0].decode_rows': 1.5 is not a whole number
          "decode_rows": 0    | "decode_rows": -1   | field 'crossovers[1].decode_rows': -1 is below 0
          "measured_to": 8    | "measured_to": 0    | field 'crossovers[1].measured_to': 0 is below 1
          "measured_to": 8    | "measured": 8       | field 'crossovers[1].measured': unknown; did you mean 'measured_to'?
          { "format": "INT2_SYM", "n": 768, "k": 2048 | { "format": "INT4_SYM", "n": 3072, "k": 1536 | field 'crossovers[1].format': a second crossover
          "measured_to": 32 }, | "measured_to": 32 }, 7, | field 'crossovers[1]': 7 is not an object
          ]                   | ``                  | not valid JSON
          """)
  void refusesADamagedFile(String right, String wrong, String expected) throws IOException {
    assertThat(RIGHT).contains(right);
    Path file = write(RIGHT.replace(right, wrong));
    assertBad(file, expected);
  }

  @Test
  void refusesWhatIsNoObject() throws IOException {
    assertBad(write(""), "holds no JSON object");
    assertBad(write("[1]"), "holds no JSON object");
    assertBad(folder, "is a folder");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path blocked = write(RIGHT).resolve("tuning.json");
    UserError error =
        catchThrowableOfType(
            UserError.class,
            () -> TuningFile.write(blocked, HERE, "dev", Instant.EPOCH, List.of()));
    assertThat(error.status()).isEqualTo(ExitStatus.CANNOT_WRITE);
    assertThat(error).hasMessageContaining(blocked.toString()).hasMessageContaining("--tuning");
    assertThat(error.getMessage()).doesNotContain("--out", "\n");
  }

  private void assertBad(Path file, String expected) {
    UserError error = catchThrowableOfType(UserError.class, () -> load(file));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error).hasMessageContaining(file.toString()).hasMessageContaining(expected);
    assertThat(error.getMessage()).doesNotContain("\n");
    assertThat(said).isEmpty();
  }

  private void assertSaid(String... parts) {
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains(parts).doesNotContain("\n");
  }

  private Tuning load(Path file) {
    return TuningFile.load(file, HERE, said::add);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("tuning.json"), text);
  }
}
