// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A prefill run as asked for. Everything but the preset and the folders may be {@code null}: then
 * the preset decides.
 *
 * @param preset preset name
 * @param formats weight format names
 * @param thresholds pad thresholds
 * @param workload name of a workload in the catalogue or of the user's own
 * @param workloads folder of the user's own workloads
 * @param histogram the user's own rows per expert, instead of a workload
 * @param experts number of experts to rescale the workload to
 * @param rows number of rows to rescale it to
 * @param shape {@code NxK}
 * @param group columns of K that share a scale, or {@code row}
 * @param threads workers of every launch
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param out output folder
 * @param cache folder of the weight files
 */
public record PrefillRequest(
    String preset,
    List<String> formats,
    List<Integer> thresholds,
    String workload,
    Path workloads,
    Path histogram,
    Integer experts,
    Integer rows,
    String shape,
    String group,
    Integer threads,
    Integer rounds,
    Long seed,
    Path out,
    Path cache) {}
