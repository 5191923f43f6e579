// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.moe.DispatchStrategy;

/** The strategies of a run in the order of their registry. */
final class Strategies {
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
            .map(strategy -> strategy.id() + " is " + strategy.description())
            .collect(Collectors.joining("; "));
    return texts.isEmpty() ? "" : " Strategies: " + texts + ".";
  }
}
