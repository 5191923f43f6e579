// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What pairs of identical jars differ by on a machine.
 *
 * @param created when it was measured, ISO 8601
 * @param commit what was measured
 * @param fingerprint {@link FingerprintId} of where it was measured
 * @param cells what is known of each cell
 */
public record NoiseProfile(
    String created, String commit, String fingerprint, List<CellNoise> cells) {
  /** Schema of this version's files. */
  public static final String SCHEMA = "moebench.noise/1";

  /**
   * What is known of a cell.
   *
   * @param cell id
   * @param deviation robust deviation of one pair's log-ratio
   * @param bias 90th percentile of the size of the Hodges-Lehmann estimate over virtual runs of
   *     identical jars, as a log-ratio
   * @param pairs pairs that both rest on
   */
  public record CellNoise(String cell, double deviation, double bias, int pairs) {}

  /** {@link CellNoise#bias} by cell. */
  public Map<String, Double> bias() {
    return cells.stream().collect(Collectors.toMap(CellNoise::cell, CellNoise::bias));
  }
}
