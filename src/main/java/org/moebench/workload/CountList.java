// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/** The counts of a user's histogram as they are read, each checked and its place remembered. */
final class CountList {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final int LARGEST = Integer.MAX_VALUE;

  /** Digits, sign included, that fit a {@code long} whatever they are. */
  private static final int LONGEST = 18;

  private static final int SHOWN_LENGTH = 40;

  private final Path file;
  private int[] counts = new int[256];
  private int size;
  private long sum;

  CountList(Path file) {
    this.file = file;
  }

  /**
   * Adds the count of the next expert.
   *
   * @param place where it stands, for example {@code line 3}
   */
  void add(String text, String place) {
    int count = number(text, place, "count");
    sum += count;
    if (sum > LARGEST) {
      throw bad(place + ": with count " + count + " the sum exceeds " + LARGEST + " rows");
    }
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
    }
    counts[size++] = count;
  }

  /** The distribution; an error if nothing was added. */
  ExpertRows rows() {
    if (size == 0) {
      throw bad("holds no counts; expected one whole number per expert");
    }
    return new ExpertRows(Arrays.copyOf(counts, size));
  }

  /**
   * A whole number from 0 to 2^31-1.
   *
   * @param kind what it is, for the message
   */
  int number(String text, String place, String kind) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw bad(place, kind, text, "is not a whole number");
    }
    boolean large = text.length() > LONGEST;
    if (text.startsWith("-") && (large || Long.parseLong(text) < 0)) {
      throw bad(place, kind, text, "is negative");
    }
    if (large || Long.parseLong(text) > LARGEST) {
      throw bad(place, kind, text, "is larger than " + LARGEST);
    }
    return Integer.parseInt(text);
  }

  /** A BAD_INPUT error that names the file. */
  UserError bad(String what) {
    return new UserError(ExitStatus.BAD_INPUT, "histogram " + file + ": " + what);
  }

  private UserError bad(String place, String kind, String text, String what) {
    return bad("%s: %s '%s' %s".formatted(place, kind, shown(text), what));
  }

  /** Text of the file, cut and freed of control characters so that a message stays one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "…";
  }
}
