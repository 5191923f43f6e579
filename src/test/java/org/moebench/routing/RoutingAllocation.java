// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.moebench.routing.RoutingFixtures.CONFIGS;
import static org.moebench.routing.RoutingFixtures.batch;
import static org.moebench.routing.RoutingFixtures.normal;
import static org.moebench.routing.RoutingFixtures.rounded;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.moebench.launch.Launcher;

/**
 * Prints the bytes that each call allocates once it is compiled, a line per job. Runs in a JVM of
 * its own, as benchmarks do: what other tests leave in the profiles of shared methods can keep the
 * compiler from inlining vector code, which then allocates.
 */
final class RoutingAllocation {
  static final String SORT = "sort";
  static final String CONTROL = "control";

  private static final int TOKENS = 4;
  private static final int CALLS = 2_000;
  // Vector code allocates until the second compiler has it; on a busy machine that takes a while.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static volatile int[] sink;

  private RoutingAllocation() {}

  /**
   * @param arguments the id of a variant, {@link #SORT}, or {@link #CONTROL} for calls that
   *     allocate an array
   */
  public static void main(String[] arguments) {
    Duration patience = arguments[0].equals(CONTROL) ? Duration.ofMillis(20) : PATIENCE;
    try (Launcher launcher = new Launcher(1)) {
      for (RoutingJob job : jobs(launcher)) {
        double bytes = bytesPerCall(call(arguments[0], job), patience);
        System.out.println(bytes + " " + job.router().config());
        if (bytes >= 1) { // one is enough to fail
          return;
        }
      }
    }
  }

  private static Runnable call(String subject, RoutingJob job) {
    if (subject.equals(CONTROL)) {
      return () -> sink = new int[1];
    }
    if (subject.equals(SORT)) {
      RoutingVariant.SCALAR.create(job).route();
      return new ExpertSort(job)::sort;
    }
    return RoutingVariant.of(subject).create(job)::route;
  }

  private static List<RoutingJob> jobs(Launcher launcher) {
    List<RoutingJob> jobs = new ArrayList<>();
    for (RouterConfig config : CONFIGS) {
      int experts = config.experts();
      float[] logits = normal(1, TOKENS * experts, 2);
      Router router = Router.of(config);
      jobs.add(new RoutingJob(router, batch(experts, logits), launcher));
      jobs.add(new RoutingJob(router, rounded(experts, logits), launcher));
      Router biased = router.withBias(normal(2, experts, 0.1));
      jobs.add(new RoutingJob(biased, batch(experts, logits), launcher));
      if (config.groups() == 1) {
        int[] table = new int[config.routedSlots()];
        Router hashed = router.withHashTable(new HashTable(table, config.routedSlots()));
        RoutingInput input = batch(experts, logits).withTokenIds(new int[TOKENS]);
        jobs.add(new RoutingJob(hashed, input, launcher));
      }
    }
    return jobs;
  }

  /** The fewest bytes per call of a round: what is left when warm-up is over. */
  private static double bytesPerCall(Runnable call, Duration patience) {
    double least = Double.POSITIVE_INFINITY;
    long deadline = System.nanoTime() + patience.toNanos();
    while (least >= 1 && System.nanoTime() < deadline) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, (double) bytes / CALLS);
    }
    return least;
  }
}
