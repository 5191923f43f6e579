// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import java.util.Map;

/**
 * What makes two entries measurements of the same thing.
 *
 * @param benchmark full name of the method
 * @param params its parameters; their order does not matter
 * @param mode JMH's short name
 * @param threads threads that called it
 */
public record JmhKey(String benchmark, Map<String, String> params, String mode, int threads) {
  /** The key of an entry. */
  public static JmhKey of(JmhBenchmark entry) {
    return new JmhKey(entry.benchmark(), entry.params(), entry.mode(), entry.threads());
  }

  /** In one line, for example {@code a.B.sum {n=8} avgt, 1 thread}. */
  public String text() {
    String settings = params.isEmpty() ? "" : " " + params;
    String callers = threads == 1 ? "1 thread" : threads + " threads";
    return JsonPlace.oneLine(benchmark + settings + " " + mode + ", " + callers);
  }
}
