// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.ForwardPreset;

/**
 * A run of forward passes with every choice made and checked.
 *
 * @param preset the preset it started from
 * @param stacks every stack of the grids by its name, in the order of the report, in the sizes
 *     measured
 * @param grids what is measured
 * @param format weight format
 * @param workers workers of every launch
 * @param seed seed of inputs and orders
 * @param timing how long a fork measures short calls
 * @param budget how many rounds
 * @param tuning what the tuned strategy goes by
 * @param out output folder
 * @param cache folder of the weight files
 */
public record ForwardConfig(
    Preset preset,
    Map<String, ForwardPreset> stacks,
    List<ForwardGrid> grids,
    QuantFormat format,
    int workers,
    long seed,
    Timing timing,
    RoundBudget budget,
    TuningChoice tuning,
    Path out,
    Path cache) {}
