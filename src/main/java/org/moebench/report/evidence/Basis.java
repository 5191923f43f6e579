// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.List;

/**
 * What the figures of an operation are judged by.
 *
 * @param outputs what its verification counts, for example {@code outputs} or {@code picks}
 * @param probes ceilings of the machine that are measured beside it
 */
public record Basis(String outputs, List<Probe> probes) {
  /**
   * A ceiling.
   *
   * @param name as in {@link org.moebench.result.CeilingSample}
   * @param label how the report calls it
   * @param unit unit of its rate
   */
  public record Probe(String name, String label, String unit) {}
}
