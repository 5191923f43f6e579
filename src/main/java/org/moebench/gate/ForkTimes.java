// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.List;
import org.moebench.stats.Samples;

/**
 * One fork of one arm: its times, and what the machine did meanwhile.
 *
 * @param iterations microseconds per call of every measured iteration
 * @param stealShare share of processor time that the hypervisor took, 0 to 1; {@code null} if the
 *     system does not say
 * @param throttledMicros time for which the container was stopped by its processor quota; {@code
 *     null} if the system does not say
 * @param pressureShare share of the time in which some task waited for a processor, 0 to 1; {@code
 *     null} if the system does not say
 * @param seconds wall time of the whole fork
 */
public record ForkTimes(
    List<Double> iterations,
    Double stealShare,
    Long throttledMicros,
    Double pressureShare,
    double seconds) {
  /**
   * Quantile of the iterations that stands for a fork. Neighbours on the same processor slow many
   * iterations of a fork and never speed one up, so the fast ones repeat better than the median:
   * see docs/experiments.md.
   */
  public static final double QUANTILE = 0.1;

  /** Times alone, as of a simulated fork. */
  public static ForkTimes of(double... iterations) {
    return new ForkTimes(Arrays.stream(iterations).boxed().toList(), null, null, null, 0);
  }

  /** The fork's one figure, in microseconds per call: {@link #QUANTILE} of its iterations. */
  @JsonIgnore
  public double micros() {
    return iterations.size() == 1
        ? iterations.get(0)
        : figure(iterations.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The one figure of a fork with these iterations. */
  public static double figure(double... iterations) {
    return Samples.quantile(iterations, QUANTILE);
  }
}
