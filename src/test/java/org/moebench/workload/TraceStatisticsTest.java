// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceStatisticsTest {
  /** Four tokens with two of four experts each, in one layer. */
  private static final RoutingTrace TRACE = trace(0, 1, 0, 2, 3, 1, 1, 3);

  @Test
  void adjacentTokens() {
    assertThat(TraceStatistics.overlap(TRACE, 0)).isCloseTo((0.5 + 0 + 1) / 3, within(1e-12));
    assertThat(TraceStatistics.jaccard(TRACE, 0)).isCloseTo((1 / 3.0 + 0 + 1) / 3, within(1e-12));
    assertThat(TraceStatistics.anyRepeats(TRACE, 0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(TraceStatistics.firstRepeats(TRACE, 0)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void loadsOfTheWholeSequence() {
    // 2, 3, 1 and 2 picks
    double entropy = -(2 * 0.25 * log2(0.25) + 0.375 * log2(0.375) + 0.125 * log2(0.125));
    assertThat(TraceStatistics.entropyRatio(TRACE, 0)).isCloseTo(entropy / 2, within(1e-12));
    assertThat(TraceStatistics.topShare(TRACE, 0, 1)).isEqualTo(3 / 8.0);
    assertThat(TraceStatistics.topShare(TRACE, 0, 9)).isEqualTo(1);
    assertThat(TraceStatistics.unique(TRACE, 0)).isEqualTo(4);
    assertThat(TraceStatistics.unique(trace(0, 1, 0, 1), 0)).isEqualTo(2);
    assertThat(TraceStatistics.pooledTopShare(List.of(TRACE, trace(0, 2)), 1)).isEqualTo(0.3);
  }

  @Test
  void reuseDistanceIsTheMedianOverAllSecondUses() {
    // 0 after 1 token, 1 after 2 and 1, 3 after 1
    assertThat(TraceStatistics.reuseDistance(TRACE, 0)).isEqualTo(1);
    assertThat(TraceStatistics.reuseDistance(trace(0, 1, 2, 3, 1, 0), 0)).isEqualTo(2);
    assertThat(TraceStatistics.reuseDistance(trace(0, 1, 2, 3), 0)).isNaN();
  }

  @Test
  void batchesOfSequences() {
    List<RoutingTrace> sample = List.of(trace(0, 1, 0, 1), trace(0, 2, 2, 3), trace(0, 1, 0, 1));
    assertThat(TraceStatistics.union(sample, 1)).isEqualTo(2);
    assertThat(TraceStatistics.union(sample, 2)).isEqualTo((3 + 4) / 2.0);
    assertThat(TraceStatistics.busiest(sample, 2)).isEqualTo((2 + 1) / 2.0);
    assertThat(TraceStatistics.busiest(sample, 3)).isEqualTo((3 + 2) / 2.0);
    assertThat(TraceStatistics.batchReuse(sample, 2)).isEqualTo(1 - 3.5 / 4);
    assertThatIllegalArgumentException().isThrownBy(() -> TraceStatistics.union(sample, 4));
  }

  @Test
  void layersAreApart() {
    RoutingTrace trace = new RoutingTrace(4, 2, 2, 1, new short[] {0, 1, 0, 2});
    assertThat(TraceStatistics.overlap(trace, 0)).isEqualTo(1);
    assertThat(TraceStatistics.overlap(trace, 1)).isZero();
    assertThat(TraceStatistics.mean(List.of(trace), TraceStatistics::overlap)).isEqualTo(0.5);
    assertThat(TraceStatistics.mean(List.of(trace), 1, TraceStatistics::overlap)).isZero();
  }

  @Test
  void cachesCountByConvention() {
    // batched, a cache of two holds the token before: 1 of 2, 0 of 2, 2 of 2
    assertThat(ExpertCache.of(TRACE, 0, true).hitRate(2)).isEqualTo(3 / 8.0);
    assertThat(ExpertCache.of(TRACE, 0, true).hitRate(3)).isEqualTo(4 / 8.0);
    // sequential, 0 of (0,2) follows 1, in (3,1) both are gone, (1,3) is there
    assertThat(ExpertCache.of(TRACE, 0, false).hitRate(1)).isEqualTo(1 / 8.0);
    assertThat(ExpertCache.of(TRACE, 0, false).hitRate(2)).isEqualTo(3 / 8.0);
    assertThat(ExpertCache.of(TRACE, 0, false).hitRate(4)).isEqualTo(4 / 8.0);
    // (0,1) then (2,0): 2 is inserted first and drives out 0
    assertThat(ExpertCache.of(trace(0, 1, 2, 0), 0, false).hitRate(2)).isZero();
    assertThat(ExpertCache.of(trace(0, 1, 2, 0), 0, true).hitRate(2)).isEqualTo(0.25);
  }

  @Test
  void tracesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> trace(0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> trace(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> trace(0, 1, 2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoutingTrace(4, 1, 1, 2, new short[] {0}));
  }

  private static RoutingTrace trace(int... ids) {
    short[] shorts = new short[ids.length];
    for (int i = 0; i < ids.length; i++) {
      shorts[i] = (short) ids[i];
    }
    return new RoutingTrace(4, ids.length / 2, 1, 2, shorts);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
