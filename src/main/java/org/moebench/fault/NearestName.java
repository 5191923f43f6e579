// SPDX-License-Identifier: Apache-2.0
package org.moebench.fault;

import java.util.Collection;
import java.util.Locale;

/**
 * Finds what a user probably meant by a name that does not exist.
 *
 * <p>The distance is the optimal string alignment distance (Damerau–Levenshtein restricted to
 * adjacent transpositions: insert, delete, replace and swap cost 1 each), ignoring case.
 */
public final class NearestName {
  private NearestName() {}

  /**
   * The valid name with the smallest edit distance to what was typed. Among equally near names, one
   * that shares the longer beginning with it wins, then the first.
   *
   * @throws IllegalArgumentException if there is no valid name
   */
  public static String of(String typed, Collection<String> valid) {
    if (valid.isEmpty()) {
      throw new IllegalArgumentException("no valid names to choose from");
    }
    String key = typed.toLowerCase(Locale.ROOT);
    String nearest = null;
    int bestDistance = Integer.MAX_VALUE;
    int bestPrefix = -1;
    for (String name : valid) {
      String candidate = name.toLowerCase(Locale.ROOT);
      int distance = distance(key, candidate);
      int prefix = commonPrefix(key, candidate);
      if (distance < bestDistance || (distance == bestDistance && prefix > bestPrefix)) {
        nearest = name;
        bestDistance = distance;
        bestPrefix = prefix;
      }
    }
    return nearest;
  }

  /**
   * The error for a name that does not exist, for example {@code unknown workload 'recoded': did
   * you mean 'recorded'? (one of: recorded, uniform)}.
   *
   * @param kind what is named, for example {@code workload}
   */
  public static UserError unknown(String kind, String typed, Collection<String> valid) {
    return new UserError(
        ExitStatus.USAGE,
        "unknown %s '%s': did you mean '%s'? (one of: %s)"
            .formatted(kind, typed, of(typed, valid), String.join(", ", valid)));
  }

  private static int commonPrefix(String a, String b) {
    int length = 0;
    while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private static int distance(String a, String b) {
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
        if (isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], 1 + twoAbove[j - 2]);
        }
      }
      int[] oldest = twoAbove;
      twoAbove = above;
      above = row;
      row = oldest;
    }
    return above[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
