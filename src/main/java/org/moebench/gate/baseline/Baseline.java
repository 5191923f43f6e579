// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.moebench.gate.Fingerprint;

/**
 * What the kernels of a commit took on a machine, as kept in {@code reports/baselines/}: raw
 * samples, so that later runs can be tested against them.
 *
 * @param created when it was measured, ISO 8601
 * @param commit what was measured
 * @param reason why it was written
 * @param accepted what its author accepted although the gate refuses it
 * @param fingerprint where it was measured
 * @param cells forks of every cell
 */
public record Baseline(
    String created,
    String commit,
    String reason,
    List<Accepted> accepted,
    Fingerprint fingerprint,
    List<CellForks> cells) {
  /** Schema of this version's files. */
  public static final String SCHEMA = "moebench.baseline/1";

  /**
   * Something that needed a person's word.
   *
   * @param cell id of the cell
   * @param what what the gate found, for example {@code 12.0% slower}
   * @param reason why that is accepted
   */
  public record Accepted(String cell, String what, String reason) {}

  /** The forks of a cell. */
  public Optional<CellForks> cell(String id) {
    return cells.stream().filter(cell -> cell.id().equals(id)).findFirst();
  }

  /** When it was measured. */
  Instant instant() {
    return OffsetDateTime.parse(created).toInstant();
  }

  /** The day it was measured, {@code 2027-01-31}. */
  String day() {
    return OffsetDateTime.parse(created).toLocalDate().toString();
  }

  /** Day and short commit, for example {@code 2027-01-31-0123456789ab}. */
  public String name() {
    return day() + "-" + commit.substring(0, Math.min(12, commit.length()));
  }

  boolean accepts(String cell) {
    return accepted.stream().anyMatch(one -> one.cell().equals(cell));
  }
}
