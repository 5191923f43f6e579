// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.moe.DispatchStrategy;

/** The strategies of a run in the order of their registry. */
final class Strategies {
  /** The published baseline. */
  static final String PREFILL = DispatchStrategy.ALWAYS_PREFILL.id();

  /** The published rule that looks at the rows of a call. */
  static final String AUTO = DispatchStrategy.UNIFIED_AUTO.id();

  /** The dispatcher that is told the phase. */
  static final String HINTED = DispatchStrategy.UNIFIED_HINTED.id();

  /** The rule of this machine's crossover; it takes turns with every other strategy. */
  static final String TUNED = DispatchStrategy.UNIFIED_TUNED.id();

  private static final List<String> KNOWN =
      Arrays.stream(DispatchStrategy.values()).map(DispatchStrategy::id).toList();

  private Strategies() {}

  /** Place of a strategy; those that are not registered stand last. */
  static int rank(String name) {
    int index = KNOWN.indexOf(name);
    return index < 0 ? KNOWN.size() : index;
  }

  /** What each registered strategy of a run does; empty if there is none. */
  static String descriptions(List<String> names) {
    String texts =
        Arrays.stream(DispatchStrategy.values())
            .filter(strategy -> names.contains(strategy.id()))
            .map(strategy -> strategy.id() + ": " + strategy.description())
            .collect(Collectors.joining("; "));
    return texts.isEmpty() ? "" : " Strategies: " + texts + ".";
  }
}
