// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moebench.routing.RoutingFixtures.batch;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.launch.Launcher;
import org.moebench.tensor.ExpertRows;
import org.moebench.verify.RoutingSamples;

class ExpertSortTest {
  private static final int STEP = 11;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void sortsLikeAStableSort(int workers) {
    try (Launcher launcher = new Launcher(workers)) {
      var jobs = new RoutingSamples(6).everySize(launcher);
      for (int i = 0; i < jobs.size(); i += STEP) {
        RoutingVariant.SCALAR.create(jobs.get(i)).route();
        check(jobs.get(i), launcher);
      }
    }
  }

  @Test
  void sharedExpertsComeLastAndGapsOfAMapStayEmpty() {
    try (Launcher launcher = new Launcher(2)) {
      Router shared = Router.of(RouterConfig.of(8, 3).sharedSlots(1).build());
      ExpertSort sort = sorted(shared, 20, launcher);
      assertThat(sort.rows().experts()).isEqualTo(9);
      assertThat(sort.rows().count(8)).isEqualTo(20);
      assertThat(Arrays.stream(sort.order()).skip(40)).allMatch(pair -> pair % 3 == 2);

      Router mapped =
          Router.of(RouterConfig.of(8, 2).build()).withPhysical(10, 30, 2, 9, 5, 17, 1, 4);
      ExpertRows rows = sorted(mapped, 50, launcher).rows();
      assertThat(rows.experts()).isEqualTo(31);
      assertThat(rows.total()).isEqualTo(100);
      for (int id : new int[] {0, 3, 6, 16, 29}) {
        assertThat(rows.count(id)).isZero();
      }
    }
  }

  private static ExpertSort sorted(Router router, int tokens, Launcher launcher) {
    float[] logits = RoutingFixtures.normal(tokens, tokens * 8, 1);
    RoutingJob job = new RoutingJob(router, batch(8, logits), launcher);
    RoutingVariant.SCALAR.create(job).route();
    return check(job, launcher);
  }

  @Test
  void oneSorterSortsOneBatchAfterTheOther() {
    try (Launcher launcher = new Launcher(3)) {
      Router router = Router.of(RouterConfig.of(8, 2).build());
      RoutingJob job = new RoutingJob(router, batch(8, new float[8 * 40]), launcher);
      ExpertSort sort = new ExpertSort(job);
      SplittableRandom random = new SplittableRandom(7);
      for (int call = 0; call < 5; call++) {
        for (int i = 0; i < job.ids().length; i++) {
          job.ids()[i] = random.nextInt(-1, 8);
        }
        long before = launcher.launches();
        sort.sort();
        assertThat(launcher.launches() - before).isEqualTo(2);
        compare(job, sort);
      }
    }
  }

  @Test
  void oneExpertMayHaveAllRowsAndPaddingNone() {
    try (Launcher launcher = new Launcher(2)) {
      Router router = Router.of(RouterConfig.of(8, 1).build());
      RoutingJob job = new RoutingJob(router, batch(8, new float[8 * 9]), launcher);
      RoutingVariant.SCALAR.create(job).route();
      assertThat(check(job, launcher).rows()).isEqualTo(new ExpertRows(9, 0, 0, 0, 0, 0, 0, 0));
      Arrays.fill(job.ids(), -1);
      assertThat(check(job, launcher).rows().total()).isZero();
    }
  }

  private static ExpertSort check(RoutingJob job, Launcher launcher) {
    ExpertSort sort = new ExpertSort(job);
    long before = launcher.launches();
    sort.sort();
    assertThat(launcher.launches() - before).isEqualTo(2);
    compare(job, sort);
    return sort;
  }

  private static void compare(RoutingJob job, ExpertSort sort) {
    int[] ids = job.ids();
    int[] expected =
        IntStream.range(0, ids.length)
            .filter(pair -> ids[pair] >= 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(ids[a], ids[b])) // stable
            .mapToInt(Integer::intValue)
            .toArray();
    int bound = job.router().idBound();
    assertThat(sort.offsets()).hasSize(bound + 1);
    assertThat(sort.offsets()[bound]).isEqualTo(expected.length);
    assertThat(Arrays.copyOf(sort.order(), expected.length)).isEqualTo(expected);
    ExpertRows rows = sort.rows();
    assertThat(rows.experts()).isEqualTo(bound);
    for (int id = 0; id < bound; id++) {
      int expert = id;
      long pairs = Arrays.stream(ids).filter(other -> other == expert).count();
      assertThat(rows.count(id)).isEqualTo((int) pairs);
      assertThat(rows.offset(id)).isEqualTo(sort.offsets()[id]);
    }
  }
}
