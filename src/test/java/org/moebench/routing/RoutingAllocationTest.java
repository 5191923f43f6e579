// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moebench.routing.RoutingFixtures.CONFIGS;
import static org.moebench.routing.RoutingFixtures.batch;
import static org.moebench.routing.RoutingFixtures.normal;
import static org.moebench.routing.RoutingFixtures.rounded;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.launch.Launcher;

/** Kernels allocate nothing per call once they are compiled. */
class RoutingAllocationTest {
  private static final int TOKENS = 4;
  private static final int CALLS = 2_000;
  // Vector code allocates until the second compiler has it; on a busy machine that takes a while.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(value = RoutingVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void routingAllocatesNothing(RoutingVariant variant) {
    try (Launcher launcher = new Launcher(1)) {
      for (RoutingJob job : jobs(launcher)) {
        double bytes = bytesPerCall(variant.create(job)::route);
        assertThat(bytes).as(job.router().config().toString()).isLessThan(1);
      }
    }
  }

  @Test
  void sortingAllocatesNothing() {
    try (Launcher launcher = new Launcher(1)) {
      for (RoutingJob job : jobs(launcher)) {
        RoutingVariant.SCALAR.create(job).route();
        assertThat(bytesPerCall(new ExpertSort(job)::sort)).isLessThan(1);
      }
    }
  }

  @Test
  void anAllocationWouldBeSeen() {
    List<int[]> kept = new ArrayList<>();
    assertThat(bytesPerCall(() -> kept.add(new int[1]), Duration.ofMillis(50))).isGreaterThan(16);
    assertThat(kept).isNotEmpty();
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
  private static double bytesPerCall(Runnable call) {
    return bytesPerCall(call, PATIENCE);
  }

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
