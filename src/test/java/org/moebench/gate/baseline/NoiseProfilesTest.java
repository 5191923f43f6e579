// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Fingerprint;

class NoiseProfilesTest {
  private static final Fingerprint HERE = GateRuns.fingerprint("here");

  private static final NoiseProfile PROFILE =
      new NoiseProfile(
          "2027-01-01T12:00:00Z",
          "0123456",
          FingerprintId.of(HERE),
          List.of(
              new NoiseProfile.CellNoise("gemm/a", 0.031, 0.012, 60),
              new NoiseProfile.CellNoise("gemm/b", 0.02, 0.25, 60)));

  @TempDir private Path folder;

  @Test
  void aProfileIsFoundByItsFingerprintOnly() {
    assertThat(NoiseProfiles.find(folder, HERE)).isEmpty();
    NoiseProfiles.write(folder, PROFILE);
    assertThat(NoiseProfiles.find(folder, HERE)).contains(PROFILE);
    assertThat(NoiseProfiles.find(folder, GateRuns.fingerprint("elsewhere"))).isEmpty();
    assertThat(PROFILE.bias()).isEqualTo(Map.of("gemm/a", 0.012, "gemm/b", 0.25));
  }

  @Test
  void itsFileIsNoBaseline() {
    NoiseProfiles.write(folder, PROFILE);
    assertThat(new Baselines(folder).find(HERE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.031 | \"NaN\" | /cells/0/deviation holds \"NaN\", not a finite number",
        "0.25 | -0.25 | /cells/1/bias holds -0.25, not a number from 0 on",
        "gemm/b | gemm/a | /cells/1/cell names 'gemm/a' a second time",
        "noise/1 | noise/2 | /schema holds 'moebench.noise/2'",
        "2027-01-01T12:00:00Z | today | /created holds \"today\", not a date",
        "\"commit\" | \"comit\" | has unknown field 'comit'",
        "60 | 6.5 | /cells/0/pairs holds 6.5, not a whole number",
      })
  void badFilesAreRefusedWithTheirPosition(String from, String to, String message)
      throws IOException {
    Path file = NoiseProfiles.write(folder, PROFILE);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
    UserError error = catchThrowableOfType(UserError.class, () -> NoiseProfiles.find(folder, HERE));
    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage()).contains("gate self-test --aa");
  }

  @Test
  void aProfileInTheFolderOfAnotherFingerprintIsRefused() throws IOException {
    Path file = NoiseProfiles.write(folder, PROFILE);
    Fingerprint there = GateRuns.fingerprint("elsewhere");
    Path other = Files.createDirectories(folder.resolve(FingerprintId.of(there)));
    Files.copy(file, other.resolve(file.getFileName()));
    UserError error =
        catchThrowableOfType(UserError.class, () -> NoiseProfiles.find(folder, there));
    assertThat(error)
        .hasMessageContaining("/fingerprint holds '" + FingerprintId.of(HERE) + "' in the folder");
  }
}
