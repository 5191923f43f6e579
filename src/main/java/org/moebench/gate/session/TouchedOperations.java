// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moebench.gate.GateCell;

/** Which operations a change may have made slower, by the files it touches. */
final class TouchedOperations {
  private static final Pattern SOURCE =
      Pattern.compile("src/(?:main|jmh)/java/org/moebench/([a-z]+)/.*");

  /** Packages that every kernel rests on, and the benchmarks. */
  private static final Set<String> COMMON =
      Set.of("gemm", "quant", "tensor", "simd", "launch", "bench");

  /** Packages whose operation has another name. */
  private static final Map<String, String> OPERATIONS = Map.of("moe", "swiglu");

  private static final String BUILD = "pom.xml";

  private final Set<String> operations = new HashSet<>();
  private boolean all;

  /**
   * @param paths files that differ, relative to the project
   */
  TouchedOperations(List<String> paths) {
    for (String path : paths) {
      Matcher source = SOURCE.matcher(path);
      String name = source.matches() ? source.group(1) : "";
      all |= COMMON.contains(name) || path.equals(BUILD);
      operations.add(OPERATIONS.getOrDefault(name, name));
    }
  }

  /** Whether the change may be felt in a cell. */
  boolean include(GateCell cell) {
    return all || operations.contains(cell.operation());
  }
}
