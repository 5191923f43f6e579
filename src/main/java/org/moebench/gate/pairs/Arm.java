// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One side of the comparison, ready to run.
 *
 * @param name {@code base} or {@code head}
 * @param jar what its cells run
 * @param controlJar what its controls run: the same bytes in both arms
 * @param extraJvmArgs JVM arguments that its forks get in addition, by cell id; for self-tests
 */
public record Arm(String name, Path jar, Path controlJar, Map<String, List<String>> extraJvmArgs) {
  /** Name of the side compared with. */
  public static final String BASE = "base";

  /** Name of the side that is judged. */
  public static final String HEAD = "head";
}
