// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.moebench.moe.Crossover;
import org.moebench.result.ResultSet;
import org.moebench.workload.TuningFile;

/** Writes what a search for crossovers has found to this machine's tuning file. */
public final class TuningUpdate {
  private TuningUpdate() {}

  /**
   * Writes the crossovers of a search, finished or stopped early. Those of other formats and shapes
   * that the file had for this machine are kept; without any new one the file is left alone.
   *
   * @return the thresholds and where they are, as lines for people
   * @throws org.moebench.fault.UserError CANNOT_WRITE naming the file
   */
  public static List<String> write(DecodePlan plan, ResultSet results) {
    DecodeConfig config = plan.config();
    Thresholds thresholds = Thresholds.of(results);
    List<Crossover> found = thresholds.crossovers();
    List<String> lines = new ArrayList<>(thresholds.lines());
    if (found.isEmpty()) {
      lines.add("tuning: nothing to write to " + config.tuningFile());
      return lines;
    }
    List<Crossover> kept =
        config.tuning().tuning().crossovers().stream()
            .filter(old -> found.stream().noneMatch(fresh -> sameProjection(old, fresh)))
            .toList();
    List<Crossover> all = new ArrayList<>(found);
    all.addAll(kept);
    TuningFile.write(
        config.tuningFile(),
        TuningMachine.id(config.workers()),
        SuiteVersion.text(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        all);
    lines.add(
        "tuning: %d crossovers written to %s%s"
            .formatted(
                found.size(),
                config.tuningFile(),
                kept.isEmpty() ? "" : ", " + kept.size() + " kept"));
    return lines;
  }

  private static boolean sameProjection(Crossover a, Crossover b) {
    return a.format() == b.format() && a.n() == b.n() && a.k() == b.k();
  }
}
