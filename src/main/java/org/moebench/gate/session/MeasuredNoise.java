// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.nio.file.Path;
import java.util.List;
import org.moebench.gate.baseline.FingerprintId;
import org.moebench.gate.baseline.NoiseProfile;
import org.moebench.gate.baseline.NoiseProfiles;
import org.moebench.gate.selftest.CollectedTest;
import org.moebench.gate.selftest.Collection;

/** What a self-test measured of identical jars, kept for gate runs on the same machine. */
public final class MeasuredNoise {
  private MeasuredNoise() {}

  /**
   * Writes the noise profile of the machine.
   *
   * @param baselines folder of the project's baselines
   * @throws org.moebench.fault.UserError CANNOT_WRITE
   */
  public static void write(CollectedTest.Result result, Path baselines) {
    Collection from = result.collection();
    List<NoiseProfile.CellNoise> cells =
        result.cells().stream()
            .map(
                cell ->
                    new NoiseProfile.CellNoise(
                        cell.cell(), cell.deviation(), cell.biasFloor(), cell.pairs()))
            .toList();
    NoiseProfiles.write(
        baselines,
        new NoiseProfile(
            from.created(), from.subject().commit(), FingerprintId.of(from.fingerprint()), cells));
  }
}
