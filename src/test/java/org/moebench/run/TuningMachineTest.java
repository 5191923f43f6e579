// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningMachineTest {
  @TempDir private Path folder;

  @Test
  void namesProcessorVectorsWorkersAndJdk() throws Exception {
    Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), "model name\t: Some CPU\n");
    EnvironmentProbe probe = new EnvironmentProbe(cpuinfo, folder);
    assertThat(TuningMachine.id(probe, 3))
        .isEqualTo(
            "Some CPU, %d-bit vectors, 3 workers, JDK %d",
            EnvironmentProbe.vectorBits(), Runtime.version().feature());
  }

  @Test
  void isTheSameWheneverAskedAndDiffersByWorkers() {
    assertThat(TuningMachine.id(2))
        .isEqualTo(TuningMachine.id(2))
        .isNotEqualTo(TuningMachine.id(1));
  }
}
