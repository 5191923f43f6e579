// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.Optional;

/** The container's processor quota: version 2 of control groups, else version 1. */
public final class ProcessorQuota {
  private ProcessorQuota() {}

  /** Processors that this container may use; empty if it may use all, or outside Linux. */
  public static Optional<Double> read() {
    return read(Path.of("/"));
  }

  /**
   * @param root the root of the file system, or an image of one in tests
   */
  static Optional<Double> read(Path root) {
    return ProcText.line(root.resolve("sys/fs/cgroup/cpu.max"))
        .flatMap(text -> ratio(text.split("\\s+")))
        .or(() -> ofVersion1(root.resolve("sys/fs/cgroup/cpu")));
  }

  private static Optional<Double> ofVersion1(Path group) {
    Optional<String> quota = ProcText.line(group.resolve("cpu.cfs_quota_us"));
    Optional<String> period = ProcText.line(group.resolve("cpu.cfs_period_us"));
    return quota.flatMap(q -> period.flatMap(p -> ratio(new String[] {q, p})));
  }

  /** Both {@code max} and a negative number mean that there is no quota. */
  private static Optional<Double> ratio(String[] quotaAndPeriod) {
    if (quotaAndPeriod.length != 2
        || !quotaAndPeriod[0].matches("\\d{1,15}")
        || !quotaAndPeriod[1].matches("[1-9]\\d{0,14}")) {
      return Optional.empty();
    }
    return Optional.of(
        Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]));
  }
}
