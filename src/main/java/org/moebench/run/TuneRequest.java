// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A search for this machine's crossovers as asked for. Everything but the preset and the files may
 * be {@code null}: then the preset decides.
 *
 * @param preset preset name
 * @param formats weight format names
 * @param shapes sizes of projections as {@code NxK}
 * @param rows rows per expert
 * @param threads workers of every launch
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param tuning file to write
 * @param out output folder
 * @param cache folder of the weight files
 */
public record TuneRequest(
    String preset,
    List<String> formats,
    List<String> shapes,
    List<Integer> rows,
    Integer threads,
    Integer rounds,
    Long seed,
    Path tuning,
    Path out,
    Path cache) {}
