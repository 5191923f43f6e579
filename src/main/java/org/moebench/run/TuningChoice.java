// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.moebench.moe.Tuning;
import org.moebench.workload.TuningFile;

/**
 * What the tuned strategy of a run goes by: this machine's crossovers, or the usual ones.
 *
 * @param param value of the forks' parameter {@code tuning}: the file, or {@link #NONE}
 * @param tuning its crossovers; none if there is no file for this machine
 * @param line which it is and why, in one line for people
 */
public record TuningChoice(String param, Tuning tuning, String line) {
  /** Value of the parameter where nothing was measured on this machine. */
  public static final String NONE = "none";

  /**
   * Reads a tuning file, if there is one for this machine.
   *
   * @param workers workers of the run: other numbers of workers have other crossovers
   * @throws org.moebench.fault.UserError BAD_INPUT with path and field if it is damaged
   */
  static TuningChoice of(Path file, int workers) {
    List<String> said = new ArrayList<>();
    Tuning tuning = TuningFile.load(file, TuningMachine.id(workers), said::add);
    boolean usable = said.isEmpty();
    String line =
        usable
            ? "file %s, crossovers: %d".formatted(file, tuning.crossovers().size())
            : String.join("; ", said);
    return new TuningChoice(
        usable ? file.toAbsolutePath().normalize().toString() : NONE, tuning, line);
  }
}
