// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Bottleneck;

class BaselineFilesTest {
  @TempDir private Path folder;

  private static Baseline small() {
    return new Baseline(
        "2027-01-01T12:00:00Z",
        "0123456789abcdef",
        "first, with a \"quote\" and an ü",
        List.of(new Baseline.Accepted("gemm", "12% slower", "known")),
        GateRuns.fingerprint("some processor"),
        List.of(
            new CellForks(
                "gemm",
                Bottleneck.COMPUTE,
                GateRuns.TIMING,
                List.of(List.of(1.23456, 1.5), List.of(2.0e7, 1.25)),
                new CellForks.Reference(
                    "control/fma",
                    Bottleneck.COMPUTE,
                    List.of(List.of(7.5, 7.25), List.of(7.0, 0.001)))),
            new CellForks(
                "alone",
                Bottleneck.LATENCY,
                GateRuns.TIMING,
                List.of(List.of(3.5), List.of(4.5)),
                null)));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("baseline.json"), text);
  }

  private UserError refused(String text) throws IOException {
    Path file = file(text);
    UserError error = catchThrowableOfType(UserError.class, () -> BaselineFiles.read(file));
    assertThat(error).as(text).isNotNull();
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage()).startsWith(file.toString()).doesNotContain("\n");
    return error;
  }

  @Test
  void whatIsReadIsWrittenAgainByteForByte() throws IOException {
    String text = BaselineFiles.text(small());
    Baseline read = BaselineFiles.read(file(text));
    assertThat(read).isEqualTo(small());
    assertThat(BaselineFiles.text(read)).isEqualTo(text);
    Baseline large = new GateRuns(1).baseline(GateRuns.fingerprint("other"));
    assertThat(BaselineFiles.read(file(BaselineFiles.text(large)))).isEqualTo(large);
  }

  @Test
  void everyForkIsALineOfSixDigits() {
    CellForks cell =
        new CellForks(
            "a",
            Bottleneck.COMPUTE,
            GateRuns.TIMING,
            List.of(List.of(123.456789, 0.000123456789)),
            null);
    Baseline one =
        new Baseline(
            "2027-01-01T12:00:00Z",
            "0123456",
            "r",
            List.of(),
            small().fingerprint(),
            List.of(cell));
    assertThat(BaselineFiles.text(one).lines()).contains("        [123.457, 1.23457E-4]");
  }

  @Test
  void lineEndsAndIndentationMayChange() throws IOException {
    String text = BaselineFiles.text(small());
    assertThat(BaselineFiles.read(file(text.replace("\n", "\r\n")))).isEqualTo(small());
    assertThat(BaselineFiles.read(file(text.replace("  ", "\t")))).isEqualTo(small());
  }

  @Test
  void noChangedByteGoesUnnoticed() throws IOException {
    String text = BaselineFiles.text(small());
    int noticed = 0;
    for (int i = 0; i < text.length(); i++) {
      for (char other : new char[] {'1', '"', 'x'}) {
        if (other == text.charAt(i)) {
          continue;
        }
        String changed = text.substring(0, i) + other + text.substring(i + 1);
        refused(changed);
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(2 * text.length());
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    String text = BaselineFiles.text(small());
    for (int length = 0; length < text.length() - 1; length++) {
      refused(text.substring(0, length));
    }
    assertThat(refused(text.substring(0, text.length() / 2)))
        .hasMessageContaining("is not valid JSON in line ")
        .hasMessageContaining("restore the file from version control");
  }

  @Test
  void aChangedTimeIsNamedAsEdited() throws IOException {
    assertThat(refused(BaselineFiles.text(small()).replace("1.23456", "1.13456")))
        .hasMessageContaining(" at /sha256 ")
        .hasMessageContaining("was edited or damaged")
        .hasMessageContaining("write a new one with gate update");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.23456 | \"NaN\" | /cells/0/forks/0/0 holds \"NaN\", not a finite number",
        "1.23456 | \"+INF\" | /cells/0/forks/0/0 holds \"+INF\", not a finite number",
        "1.23456 | NaN | is not valid JSON",
        "7.25 | 1e999 | /cells/0/reference/forks/0/1 holds",
        "7.25 | 0.0 | /cells/0/reference/forks/0/1 holds 0.0, not a number above 0",
        "7.25 | -3 | /cells/0/reference/forks/0/1 holds -3, not a number above 0",
        "7.25 | null | /cells/0/reference/forks/0/1 holds null, not a finite number",
        "[3.5] | [] | /cells/1/forks/0 is empty",
        "[3.5] | 3.5 | /cells/1/forks/0 holds 3.5, not an array",
        "\"alone\" | \"gemm\" | /cells holds 'gemm' twice",
        "\"id\": \"alone\" | \"di\": \"alone\" | /cells/1 has unknown field 'di'",
        "\"LATENCY\" | \"SLOW\" | /cells/1/bottleneck holds \"SLOW\", not one of [COMPUTE,",
        "\"reference\": null | \"reference\": 3 | /cells/1/reference holds 3, not an object",
        "2027-01-01T12:00:00Z | yesterday | /created holds \"yesterday\", not a date",
        "baseline/1 | baseline/9 | /schema holds 'moebench.baseline/9', expected 'moebench.",
        "\"cores\": 2 | \"cores\": 2.5 | /fingerprint/cores holds 2.5, not a whole number",
        "\"some processor\" | 7 | /fingerprint/cpuModel holds 7, not a text",
        "\"commit\" | \"created\" | is not valid JSON",
      })
  void contentIsRefusedWithItsPosition(String from, String to, String message) throws IOException {
    String text = BaselineFiles.text(small());
    assertThat(text).contains(from);
    assertThat(refused(text.replace(from, to))).hasMessageContaining(message);
  }

  @Test
  void noForksAndUnequalNumbersAreRefused() throws IOException {
    Baseline small = small();
    assertThat(refused(BaselineFiles.text(with(small, List.of()))))
        .hasMessageContaining(" at /cells is empty");
    CellForks cell = small.cells().get(0);
    CellForks none = new CellForks("a", cell.bottleneck(), cell.timing(), List.of(), null);
    assertThat(refused(BaselineFiles.text(with(small, List.of(none)))))
        .hasMessageContaining(" at /cells/0/forks is empty");
    CellForks uneven =
        new CellForks(
            "a", cell.bottleneck(), cell.timing(), List.of(List.of(1.0)), cell.reference());
    assertThat(refused(BaselineFiles.text(with(small, List.of(uneven)))))
        .hasMessageContaining(" at /cells/0/reference/forks holds 2 forks beside 1 of the cell");
  }

  private static Baseline with(Baseline one, List<CellForks> cells) {
    return new Baseline(
        one.created(), one.commit(), one.reason(), one.accepted(), one.fingerprint(), cells);
  }

  @Test
  void missingFilesAndOtherJsonAreRefused() throws IOException {
    assertThatThrownBy(() -> BaselineFiles.read(folder.resolve("none.json")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.json does not exist");
    assertThat(refused("[]")).hasMessageContaining("holds an array, not an object");
    assertThat(refused("{}")).hasMessageContaining("has no 'schema'");
    assertThat(refused(BaselineFiles.text(small()) + "{}"))
        .hasMessageContaining("is not valid JSON");
  }

  @Test
  void aFileInTheFolderOfAnotherFingerprintIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.resolve("000000000000"));
    BaselineFiles.write(other.resolve("2027-01-01-0123456789ab.json"), small());
    assertThatThrownBy(() -> new Baselines(folder).find(small().fingerprint()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is of fingerprint " + FingerprintId.of(small().fingerprint()));
  }
}
