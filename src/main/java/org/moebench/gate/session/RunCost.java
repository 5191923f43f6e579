// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.util.List;
import org.moebench.gate.GateCell;
import org.moebench.gate.Policy;

/** How long a run is expected to take, from the catalogue's durations of forks. */
final class RunCost {
  private static final int ARMS = 2;

  /** Iterations of the control that shows whether the machine is fit. */
  private static final int FITNESS_ITERATIONS = 30;

  /** Forks are started and pairs are measured again at times. */
  private static final double RESERVE = 1.05;

  private final Policy policy;
  private final List<GateCell> controls;

  RunCost(Policy policy, List<GateCell> controls) {
    this.policy = policy;
    this.controls = controls;
  }

  /** Seconds to find the candidates among the cells. */
  double screen(List<GateCell> cells) {
    double pair = ARMS * (seconds(cells) + seconds(controls));
    return RESERVE * (fitness() + policy.screenPairs() * pair);
  }

  /** Seconds to confirm one candidate, the longest of the cells, with the controls. */
  double confirmation(List<GateCell> cells) {
    double longest = cells.stream().mapToDouble(GateCell::expectedSeconds).max().orElse(0);
    return RESERVE * ARMS * policy.looks().get(0) * (longest + seconds(controls));
  }

  /** Seconds that a budget must hold: everything but a second candidate. */
  double least(List<GateCell> cells) {
    return screen(cells) + confirmation(cells);
  }

  private double fitness() {
    return controls.stream()
        .findFirst()
        .map(
            one ->
                one.expectedSeconds() + FITNESS_ITERATIONS * one.timing().iterationMillis() / 1e3)
        .orElse(0.0);
  }

  private static double seconds(List<GateCell> cells) {
    return cells.stream().mapToDouble(GateCell::expectedSeconds).sum();
  }
}
