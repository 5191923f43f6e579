// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A run of forward passes as asked for. Everything but the preset and the paths may be {@code
 * null}: then the preset decides.
 *
 * @param preset preset name
 * @param stacks names of stacks of layers
 * @param routings how rows come to experts: {@code published}, {@code realistic}
 * @param strategies names of strategies
 * @param parts parts of the pass: {@code forward}, {@code prefill}, {@code decode}
 * @param format weight format name
 * @param divisor what the widths of stacks made of models are divided by
 * @param layers layers of every stack
 * @param threads workers of every launch
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param tuning file of this machine's crossovers; it may be missing
 * @param out output folder
 * @param cache folder of the weight files
 */
public record ForwardRequest(
    String preset,
    List<String> stacks,
    List<String> routings,
    List<String> strategies,
    List<String> parts,
    String format,
    Integer divisor,
    Integer layers,
    Integer threads,
    Integer rounds,
    Long seed,
    Path tuning,
    Path out,
    Path cache) {}
