// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;
import java.util.Map;

/** Runs the two-stage test; see {@code docs/gate.md}. */
public final class Procedure {
  private final Policy policy;
  private final Map<String, Double> bias;

  /**
   * @param policy the numbers of the test
   * @param bias known difference between identical jars by cell, as a log-ratio
   */
  public Procedure(Policy policy, Map<String, Double> bias) {
    this.policy = policy;
    this.bias = Map.copyOf(bias);
  }

  /** Screens, checks the controls, confirms. Pairs are added to the log as they come. */
  public Judgement run(
      List<GateCell> cells, List<GateCell> controls, PairSource source, PairLog log) {
    throw new UnsupportedOperationException("written next " + policy + bias);
  }
}
