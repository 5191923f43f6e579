// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.workload.NamedModel;

/**
 * A SwitchGLU run with every choice made and checked.
 *
 * @param preset the preset it started from
 * @param models every model of the grids by its name there, in the order of the report
 * @param grids what is measured, with numbers of workers
 * @param popularity share of the logits' variance that requests have in common
 * @param routing decode workload whose picks requests follow; {@code null} for drawn ones
 * @param workers workers of every launch, where a grid does not say otherwise
 * @param seed seed of inputs and orders
 * @param timing how long a fork measures
 * @param budget how many rounds
 * @param out output folder
 * @param cache folder of the weight files
 */
public record SwigluConfig(
    Preset preset,
    Map<String, Model> models,
    List<SwigluGrid> grids,
    double popularity,
    DecodeSpec routing,
    int workers,
    long seed,
    Timing timing,
    RoundBudget budget,
    Path out,
    Path cache) {
  /**
   * A model of a run.
   *
   * @param spec as forks are told
   * @param named what that resolves to
   */
  public record Model(ModelSpec spec, NamedModel named) {
    /** Experts per token. */
    int slots() {
      return named.router().config().slots();
    }
  }
}
