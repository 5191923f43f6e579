// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that must be equal before absolute times may be compared. Only what stays the same
 * from run to run is in it: no frequencies, no host name, no free memory.
 *
 * @param cpuModel processor name
 * @param arch {@code os.arch}
 * @param cores processors available to the JVM
 * @param cpuQuota processors the container may use, for example {@code 2.00}; {@code none}
 * @param memoryGibibytes physical memory, rounded
 * @param caches cache sizes
 * @param jdk JDK version and vendor
 * @param vm virtual machine name
 * @param vectorBits width of the vectors the kernels use
 * @param jvmArgs arguments of every fork, sorted
 * @param jmh version of JMH
 * @param plan cells' timing, so that only like is compared with like
 */
public record Fingerprint(
    String cpuModel,
    String arch,
    int cores,
    String cpuQuota,
    long memoryGibibytes,
    String caches,
    String jdk,
    String vm,
    int vectorBits,
    List<String> jvmArgs,
    String jmh,
    String plan) {
  /** Its parts by name, as text. */
  @JsonIgnore
  public Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("processor", cpuModel);
    parts.put("architecture", arch);
    parts.put("cores", Integer.toString(cores));
    parts.put("CPU quota", cpuQuota);
    parts.put("memory", memoryGibibytes + " GiB");
    parts.put("caches", caches);
    parts.put("JDK", jdk);
    parts.put("VM", vm);
    parts.put("vector bits", Integer.toString(vectorBits));
    parts.put("JVM arguments", String.join(" ", jvmArgs));
    parts.put("JMH", jmh);
    parts.put("plan", plan);
    return parts;
  }

  /** Names of the parts in which two fingerprints differ, with both values; empty if equal. */
  public List<String> differences(Fingerprint other) {
    Map<String, String> theirs = other.parts();
    return parts().entrySet().stream()
        .filter(part -> !part.getValue().equals(theirs.get(part.getKey())))
        .map(
            part ->
                part.getKey() + " '" + part.getValue() + "' / '" + theirs.get(part.getKey()) + "'")
        .toList();
  }
}
