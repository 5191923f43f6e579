// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.moebench.run.MachineCounters;
import org.moebench.run.ProcText;

/**
 * What the system counts of disturbances. Take one before a fork and one after, and ask the later
 * one what happened since the earlier.
 *
 * @param processors ticks of the processors
 * @param throttledMicros time for which this container was stopped by its CPU quota; {@code null}
 *     if the system does not say
 * @param pressureMicros time in which some task waited for a processor; {@code null} if the system
 *     does not say
 */
record ForkCounters(MachineCounters processors, Long throttledMicros, Long pressureMicros) {
  private static final Path ROOT = Path.of("/");

  /** The counters as they are now. */
  static ForkCounters now() {
    return read(ROOT);
  }

  /**
   * The counters in a file system.
   *
   * @param root its root, or that of an image of one
   */
  static ForkCounters read(Path root) {
    return new ForkCounters(
        MachineCounters.of(ProcText.lines(root.resolve("proc/stat")), 0),
        boxed(CgroupThrottling.micros(root)),
        boxed(pressure(ProcText.lines(root.resolve("proc/pressure/cpu")))));
  }

  private static OptionalLong pressure(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("some .*total=\\d{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('=') + 1)))
        .findFirst();
  }

  private static Long boxed(OptionalLong known) {
    return known.isPresent() ? known.getAsLong() : null;
  }

  /** Share of processor time taken by the hypervisor since then; {@code null} if unknown. */
  Double stealShareSince(ForkCounters earlier) {
    double share = processors.stealShareSince(earlier.processors);
    return Double.isNaN(share) ? null : share;
  }

  /** Microseconds stopped by the quota since then; {@code null} if unknown. */
  Long throttledMicrosSince(ForkCounters earlier) {
    return difference(throttledMicros, earlier.throttledMicros);
  }

  /**
   * Share of the time since then in which some task waited; {@code null} if unknown.
   *
   * @param seconds time since then
   */
  Double pressureShareSince(ForkCounters earlier, double seconds) {
    Long waited = difference(pressureMicros, earlier.pressureMicros);
    return waited == null || !(seconds > 0) ? null : Math.clamp(waited / (1e6 * seconds), 0.0, 1.0);
  }

  private static Long difference(Long now, Long then) {
    return now == null || then == null ? null : Math.max(0, now - then);
  }
}
