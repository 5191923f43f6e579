// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * Counters that tell whether the machine disturbed a measurement. Take one before and one after,
 * and ask the later one what happened since the earlier.
 *
 * @param busyAndIdleTicks processor ticks since boot, all processors and states; -1 if unknown
 * @param stealTicks ticks the hypervisor gave to others while work was waiting here
 * @param gcMillis milliseconds this JVM has spent collecting garbage
 */
public record MachineCounters(long busyAndIdleTicks, long stealTicks, long gcMillis) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user. */
  private static final int STATES = 8;

  private static final int STEAL = 7;

  /** The counters as they are now. */
  public static MachineCounters now() {
    return of(ProcText.lines(STAT), collectionMillis());
  }

  /**
   * The counters of a text like {@code /proc/stat}.
   *
   * @param procStat its lines; none if the system has no such file
   * @param gcMillis see {@link #gcMillis()}
   */
  public static MachineCounters of(List<String> procStat, long gcMillis) {
    for (String line : procStat) {
      if (line.startsWith("cpu ")) {
        return ofProcessors(line.substring(4).trim().split("\\s+"), gcMillis);
      }
    }
    return new MachineCounters(-1, 0, gcMillis);
  }

  private static MachineCounters ofProcessors(String[] ticks, long gcMillis) {
    if (ticks.length < STATES) {
      return new MachineCounters(-1, 0, gcMillis);
    }
    try {
      long total = 0;
      for (int state = 0; state < STATES; state++) {
        total += Long.parseLong(ticks[state]);
      }
      return new MachineCounters(total, Long.parseLong(ticks[STEAL]), gcMillis);
    } catch (NumberFormatException e) {
      return new MachineCounters(-1, 0, gcMillis);
    }
  }

  /**
   * Share of all processor time since {@code earlier} that the hypervisor took, 0 to 1; NaN if the
   * system does not say or no tick has passed.
   */
  public double stealShareSince(MachineCounters earlier) {
    long total = busyAndIdleTicks - earlier.busyAndIdleTicks;
    if (busyAndIdleTicks < 0 || earlier.busyAndIdleTicks < 0 || total <= 0) {
      return Double.NaN;
    }
    return Math.clamp((double) (stealTicks - earlier.stealTicks) / total, 0.0, 1.0);
  }

  /** Milliseconds spent collecting garbage since {@code earlier}. */
  public long gcMillisSince(MachineCounters earlier) {
    return gcMillis - earlier.gcMillis;
  }

  /** Peak resident memory of this process so far, in bytes; 0 if the system does not say. */
  public static long peakResidentBytes() {
    return peakResidentBytes(ProcText.lines(STATUS));
  }

  static long peakResidentBytes(List<String> procStatus) {
    return ProcText.kibibytes(procStatus, "VmHWM").orElse(0L);
  }

  private static long collectionMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return millis;
  }
}
