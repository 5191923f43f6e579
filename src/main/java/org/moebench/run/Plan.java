// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.function.Consumer;

/**
 * A run of some operation that has been checked against the machine; nothing has been allocated or
 * written yet. {@link PlanRun} measures it, {@link PlanText} prints it.
 */
public interface Plan {
  /** What every run has. */
  RunSettings settings();

  /** Every cell, in the order of the report. */
  List<Cell> cells();

  /** Ceiling probes of every round; none if no cell runs. */
  List<Cell> ceilings();

  /** What the results say of the inputs; may take a moment to compute. */
  RunInputs inputs();

  /** What is measured, one line per kind, for people. */
  List<String> subjectLines();

  /** What is kept on disk besides the output, for people; empty if nothing is. */
  default List<String> storageLines() {
    return List.of();
  }

  /**
   * Builds what the forks need and is missing; by default nothing.
   *
   * @param stop ends it early
   * @param says hears what is being done
   */
  default void prepare(StopSignal stop, Consumer<String> says) {}

  /** Rough duration of one round in seconds, guessed before anything is measured. */
  default double expectedRoundSeconds() {
    return cells().stream().filter(Cell::runs).mapToDouble(Cell::expectedSeconds).sum()
        + ceilings().stream().mapToDouble(Cell::expectedSeconds).sum();
  }

  /** Rounds to expect. */
  default int expectedRounds() {
    return ceilings().isEmpty() ? 0 : settings().budget().rounds(expectedRoundSeconds());
  }
}
