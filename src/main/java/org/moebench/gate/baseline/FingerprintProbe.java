// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.result.Environment;
import org.moebench.run.EnvironmentProbe;
import org.moebench.run.ProcessorQuota;
import org.moebench.run.SuiteVersion;
import org.moebench.run.Timing;

/** Takes the fingerprint of this machine, JVM and plan. */
public final class FingerprintProbe {
  private static final double BYTES_PER_GIBIBYTE = 1 << 30;

  private FingerprintProbe() {}

  /** {@link #probe(List, int)} with the widest vectors of this JVM. */
  public static Fingerprint probe(List<GateCell> cells) {
    return probe(cells, EnvironmentProbe.vectorBits());
  }

  /**
   * The fingerprint.
   *
   * @param cells every cell the gate knows, not only those of this run, so that leaving some out
   *     does not change it
   * @param vectorBits width of the vectors that the forks use; 0 if unknown
   */
  public static Fingerprint probe(List<GateCell> cells, int vectorBits) {
    Environment here = new EnvironmentProbe().probe(1, vectorBits);
    return new Fingerprint(
        here.cpuModel(),
        here.arch(),
        here.cores(),
        ProcessorQuota.read()
            .map(quota -> String.format(Locale.ROOT, "%.2f", quota))
            .orElse("none"),
        Math.round(here.memoryBytes() / BYTES_PER_GIBIBYTE),
        here.caches(),
        here.jdk(),
        here.vm(),
        here.vectorBits(),
        here.jvmArgs().stream().sorted().toList(),
        SuiteVersion.jmh(),
        plan(cells));
  }

  /** Each timing and heap that occurs, once. */
  private static String plan(List<GateCell> cells) {
    return cells.stream()
        .map(cell -> text(cell.timing()) + " in " + cell.heapMebibytes() + " MiB")
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** A timing for people, for example {@code 3 x 500 ms, then 5 x 500 ms}. */
  static String text(Timing timing) {
    return "%d x %d ms, then %d x %d ms"
        .formatted(
            timing.warmupIterations(),
            timing.warmupMillis(),
            timing.iterations(),
            timing.iterationMillis());
  }
}
