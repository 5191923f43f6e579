// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateRun;

class GateFilesTest {
  @TempDir Path folder;
  private final GateRun run = GateRunBuilder.green().build();
  private Path file;
  private String good;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("gate.json");
    GateFiles.write(file, run);
    good = Files.readString(file);
  }

  private void rejected(String text, String... words) throws IOException {
    assertThat(text).isNotEqualTo(good);
    Files.writeString(file, text);
    assertThatThrownBy(() -> GateFiles.read(file))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  private String withFirstTime(String time) {
    return good.replaceFirst(
        "(\"iterations\" : \\[ )[0-9.]+", "$1" + Matcher.quoteReplacement(time));
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(GateFiles.read(file)).isEqualTo(run);
    assertThat(GateFiles.isGateRun(file)).isTrue();
  }

  @Test
  void aFileCutOffAnywhereIsRejected() throws IOException {
    for (int part = 0; part < 20; part++) {
      rejected(good.substring(0, good.length() * part / 20));
    }
  }

  @Test
  void otherFilesAreRejected() throws IOException {
    rejected(good.replace("moebench.gate/1", "moebench.gate/9"), "'moebench.gate/9'", "expected");
    rejected("[]", "no JSON object");
    Files.delete(file);
    assertThatThrownBy(() -> GateFiles.read(file)).hasMessageContaining("cannot be read");
    assertThat(GateFiles.isGateRun(file)).isFalse();
  }

  @Test
  void whatIsNoTimeIsRejectedWithItsPlace() throws IOException {
    for (String time : new String[] {"\"NaN\"", "\"+INF\"", "\"-Infinity\"", "0", "-1.5", "null"}) {
      rejected(withFirstTime(time), "/pairs/0/base/iterations/0");
    }
    rejected(withFirstTime("NaN"), "not valid JSON at line");
    rejected(
        good.replaceFirst("(\"effect\" : )[-0-9.eE]+(,\\s+\"low\")", "$1\"NaN\"$2"),
        "/judgement/cells/0/effect");
  }

  @Test
  void aMissingFieldIsRejected() throws IOException {
    rejected(good.replaceFirst("\"seed\" : 7,", ""), "seed");
    rejected(
        good.replaceFirst("\"headline\" : \"[^\"]*\"", "\"headline\" : null"), "/outcome/headline");
  }
}
