// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;

class WaiversTest {
  private static final String TEXT =
      "{\"schema\":\"moebench.waivers/1\",\"waivers\":["
          + "{\"cell\":\"gemm/a\",\"most\":0.15,\"reason\":\"see 12\",\"expires\":\"2027-03-31\"},"
          + "{\"cell\":\"gemm/b\",\"most\":1,\"reason\":\"see 13\",\"expires\":\"2027-04-30\"}]}";

  @TempDir private Path folder;

  private List<Waiver> read(String text, String today) throws IOException {
    Path file = Files.writeString(folder.resolve("waivers.json"), text);
    return Waivers.read(file, LocalDate.parse(today));
  }

  @Test
  void waiversHoldToTheEndOfTheirLastDay() throws IOException {
    assertThat(read(TEXT, "2027-03-31"))
        .containsExactly(
            new Waiver("gemm/a", 0.15, "see 12", "2027-03-31"),
            new Waiver("gemm/b", 1, "see 13", "2027-04-30"));
    UserError error = catchThrowableOfType(UserError.class, () -> read(TEXT, "2027-04-01"));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error)
        .hasMessageContaining(
            "/waivers/0 waiver for gemm/a expired on 2027-03-31: fix the regression or renew it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.15 | 15 | /waivers/0/most holds 15.0, not a share up to 1",
        "0.15 | 0 | /waivers/0/most holds 0, not a number above 0",
        "0.15 | \"NaN\" | /waivers/0/most holds \"NaN\", not a finite number",
        "gemm/b | gemm/a | /waivers/1/cell waives 'gemm/a' a second time",
        "\"see 13\" | \" \" | /waivers/1/reason is empty",
        "2027-04-30 | 2027-02-30 | /waivers/1/expires holds \"2027-02-30\", not a date such as",
        "\"most\":1, | `` | /waivers/1 has no 'most'",
        "\"most\":1 | \"least\":1 | /waivers/1 has unknown field 'least'; known: cell, most,",
        "waivers/1 | waivers/2 | /schema holds 'moebench.waivers/2'",
        "}]} | }] | is not valid JSON",
      })
  void badFilesAreRefusedWithTheirPosition(String from, String to, String message) {
    assertThat(TEXT).contains(from);
    UserError error =
        catchThrowableOfType(UserError.class, () -> read(TEXT.replace(from, to), "2027-01-01"));
    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
  }

  @Test
  void aWaiverCoversItsCellUpToItsSize() throws IOException {
    List<Waiver> waivers = read(TEXT, "2027-01-01");
    assertThat(Waivers.applying(waivers, cell("gemm/a", Verdict.REGRESSION, 0.149)))
        .containsExactly(waivers.get(0));
    assertThat(Waivers.applying(waivers, cell("gemm/a", Verdict.REGRESSION, 0.151))).isEmpty();
    assertThat(Waivers.applying(waivers, cell("gemm/c", Verdict.REGRESSION, 0.1))).isEmpty();
    assertThat(Waivers.applying(waivers, cell("gemm/a", Verdict.PASS, 0.01))).isEmpty();
  }

  private static CellJudgement cell(String id, Verdict verdict, double slowdown) {
    return new CellJudgement(
        id, verdict, Math.log1p(slowdown), null, null, 0.03, null, 6, 16, 0.001, null, null, "");
  }
}
