// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How much memory one fork may take here. */
public final class MachineMemory {
  /** No fork takes more than this, however large the machine. */
  static final long MOST_PER_FORK = 12L << 30;

  /** Left to the operating system, the driver and the page cache of the weight file. */
  private static final long RESERVE = 768L << 20;

  private MachineMemory() {}

  /** Physical memory, or the container's limit if that is less; 0 if unknown. */
  public static long physicalBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : 0;
  }

  /** Most resident bytes that a fork may take on this machine. */
  public static long perFork() {
    return perFork(physicalBytes());
  }

  static long perFork(long physicalBytes) {
    return physicalBytes <= 0
        ? MOST_PER_FORK
        : Math.max(0, Math.min(MOST_PER_FORK, physicalBytes - RESERVE));
  }

  /** A number of bytes for people, for example {@code 1.5 GiB}. */
  public static String text(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
