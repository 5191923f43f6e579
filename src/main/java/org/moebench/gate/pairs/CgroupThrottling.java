// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.moebench.run.ProcText;

/** Reads how long the control groups of this process were stopped by their CPU quotas. */
final class CgroupThrottling {
  private static final String MOUNT = "sys/fs/cgroup";

  private CgroupThrottling() {}

  /** Microseconds since the groups were made; empty if the system does not say. */
  static OptionalLong micros(Path root) {
    List<String> groups = ProcText.lines(root.resolve("proc/self/cgroup"));
    OptionalLong version2 = sum(root.resolve(MOUNT), own(groups, ""), "throttled_usec", 1);
    if (version2.isPresent()) {
      return version2;
    }
    Optional<Path> controller =
        Stream.of("cpu", "cpu,cpuacct")
            .map(root.resolve(MOUNT)::resolve)
            .filter(folder -> !ProcText.lines(folder.resolve("cpu.stat")).isEmpty())
            .findFirst();
    return controller.isEmpty()
        ? OptionalLong.empty()
        : sum(controller.get(), own(groups, "cpu"), "throttled_time", 1000);
  }

  /** Path of the process's group in a hierarchy; version 2 names no controller. */
  private static String own(List<String> groups, String controller) {
    for (String line : groups) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        return parts[2];
      }
    }
    return "/";
  }

  /**
   * Adds up the group and all groups above it, since each counts its own quota only. Groups that
   * are not there are passed over: a container sees its own group as the topmost.
   */
  private static OptionalLong sum(Path mount, String group, String name, long unitsPerMicro) {
    Path top = mount.normalize();
    Path folder = top.resolve(group.replaceFirst("^/+", "")).normalize();
    OptionalLong sum = OptionalLong.empty();
    while (folder != null && folder.startsWith(top)) {
      for (String line : ProcText.lines(folder.resolve("cpu.stat"))) {
        if (line.matches(name + " \\d{1,18}")) {
          long value = Long.parseLong(line.substring(name.length() + 1)) / unitsPerMicro;
          sum = OptionalLong.of(sum.orElse(0) + value);
        }
      }
      folder = folder.getParent();
    }
    return sum;
  }
}
