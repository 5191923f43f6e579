// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import java.util.List;
import java.util.Map;

/**
 * One entry of JMH's JSON.
 *
 * @param benchmark full name of the method
 * @param params its parameters, in the file's order; empty if it has none
 * @param mode JMH's short name, for example {@code avgt}
 * @param unit of the scores, for example {@code us/op}
 * @param threads threads that called it
 * @param jvmArgs arguments of its JVM
 * @param jdk version of its JDK
 * @param scores score of every iteration of every fork, in {@code unit}
 */
public record JmhBenchmark(
    String benchmark,
    Map<String, String> params,
    String mode,
    String unit,
    int threads,
    List<String> jvmArgs,
    String jdk,
    List<List<Double>> scores) {}
