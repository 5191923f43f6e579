// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.verify.RoutingSamples;
import org.moebench.verify.RoutingVerifier;

/** Every variant on drawn routers and batches: see {@link RoutingSamples} for what is drawn. */
@Tag("width")
class RoutingVariantTest {
  // More workers than cores are slow, so only every fifth sample runs on several; 5 is prime to the
  // numbers of sizes, so that all sizes occur.
  private static final int STEP = 5;

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,1,1", "3,3," + STEP})
  void everyVariantMatchesTheReferenceAndTheOthers(long seed, int workers, int step) {
    try (Launcher launcher = new Launcher(workers)) {
      List<RoutingJob> jobs = new RoutingSamples(seed).everySize(launcher);
      for (int i = 0; i < jobs.size(); i += step) {
        check(jobs.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"512,8", "512,22", "896,16", "1000,1", "1024,32"})
  void manyExpertsMatchToo(int experts, int slots) {
    try (Launcher launcher = new Launcher(2)) {
      for (Scoring scoring : Scoring.values()) {
        float[] logits = RoutingFixtures.normal(slots, 5 * experts, 2);
        RouterConfig config = RouterConfig.of(experts, slots).scoring(scoring).build();
        Router router = Router.of(config);
        check(new RoutingJob(router, RoutingFixtures.batch(experts, logits), launcher));
        router = router.withBias(RoutingFixtures.normal(slots, experts, 0.1));
        check(new RoutingJob(router, RoutingFixtures.rounded(experts, logits), launcher));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"128,64,31", "192,64,64", "80,16,3", "96,32,1", "150,5,2"})
  void manyGroupsMatchToo(int experts, int groups, int kept) {
    try (Launcher launcher = new Launcher(1)) {
      for (GroupScore score : new GroupScore[] {GroupScore.TOP2_SUM, GroupScore.MAX}) {
        int slots = Math.min(9, experts / groups * kept);
        RouterConfig config =
            RouterConfig.of(experts, slots)
                .scoring(Scoring.SIGMOID)
                .groups(groups, kept, score)
                .build();
        float[] logits = RoutingFixtures.normal(kept, 9 * experts, 2);
        check(new RoutingJob(Router.of(config), RoutingFixtures.batch(experts, logits), launcher));
      }
    }
  }

  @Test
  void softmaxSumsAreWithinTheirBoundWhenAllTermsAreRoundedAlike() {
    // One expert above 1023 equal ones: the rounding of their logit minus the largest adds up.
    int experts = 1024;
    float[] logits = RoutingFixtures.all(32 * experts, 0);
    for (int t = 0; t < 32; t++) {
      Arrays.fill(logits, t * experts, (t + 1) * experts, -0.1f * t - 0.3f);
      logits[t * experts] = 3.9f;
    }
    RouterConfig.Builder builder = RouterConfig.of(experts, 2);
    try (Launcher launcher = new Launcher(1)) {
      RoutingInput input = RoutingFixtures.batch(experts, logits);
      check(new RoutingJob(Router.of(builder.build()), input, launcher));
      RouterConfig divided = builder.renormalize(Denominator.SUM).build();
      check(new RoutingJob(Router.of(divided), input, launcher));
    }
  }

  private static void check(RoutingJob job) {
    RoutingVerifier verifier = new RoutingVerifier(job);
    int[] ids = null;
    for (RoutingVariant variant : RoutingFixtures.TIMED) {
      RoutingKernel kernel = variant.create(job);
      Correctness result = verifier.run(kernel);
      assertThat(result.message()).as("%s: %s", variant.id(), job.router().config()).isNull();
      assertThat(result.compared()).isEqualTo(job.ids().length);
      if (ids != null) {
        assertThat(job.ids()).as("%s: %s", variant.id(), job.router().config()).isEqualTo(ids);
      }
      ids = job.ids().clone();
    }
  }

  @Test
  void callsRepeatAndWorkersDoNotMatter() {
    try (Launcher one = new Launcher(1);
        Launcher two = new Launcher(2);
        Launcher three = new Launcher(3)) {
      List<RoutingJob> jobs = new RoutingSamples(4).everySize(one);
      List<RoutingJob> byTwo = new RoutingSamples(4).everySize(two);
      List<RoutingJob> byThree = new RoutingSamples(4).everySize(three);
      for (int i = 0; i < jobs.size(); i += STEP) {
        for (RoutingVariant variant : RoutingFixtures.TIMED) {
          RoutingKernel kernel = variant.create(jobs.get(i));
          kernel.route();
          int[] ids = jobs.get(i).ids().clone();
          int[] bits = bits(jobs.get(i));
          Arrays.fill(jobs.get(i).ids(), -7);
          Arrays.fill(jobs.get(i).weights(), -7);
          kernel.route();
          variant.create(byTwo.get(i)).route();
          variant.create(byThree.get(i)).route();
          for (RoutingJob job : List.of(jobs.get(i), byTwo.get(i), byThree.get(i))) {
            assertThat(job.ids()).as(variant.id()).isEqualTo(ids);
            assertThat(bits(job)).as(variant.id()).isEqualTo(bits);
          }
        }
      }
    }
  }

  @Test
  void noTokensNeedNoLaunch() {
    try (Launcher launcher = new Launcher(2)) {
      for (RouterConfig config : RoutingFixtures.CONFIGS) {
        for (RoutingVariant variant : RoutingVariant.values()) {
          RoutingInput none = RoutingFixtures.batch(config.experts());
          RoutingJob job = new RoutingJob(Router.of(config), none, launcher);
          variant.create(job).route();
          assertThat(job.ids()).isEmpty();
          assertThat(job.weights()).isEmpty();
        }
      }
      assertThat(launcher.launches()).isZero();
    }
  }

  @Test
  void theInputIsLeftAlone() {
    for (RoutingVariant variant : RoutingFixtures.TIMED) {
      float[] logits = RoutingFixtures.normal(5, 64 * 3, 2);
      float[] before = logits.clone();
      RoutingInput input = RoutingFixtures.batch(64, logits);
      RoutingFixtures.route(variant, Router.of(RoutingFixtures.CONFIGS.get(0)), input);
      assertThat(logits).as(variant.id()).isEqualTo(before);
    }
  }

  private static int[] bits(RoutingJob job) {
    int[] bits = new int[job.weights().length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(job.weights()[i]);
    }
    return bits;
  }
}
