// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.baseline.NoiseProfile;
import org.moebench.gate.baseline.NoiseProfiles;
import org.moebench.gate.selftest.CollectedTest;
import org.moebench.gate.selftest.Collection;

class MeasuredNoiseTest {
  @TempDir private Path folder;

  @Test
  void theNextRunOnThisMachineFindsIt() {
    SimulatedInstruments instruments = new SimulatedInstruments();
    Collection collection =
        Collection.of(
            "2026-11-21T10:00:00Z",
            1,
            instruments.fingerprint(),
            new ArmInfo("working tree", "0123456789abcdef", false, "ab"),
            instruments.cells(),
            instruments.controls(),
            List.of());
    CollectedTest.Result result =
        new CollectedTest.Result(
            collection,
            1,
            null,
            List.of(),
            List.of(new CollectedTest.CellNoise("gemm/panel", 0.04, 0.012, 18)),
            List.of());

    MeasuredNoise.write(result, folder);

    NoiseProfile found = NoiseProfiles.find(folder, instruments.fingerprint()).orElseThrow();
    assertThat(found.bias()).containsOnlyKeys("gemm/panel").containsEntry("gemm/panel", 0.012);
    assertThat(found.commit()).isEqualTo("0123456789abcdef");
  }
}
