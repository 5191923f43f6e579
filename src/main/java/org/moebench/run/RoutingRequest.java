// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A routing run as asked for. Everything but the preset and the output folder may be {@code null}:
 * then the preset decides.
 *
 * @param preset preset name
 * @param routers names of routers in the catalogue
 * @param routerFile the user's own router; measured alone unless {@code routers} are given too
 * @param variants variant names
 * @param tokens batch sizes
 * @param logits types of the logits
 * @param threads workers of every launch
 * @param rounds number of rounds
 * @param seed seed of inputs and orders
 * @param out output folder
 */
public record RoutingRequest(
    String preset,
    List<String> routers,
    Path routerFile,
    List<String> variants,
    List<Integer> tokens,
    List<String> logits,
    Integer threads,
    Integer rounds,
    Long seed,
    Path out) {}
