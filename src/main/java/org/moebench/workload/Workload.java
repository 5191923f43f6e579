// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moebench.result.WorkloadInfo;
import org.moebench.tensor.ExpertRows;

/**
 * A named token distribution: how many rows the router sent to each expert.
 *
 * @param name name in the catalogue, or of the user's file
 * @param description what it stands for, one sentence
 * @param source where it comes from
 * @param license licence of the data
 * @param seed seed that permuted the experts; {@code null} if the counts are verbatim
 * @param rows rows per expert
 * @param reference statistics it must show, by the names of {@link #statistics()}, and {@code
 *     top_k} (experts per token) if known; empty if there is nothing to compare with
 */
public record Workload(
    String name,
    String description,
    String source,
    String license,
    Long seed,
    ExpertRows rows,
    Map<String, Double> reference) {
  /** Name of the Kolmogorov–Smirnov distance to the recorded histogram among the statistics. */
  public static final String KS = "ks_vs_recorded";

  public Workload {
    reference = Map.copyOf(reference);
  }

  /** The load statistics in display order, ending with {@link #KS}. */
  public Map<String, Double> statistics() {
    Map<String, Double> statistics = new LinkedHashMap<>(LoadStatistics.of(rows).toMap());
    statistics.put(KS, LoadStatistics.ksDistance(rows, Catalogue.recorded()));
    return statistics;
  }

  /** What a result file says of this workload. */
  public WorkloadInfo info() {
    return new WorkloadInfo(
        name, source, license, seed, Arrays.stream(rows.toArray()).boxed().toList(), statistics());
  }

  /**
   * The same distribution over other experts and rows, see {@link Rescale#to(ExpertRows, int,
   * int)}; this very workload if both are unchanged. The reference no longer applies and is left
   * out.
   */
  public Workload rescaled(int experts, int total) {
    if (experts == rows.experts() && total == rows.total()) {
      return this;
    }
    return new Workload(
        "%s@%sx%s".formatted(name, experts, total),
        "%s (rescaled to %s experts and %s rows)".formatted(description, experts, total),
        source,
        license,
        seed,
        Rescale.to(rows, experts, total),
        Map.of());
  }
}
