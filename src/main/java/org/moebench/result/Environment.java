// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;

/**
 * The machine and JVM a run used. Figures from different environments are never compared.
 *
 * @param cpuModel processor name as the operating system gives it
 * @param arch {@code os.arch}
 * @param cores processors available to the JVM
 * @param workers worker threads that shared every launch
 * @param memoryBytes physical memory
 * @param caches cache sizes, for example {@code "L1d 48 KiB, L2 1 MiB, L3 32 MiB"}; empty if
 *     unknown
 * @param os operating system and version
 * @param jdk JDK version and vendor
 * @param vm virtual machine name
 * @param vectorBits width of the vector species the kernels used
 * @param jvmArgs arguments given to every fork
 * @param commit revision of the suite, with {@code -dirty} if the tree was changed; {@code
 *     "unknown"} outside a checkout
 * @param version version of the suite
 */
public record Environment(
    String cpuModel,
    String arch,
    int cores,
    int workers,
    long memoryBytes,
    String caches,
    String os,
    String jdk,
    String vm,
    int vectorBits,
    List<String> jvmArgs,
    String commit,
    String version) {}
