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
  /** Times alone, as of a simulated fork. */
  public static ForkTimes of(double... iterations) {
    return new ForkTimes(Arrays.stream(iterations).boxed().toList(), null, null, null, 0);
  }

  /** The fork's one figure: the median of its iterations, in microseconds per call. */
  @JsonIgnore
  public double median() {
    return iterations.size() == 1
        ? iterations.get(0)
        : Samples.median(iterations.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
