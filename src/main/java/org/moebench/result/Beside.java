// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;

/**
 * What another variant took in the same fork, iteration by iteration in turn with the cell's own:
 * the ratio of two variants that machine and JVM disturb alike.
 *
 * @param variant the other variant
 * @param iterations time per call of its iterations, in the cell's unit; one after each of the
 *     cell's
 * @param ratio median of the quotients, its time / the cell's, of iterations that follow each other
 */
public record Beside(String variant, List<Double> iterations, double ratio) {}
