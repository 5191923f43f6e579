// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingKernel;
import org.moebench.routing.RoutingVariant;

/** Compares a router's output with the reference. */
public final class RoutingVerifier {
  private final RoutingJob job;
  private final RoutingJob expected;

  /** Computes the reference once. */
  public RoutingVerifier(RoutingJob job) {
    this.job = job;
    this.expected = new RoutingJob(job.router(), job.input(), new Launcher(1));
    RoutingVariant.REFERENCE.create(expected).route();
  }

  /** Spoils the output, routes, and compares. */
  public Correctness run(RoutingKernel kernel) {
    Arrays.fill(job.ids(), Integer.MIN_VALUE);
    Arrays.fill(job.weights(), Float.NaN);
    kernel.route();
    return compare();
  }

  /** Compares what the job's output holds. */
  public Correctness compare() {
    int slots = job.router().config().slots();
    int[] ids = job.ids();
    double worst = 0;
    for (int i = 0; i < ids.length; i++) {
      float want = expected.weights()[i];
      double error = Math.abs((double) job.weights()[i] - want);
      double ratio = error / (2 * Math.ulp(want));
      boolean matches = ids[i] == expected.ids()[i] && ratio <= 1;
      if (!matches) {
        return new Correctness(
            i,
            ids.length,
            ratio,
            "token %d slot %d: got expert %d weight %s, reference %d %s"
                .formatted(
                    i / slots, i % slots, ids[i], job.weights()[i], expected.ids()[i], want));
      }
      worst = Math.max(worst, ratio);
    }
    return new Correctness(ids.length, ids.length, worst, null);
  }

  /** Near ties of the last comparison. */
  public long nearTies() {
    return 0;
  }
}
