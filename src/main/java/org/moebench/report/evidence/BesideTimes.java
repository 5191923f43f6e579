// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;

/**
 * Times of cells relative to a variant that took turns with them in their own forks. Such times
 * tell a few percent apart where those of different forks differ by tens.
 */
public final class BesideTimes {
  private BesideTimes() {}

  /** The variant that took turns with a cell in all of its forks; {@code null} if none did. */
  public static String anchor(CellResult cell) {
    List<String> anchors =
        cell.forks().stream()
            .map(fork -> usable(fork) ? fork.beside().variant() : "")
            .distinct()
            .toList();
    return anchors.size() == 1 && !anchors.get(0).isEmpty() ? anchors.get(0) : null;
  }

  private static boolean usable(ForkSample fork) {
    return fork.beside() != null
        && fork.beside().ratio() > 0
        && Double.isFinite(fork.beside().ratio());
  }

  /** The variant that two cells of one setting can both be related to; {@code null} if none. */
  static String common(CellResult a, CellResult b) {
    if (!sameSetting(a, b)) {
      return null;
    }
    String ofA = anchor(a);
    String ofB = anchor(b);
    if (ofA != null && (ofA.equals(ofB) || ofA.equals(b.variant()))) {
      return ofA;
    }
    return ofB != null && ofB.equals(a.variant()) ? ofB : null;
  }

  /** Whether nothing but the variant tells the cells apart. */
  private static boolean sameSetting(CellResult a, CellResult b) {
    return a.operation().equals(b.operation())
        && Objects.equals(a.format(), b.format())
        && Objects.equals(a.workload(), b.workload())
        && a.params().equals(b.params());
  }

  /** Time relative to the anchor by round; 1 in the given rounds for the anchor itself. */
  static Map<Integer, Double> byRound(CellResult cell, String anchor, Iterable<Integer> rounds) {
    Map<Integer, Double> times = new TreeMap<>();
    if (cell.variant().equals(anchor)) {
      rounds.forEach(round -> times.put(round, 1.0));
    } else {
      times.putAll(byRound(cell));
    }
    return times;
  }

  /** Time relative to the anchor by round. */
  static Map<Integer, Double> byRound(CellResult cell) {
    return cell.forks().stream()
        .collect(
            Collectors.toMap(
                ForkSample::round, fork -> 1 / fork.beside().ratio(), (a, x) -> a, TreeMap::new));
  }
}
