// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.Map;
import java.util.TreeMap;

/** Some rows of a table, kept as intervals: rows are mostly added in order. */
final class RowSet {
  /** End (exclusive) of each interval by its start; intervals neither overlap nor touch. */
  private final TreeMap<Integer, Integer> ends = new TreeMap<>();

  /**
   * Adds consecutive rows.
   *
   * @return the first of them that was there already, in which case nothing is added; -1 if none
   */
  int add(int first, int count) {
    int end = first + count;
    Map.Entry<Integer, Integer> before = ends.floorEntry(first);
    if (before != null && before.getValue() > first) {
      return first;
    }
    Integer next = ends.ceilingKey(first);
    if (next != null && next < end) {
      return next;
    }
    int start = before != null && before.getValue() == first ? before.getKey() : first;
    if (next != null && next == end) {
      end = ends.remove(next);
    }
    ends.put(start, end);
    return -1;
  }
}
