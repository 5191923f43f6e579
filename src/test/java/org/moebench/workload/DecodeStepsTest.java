// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class DecodeStepsTest {
  private static final DecodeWorkload OLMOE = DecodeTraces.find("olmoe-decode", 42);

  @Test
  void stepsGoLayerByLayerThroughTheTokensOfEverySequence() {
    DecodeSteps steps = DecodeSteps.of(OLMOE, Batch.parse("3"), 40, 1);
    assertThat(steps.steps()).isEqualTo(40);
    assertThat(steps.maxBatch()).isEqualTo(3);
    List<RoutingTrace> traces = IntStream.range(0, 3).mapToObj(s -> OLMOE.trace(s, 3)).toList();
    for (int step = 0; step < 40; step++) {
      assertThat(steps.batch(step)).isEqualTo(3);
      int[] ids = steps.ids(step);
      for (int i = 0; i < ids.length; i++) {
        assertThat(ids[i]).isEqualTo(traces.get(i / 8).expert(step / 16, step % 16, i % 8));
      }
      assertThat(steps.distinct(step)).isBetween(8, 24);
    }
  }

  @Test
  void requestsInFlightVaryAndKeepTheirSequences() {
    DecodeSteps steps = DecodeSteps.of(OLMOE, Batch.parse("azure-conv-23"), 16 * 100, 1);
    Set<Integer> sizes = new HashSet<>();
    for (int step = 0; step < steps.steps(); step++) {
      assertThat(steps.batch(step)).isBetween(20, 90).isEqualTo(steps.batch(step / 16 * 16));
      sizes.add(steps.batch(step));
    }
    assertThat(sizes).hasSizeGreaterThan(3);
    assertThat(steps.maxBatch()).isEqualTo(sizes.stream().max(Integer::compare).orElseThrow());
    String again = DecodeSteps.of(OLMOE, Batch.parse("azure-conv-23"), 1600, 1).sha256();
    assertThat(again).isEqualTo(steps.sha256());
    assertThat(DecodeSteps.of(OLMOE, Batch.parse("azure-conv-23"), 1600, 2).sha256())
        .isNotEqualTo(again);
    // adjacent tokens of one request share experts, so the batch of one repeats what it did
    int[] before = steps.ids(0);
    int[] after = steps.ids(16);
    long common =
        IntStream.range(0, 8)
            .filter(i -> IntStream.range(0, 8).anyMatch(j -> before[i] == after[j]))
            .count();
    RoutingTrace trace = OLMOE.trace(firstRequest(), 2);
    assertThat(common).isEqualTo(Math.round(8 * TraceStatistics.overlap(trace, 0)));
  }

  private static int firstRequest() {
    return Batch.parse("azure-conv-23").requests(1, 1).get(0)[0];
  }

  @Test
  void tokensWithoutRequestsAreLeftOut() {
    DecodeSteps steps = DecodeSteps.of(OLMOE, Batch.parse("azure-code-23"), 3000, 3);
    assertThat(steps.steps()).isEqualTo(3000);
    assertThat(IntStream.range(0, 3000).map(steps::batch).min().orElseThrow()).isPositive();
  }

  @Test
  void batchesMadeTogetherNeedAFixedSize() {
    DecodeWorkload reuse = DecodeTraces.find("reuse-sweep-60", 1);
    DecodeSteps steps = DecodeSteps.of(reuse, Batch.parse("8"), 20, 1);
    assertThat(IntStream.range(0, 20).map(steps::distinct)).containsOnly(26);
    assertThatThrownBy(() -> DecodeSteps.of(reuse, Batch.parse("mooncake-conv"), 20, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("give it a number of requests instead of mooncake-conv");
  }

  @Test
  void idsAreACopy() {
    DecodeSteps steps = DecodeSteps.of(OLMOE, Batch.parse("1"), 1, 1);
    int first = steps.ids(0)[0];
    steps.ids(0)[0] = -1;
    assertThat(steps.ids(0)[0]).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "4097", "99999999999999", "azure-conv", "", "1.5"})
  void badBatchesAreRefused(String text) {
    assertThatThrownBy(() -> Batch.parse(text))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE));
  }

  @Test
  void tooFewOrTooManyStepsAreRefused() {
    assertThatThrownBy(() -> DecodeSteps.of(OLMOE, Batch.parse("1"), 0, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> DecodeSteps.of(OLMOE, Batch.parse("4096"), 1 << 20, 1))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.TOO_LARGE));
  }
}
