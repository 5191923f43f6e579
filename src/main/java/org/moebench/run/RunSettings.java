// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;

/**
 * What a run of any operation has.
 *
 * @param operation the operation
 * @param preset the preset it started from
 * @param workers most workers of any launch
 * @param seed seed of inputs and orders
 * @param budget how many rounds
 * @param out output folder
 */
public record RunSettings(
    String operation, Preset preset, int workers, long seed, RoundBudget budget, Path out) {}
