// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;
import java.util.Map;

/**
 * The token distribution of a run.
 *
 * @param name workload name
 * @param source where it comes from
 * @param license licence of the data
 * @param seed seed that permuted or generated it; {@code null} when recorded
 * @param counts rows per expert, in expert order
 * @param statistics name to value, in display order: routed, active, max, max_over_mean, gini, …
 */
public record WorkloadInfo(
    String name,
    String source,
    String license,
    Long seed,
    List<Integer> counts,
    Map<String, Double> statistics) {}
