// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;

/** The file of waivers: regressions that somebody accepts for a while. */
public final class Waivers {
  /** Schema of the file. */
  public static final String SCHEMA = "moebench.waivers/1";

  /** Its name in the folder of baselines. */
  public static final String FILE = "waivers.json";

  private Waivers() {}

  /**
   * Reads all waivers.
   *
   * @param today a waiver holds to the end of its last day
   * @throws UserError BAD_INPUT with file and position if one is expired, not complete or double
   */
  public static List<Waiver> read(Path file, LocalDate today) {
    JsonPlace root = JsonPlace.read(file, SCHEMA, "correct the file");
    root.only("schema", "waivers");
    Set<String> cells = new HashSet<>();
    return root.get("waivers").list(place -> waiver(place, today, cells));
  }

  private static Waiver waiver(JsonPlace place, LocalDate today, Set<String> cells) {
    place.only("cell", "most", "reason", "expires");
    String cell = place.get("cell").words();
    if (!cells.add(cell)) {
      throw place.get("cell").bad("waives '" + cell + "' a second time");
    }
    double most = place.get("most").positive();
    if (most > 1) {
      throw place.get("most").bad("holds " + most + ", not a share up to 1, such as 0.15 for 15%");
    }
    String reason = place.get("reason").words();
    LocalDate expires = place.get("expires").date(LocalDate::parse, "2027-01-31");
    if (expires.isBefore(today)) {
      throw place.refusal(
          "waiver for %s expired on %s: fix the regression or renew it".formatted(cell, expires));
    }
    return new Waiver(cell, most, reason, expires.toString());
  }

  /** Those that cover a regression: of its cell, and no smaller than its effect. */
  public static List<Waiver> applying(List<Waiver> waivers, CellJudgement cell) {
    return waivers.stream()
        .filter(waiver -> cell.verdict() == Verdict.REGRESSION)
        .filter(waiver -> waiver.cell().equals(cell.cell()))
        .filter(waiver -> cell.effect() <= Math.log1p(waiver.most()))
        .toList();
  }
}
