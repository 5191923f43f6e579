// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.workload.Realism;

class RealismListTest {
  @Test
  void saysWhatIsOutside() {
    Realism.Check kept = new Realism.Check("overlap", 0.43, 0.427, 0.015, true);
    Realism.Check broken = new Realism.Check("unique", 99, 73, 7.3, false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertThat(RealismList.print(out, "mine", List.of(kept))).isTrue();
      assertThat(RealismList.print(out, "mine", List.of(kept, broken))).isFalse();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.matches(" +overlap +0\\.4300 +0\\.4270 +0\\.0150 +ok"))
        .anyMatch(line -> line.matches(" +unique +99\\.0 +73\\.0 +7\\.3000 +OUTSIDE"));
  }
}
