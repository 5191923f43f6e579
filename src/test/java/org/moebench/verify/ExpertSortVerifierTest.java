// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.routing.ExpertSort;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;

class ExpertSortVerifierTest {
  /** Five tokens of two slots over four experts, the last one padding; expert 2 is idle. */
  private static RoutingJob job(int workers) {
    RoutingInput input = RoutingInput.of(GatingLogits.fp32(new float[20], 5, 4)).withRealTokens(4);
    RoutingJob job =
        new RoutingJob(Router.of(RouterConfig.of(4, 2).build()), input, new Launcher(workers));
    int[] ids = {3, 0, 1, 3, 0, 1, 3, 1, -1, -1};
    System.arraycopy(ids, 0, job.ids(), 0, ids.length);
    return job;
  }

  @Test
  void aRightOrderPassesWithAnyNumberOfWorkers() {
    for (int workers : new int[] {1, 2, 3}) {
      RoutingJob job = job(workers);
      Correctness found = new ExpertSortVerifier(job, new ExpertSort(job)).run();
      assertThat(found).isEqualTo(new Correctness(8 + 5, 8 + 5, 0, null));
      job.launcher().close();
    }
  }

  @Test
  void anyWrongPlaceOrOffsetIsFound() {
    List<Consumer<ExpertSort>> faults =
        List.of(
            sort -> swap(sort.order(), 0, 1), // not stable
            sort -> swap(sort.order(), 1, 2), // of another expert
            sort -> sort.order()[7] = Integer.MIN_VALUE,
            sort -> sort.offsets()[4] = 10, // counts the padding row
            sort -> sort.offsets()[2]++);
    for (Consumer<ExpertSort> fault : faults) {
      RoutingJob job = job(1);
      ExpertSort sort = new ExpertSort(job);
      ExpertSortVerifier verifier = new ExpertSortVerifier(job, sort);
      assertThat(verifier.run().passed()).isTrue();
      fault.accept(sort);
      assertThat(verifier.compare().passed()).isFalse();
      assertThat(verifier.compare().message()).contains("expected");
    }
  }

  private static void swap(int[] values, int a, int b) {
    int held = values[a];
    values[a] = values[b];
    values[b] = held;
  }
}
