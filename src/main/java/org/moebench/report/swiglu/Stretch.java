// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Consecutive concurrencies with the same answer.
 *
 * @param batches the answers, at least one
 * @param where which concurrencies these are, in words
 */
record Stretch(List<SwigluVerdict.Batch> batches, String where) {
  /** Cuts a verdict into as few stretches as possible. */
  static List<Stretch> of(List<SwigluVerdict.Batch> all) {
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

  /** What an answer says: who may be the fastest, if that decides whether to fuse. */
  private static Set<String> names(SwigluVerdict.Batch batch) {
    Set<String> names = new TreeSet<>();
    if (batch.open()) {
      names.add("open");
    } else {
      batch.candidates().forEach(cell -> names.add(cell.variant()));
      names.add(Math.min(batch.contest().rivals(), 2) + " rivals");
    }
    return names;
  }

  /** Whether unfused may be the fastest, but others as well. */
  boolean open() {
    return batches.get(0).open();
  }

  /** Names of the variants that may be the fastest, in the order of their registry. */
  List<String> candidates() {
    return batches.get(0).candidates().stream()
        .map(SwigluCell::variant)
        .sorted(Comparator.comparingInt(Variants::rank))
        .toList();
  }

  /** Number of variants that were timed. */
  int rivals() {
    return batches.get(0).contest().rivals();
  }

  private static String where(List<SwigluVerdict.Batch> all, int first, int last) {
    int a = all.get(first).concurrency();
    int b = all.get(last).concurrency();
    if (first == last) {
      return "at B=" + a;
    }
    boolean toEnd = last == all.size() - 1;
    if (first == 0) {
      return toEnd ? "at every B from " + a + " to " + b : "up to B=" + b;
    }
    return toEnd ? "from B=" + a + " on" : "from B=" + a + " to " + b;
  }
}
