// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;

/**
 * The measurements of one fork of one cell.
 *
 * @param round round it ran in, from 0; ratios are taken between forks of the same round
 * @param position place in the round's random order, from 0
 * @param iterations time per call of every measured iteration, in the cell's unit
 * @param median median of {@code iterations}: the fork's one figure
 * @param report what the fork said of itself
 * @param allocatedBytes bytes allocated per call, by JMH's gc profiler, 0 if no more than JMH
 *     itself allocates; {@code null} if not measured
 * @param beside what another variant took in turn in the same fork; {@code null} if none was run
 */
public record ForkSample(
    int round,
    int position,
    List<Double> iterations,
    double median,
    ForkReport report,
    Double allocatedBytes,
    Beside beside) {}
