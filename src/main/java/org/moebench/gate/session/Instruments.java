// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.pairs.Arm;
import org.moebench.run.StopSignal;

/** What a session measures with, and what it knows of the machine. */
public interface Instruments {
  /** All cells, the most important first. */
  List<GateCell> cells();

  /** Cells that no change can touch. */
  List<GateCell> controls();

  /** Where it is measured, whichever of the cells are. */
  Fingerprint fingerprint();

  /**
   * Known differences between identical jars on such a machine, as log-ratios by cell.
   *
   * @param baselines folder of the project's baselines
   */
  Map<String, Double> bias(Path baselines, Fingerprint here);

  /** Why the machine is unfit to be judged by; empty if it is fit. */
  Optional<String> unfit(Arm head, GateCell control, Place place);

  /**
   * Where pairs come from.
   *
   * @param copies what the forks run; fresh ones for the confirmation
   * @param budgetSeconds time for all measuring from now on; may be infinite
   */
  PairSource pairs(ArmCopies copies, long seed, double budgetSeconds, Place place);

  /**
   * Where a run takes place.
   *
   * @param out output folder, for logs
   * @param messages what is going on, a line each
   * @param stop ends the run early
   */
  record Place(Path out, PrintStream messages, StopSignal stop) {}
}
