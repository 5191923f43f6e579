// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What in the state of a Linux machine makes figures noisy or low; says so where unknown. */
final class MachineState {
  /** Stolen share from which neighbours are felt in every figure. */
  private static final double MUCH_STEAL = 0.02;

  /** Busy share of the processors, by others, from which a run is disturbed. */
  private static final double MUCH_LOAD = 0.25;

  private static final long LOOK_NANOS = 700_000_000L;
  private static final String UNKNOWN = "unknown here";

  private final Path root;

  /**
   * @param root the root of the file system, or an image of one in tests
   */
  MachineState(Path root) {
    this.root = root;
  }

  /** The container's processor quota: version 2 of control groups, else version 1. */
  DoctorCheck quota(int cores) {
    Optional<Double> quota = ProcessorQuota.read(root);
    if (quota.isEmpty()) {
      return DoctorCheck.ok("CPU quota", "none");
    }
    String found = String.format(Locale.ROOT, "%.2f processors of %d", quota.get(), cores);
    return quota.get() >= cores
        ? DoctorCheck.ok("CPU quota", found)
        : DoctorCheck.warn(
            "CPU quota", found, "raise the container's CPU limit or use fewer --threads");
  }

  DoctorCheck hugePages() {
    String name = "huge pages";
    String setting = line("sys/kernel/mm/transparent_hugepage/enabled").orElse("");
    if (setting.contains("[never]")) {
      return DoctorCheck.warn(
          name, "never", "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
    }
    return DoctorCheck.ok(name, setting.isEmpty() ? UNKNOWN : setting);
  }

  DoctorCheck governor() {
    String name = "CPU governor";
    String file = "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    String governor = line(file).orElse("not visible, as in most virtual machines");
    return governor.equals("powersave") || governor.equals("ondemand")
        ? DoctorCheck.warn(name, governor, "sudo cpupower frequency-set -g performance")
        : DoctorCheck.ok(name, governor);
  }

  DoctorCheck load(int cores) {
    String first = line("proc/loadavg").map(text -> text.split("\\s+")[0]).orElse("");
    if (!first.matches("\\d{1,6}\\.\\d{1,6}")) {
      return DoctorCheck.ok("load", UNKNOWN);
    }
    return Double.parseDouble(first) <= MUCH_LOAD * cores
        ? DoctorCheck.ok("load", first + " in the last minute")
        : DoctorCheck.warn(
            "load", first + " in the last minute", "stop other work while measuring");
  }

  /** Looks for a moment how much the hypervisor takes. */
  DoctorCheck steal() {
    MachineCounters before = counters();
    LockSupport.parkNanos(LOOK_NANOS);
    return steal(counters().stealShareSince(before));
  }

  private MachineCounters counters() {
    return MachineCounters.of(ProcText.lines(root.resolve("proc/stat")), 0);
  }

  static DoctorCheck steal(double share) {
    if (Double.isNaN(share)) {
      return DoctorCheck.ok("steal", UNKNOWN);
    }
    String found = String.format(Locale.ROOT, "%.1f%% of processor time just now", 100 * share);
    return share <= MUCH_STEAL
        ? DoctorCheck.ok("steal", found)
        : DoctorCheck.warn(
            "steal",
            found,
            "other virtual machines are busy: measure later, or with more --rounds");
  }

  private Optional<String> line(String file) {
    return ProcText.line(root.resolve(file));
  }
}
