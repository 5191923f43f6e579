// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The random order of a round: shared machines drift, so no cell may always come first or last. */
public final class RoundOrder {
  /** Spreads neighbouring rounds over the generator's seeds (2^64 divided by the golden ratio). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private RoundOrder() {}

  /** The items in an order that depends on seed and round only. */
  public static <T> List<T> shuffled(List<T> items, long seed, int round) {
    List<T> order = new ArrayList<>(items);
    Collections.shuffle(order, new Random(seed + SPREAD * (round + 1)));
    return order;
  }
}
