// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A SwitchGLU run as asked for. Everything but the preset and the folders may be {@code null}: then
 * the preset decides.
 *
 * @param preset preset name
 * @param models names of models in the catalogue
 * @param modelFile the user's own model; measured alone unless {@code models} are given too
 * @param formats weight format names
 * @param variants variant names
 * @param concurrency requests of a batch
 * @param sortThresholds slots of a batch from which they are sorted by expert
 * @param divisor what the models' widths are divided by
 * @param popularity share of the logits' variance that requests have in common
 * @param routing decode workload whose picks requests follow, instead
 * @param workloads folder of the user's own workloads
 * @param threads workers of every launch
 * @param ranks ranks of sharded layers
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param out output folder
 * @param cache folder of the weight files
 */
public record SwigluRequest(
    String preset,
    List<String> models,
    Path modelFile,
    List<String> formats,
    List<String> variants,
    List<Integer> concurrency,
    List<Integer> sortThresholds,
    Integer divisor,
    Double popularity,
    String routing,
    Path workloads,
    Integer threads,
    List<Integer> ranks,
    Integer rounds,
    Long seed,
    Path out,
    Path cache) {}
