// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import java.util.Optional;

/**
 * What the JVM arguments of a paired run say of its forks: fork i of the base and fork i of the
 * head with the same {@code pairs} were measured side by side.
 *
 * @param pairs names the run
 * @param arm {@code base} or {@code head}
 */
public record PairMark(String pairs, String arm) {
  private static final String PAIRS = "-Dmoebench.pairs=";
  private static final String ARM = "-Dmoebench.arm=";

  /** The mark of an entry; empty if it comes from no paired run. */
  public static Optional<PairMark> of(JmhBenchmark entry) {
    Optional<String> pairs = value(entry, PAIRS);
    Optional<String> arm = value(entry, ARM);
    return pairs.isPresent() && arm.isPresent()
        ? Optional.of(new PairMark(pairs.get(), arm.get()))
        : Optional.empty();
  }

  /** Whether a JVM argument is part of a mark, and so says nothing about the JVM. */
  public static boolean isMark(String argument) {
    return argument.startsWith(PAIRS) || argument.startsWith(ARM);
  }

  private static Optional<String> value(JmhBenchmark entry, String prefix) {
    return entry.jvmArgs().stream()
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst();
  }
}
