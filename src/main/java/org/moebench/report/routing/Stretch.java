// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Consecutive numbers of tokens with the same answer.
 *
 * @param batches the answers, at least one
 * @param where which numbers of tokens these are, in words
 */
record Stretch(List<RoutingVerdict.Batch> batches, String where) {
  /** Cuts a verdict into as few stretches as possible. */
  static List<Stretch> of(List<RoutingVerdict.Batch> all) {
    List<Stretch> stretches = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= all.size(); end++) {
      if (end == all.size() || !names(all.get(end)).equals(names(all.get(start)))) {
        stretches.add(new Stretch(all.subList(start, end), where(all, start, end - 1)));
        start = end;
      }
    }
    return stretches;
  }

  /** What an answer says: who may be the fastest, and who has no time. */
  private static Set<String> names(RoutingVerdict.Batch batch) {
    Stream<String> candidates = batch.candidates().stream().map(RoutingCell::variant);
    Stream<String> missing = batch.missing().stream().map(cell -> "no " + cell.variant());
    return Stream.concat(candidates, missing).collect(Collectors.toSet());
  }

  /** The first and the last answer; one if there is only one. */
  List<RoutingVerdict.Batch> ends() {
    RoutingVerdict.Batch first = batches.get(0);
    return batches.size() == 1 ? batches : List.of(first, batches.get(batches.size() - 1));
  }

  /** Names of the variants that may be the fastest, all of these numbers of tokens alike. */
  List<String> candidates() {
    return batches.get(0).candidates().stream().map(RoutingCell::variant).toList();
  }

  /** Names of the variants that have no time, all of these numbers of tokens alike. */
  List<String> missing() {
    return batches.get(0).missing().stream().map(RoutingCell::variant).toList();
  }

  private static String where(List<RoutingVerdict.Batch> all, int first, int last) {
    boolean fromStart = first == 0;
    boolean toEnd = last == all.size() - 1;
    String a = count((long) all.get(first).tokens());
    String b = count((long) all.get(last).tokens());
    if (first == last) {
      return "at T=" + a;
    }
    if (fromStart && toEnd) {
      return "at every T from " + a + " to " + b;
    }
    return fromStart ? "up to T=" + b : toEnd ? "from T=" + a + " on" : "from T=" + a + " to " + b;
  }
}
