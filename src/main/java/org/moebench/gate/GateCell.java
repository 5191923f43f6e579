// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.Map;
import org.moebench.run.Timing;

/**
 * One benchmark method with one setting of its parameters, as the gate measures it.
 *
 * @param id unique and stable, for example {@code gemm/INT4_SYM/vector-direct/1}: what baselines
 *     and waivers name it by
 * @param operation package whose kernels it runs, for example {@code gemm}; {@code control} for a
 *     control
 * @param benchmark full name of the JMH benchmark method
 * @param params JMH parameters
 * @param bottleneck what limits it
 * @param timing how long it is measured in a fork
 * @param heapMebibytes Java heap of its forks
 * @param expectedSeconds rough duration of a fork, until one has been measured
 */
public record GateCell(
    String id,
    String operation,
    String benchmark,
    Map<String, String> params,
    Bottleneck bottleneck,
    Timing timing,
    int heapMebibytes,
    double expectedSeconds) {
  /** Operation of the cells that no change can touch. */
  public static final String CONTROL = "control";

  /** Whether it is a control: both arms run the same bytes. */
  public boolean isControl() {
    return operation.equals(CONTROL);
  }

  /** Source file of the benchmark, relative to the project, for annotations. */
  public String sourceFile() {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return "src/jmh/java/" + type.replace('.', '/') + ".java";
  }
}
