// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A decode run as asked for. Everything but the preset and the files may be {@code null}: then the
 * preset decides.
 *
 * @param preset preset name
 * @param formats weight format names
 * @param shapes sizes of the projection as {@code NxK}, for distinct experts
 * @param rows rows per expert, for distinct experts
 * @param workloads {@code distinct} and names of decode workloads; nothing else is measured then
 * @param recorded folder of the user's own workloads
 * @param batches requests decoded together: numbers, or names of request lengths
 * @param strategies names of strategies, for decode workloads
 * @param divisor what the sizes of the decode workloads' models are divided by
 * @param threads workers of every launch
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param tuning file of this machine's crossovers
 * @param out output folder
 * @param cache folder of the weight files
 */
public record DecodeRequest(
    String preset,
    List<String> formats,
    List<String> shapes,
    List<Integer> rows,
    List<String> workloads,
    Path recorded,
    List<String> batches,
    List<String> strategies,
    Integer divisor,
    Integer threads,
    Integer rounds,
    Long seed,
    Path tuning,
    Path out,
    Path cache) {}
