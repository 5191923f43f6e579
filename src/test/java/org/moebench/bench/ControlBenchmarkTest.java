// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlBenchmarkTest {
  /** Of the code between the class's braces, white space left out. */
  private static final String FROZEN =
      "04b1a473342bd211063ba006b9ab660ec775bac65cfa71e1667188e3474dbbd9";

  @Test
  void controlsAreFrozen() throws IOException, NoSuchAlgorithmException {
    String source =
        Files.readString(Path.of("src/jmh/java/org/moebench/bench/ControlBenchmark.java"));
    String code = source.substring(source.indexOf('{')).replaceAll("\\s", "");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(hash))
        .as(
            "stored baselines hold ratios to these kernels: if they must change, delete"
                + " reports/baselines and put the new hash here")
        .isEqualTo(FROZEN);
  }

  @Test
  void dequantIsWhatItSays() {
    ControlBenchmark.Dequant data = new ControlBenchmark.Dequant();
    data.fill();
    double expected = 0;
    for (int i = 0; i < data.x.length; i++) {
      int code = (data.codes[i / 2] >> (4 * (i % 2))) & 15;
      expected += (code - 8) * (double) data.x[i];
    }
    assertThat((double) new ControlBenchmark().dequant(data)).isCloseTo(expected, offset(0.5));
  }

  @Test
  void theRingVisitsEverySlot() {
    ControlBenchmark.Ring ring = new ControlBenchmark.Ring();
    ring.link();
    Set<Integer> seen = new HashSet<>();
    int at = 0;
    while (seen.add(at)) {
      at = ring.next[at];
    }
    assertThat(seen).hasSize(ring.next.length);
    assertThat(new ControlBenchmark().chase(ring)).isBetween(0, ring.next.length - 1);
  }

  @Test
  void injectionIsOffByDefault() {
    Injection injection = new Injection();
    for (int i = 0; i < 100; i++) {
      assertThat(injection.again()).isFalse();
    }
  }

  @Test
  void injectionTakesAFactor() {
    assertThat(Injection.extra("1.25")).isEqualTo(0.25);
    assertThat(Injection.extra("1")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.9", "2.1", "NaN", "much"})
  void injectionRefusesOtherFactors(String factor) {
    assertThatThrownBy(() -> Injection.extra(factor))
        .hasMessageContaining(factor)
        .hasMessageContaining("from 1 to 2");
  }
}
