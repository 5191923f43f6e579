// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gemm.Workspace;
import org.moebench.verify.SwigluSamples;

class DispatchTest {
  private static final int EXPERTS = 7;

  /** What a dispatch says: expert and slots of every segment. */
  private record Segment(int expert, List<Integer> pairs) {}

  @Test
  void sortedSlotsAreThoseOfANaiveStableGrouping() {
    for (int slots : new int[] {0, 1, 2, 17, 64, 300, 5000}) {
      int[] ids = SwigluSamples.ids(slots, slots, EXPERTS);
      Dispatch dispatch = new Dispatch(EXPERTS, slots);
      dispatch.plan(ids, 0);
      assertThat(dispatch.sorted()).isTrue();
      assertThat(segments(dispatch)).isEqualTo(naive(ids));
      int longest =
          segments(dispatch).stream().mapToInt(segment -> segment.pairs.size()).max().orElse(0);
      assertThat(dispatch.longest()).isEqualTo(longest).isLessThanOrEqualTo(Workspace.ROW_BLOCK);
    }
  }

  @Test
  void belowTheThresholdEverySlotIsItsOwnSegmentInOrder() {
    int[] ids = {3, -1, 3, 0, 3};
    Dispatch dispatch = new Dispatch(EXPERTS, ids.length);
    dispatch.plan(ids, 6);
    assertThat(dispatch.sorted()).isFalse();
    assertThat(dispatch.longest()).isEqualTo(1);
    assertThat(dispatch.positions()).isEqualTo(4);
    assertThat(segments(dispatch))
        .containsExactly(segment(3, 0), segment(3, 2), segment(0, 3), segment(3, 4));
    dispatch.plan(ids, 5);
    assertThat(dispatch.sorted()).isTrue();
    assertThat(segments(dispatch)).containsExactly(segment(0, 3), segment(3, 0, 2, 4));
  }

  @Test
  void longRunsAreCutAtTheRowBlock() {
    for (int extra = -1; extra <= 1; extra++) {
      int[] ids = new int[2 * Workspace.ROW_BLOCK + extra];
      Dispatch dispatch = new Dispatch(EXPERTS, ids.length);
      dispatch.plan(ids, 8);
      assertThat(dispatch.segments()).isEqualTo(extra > 0 ? 3 : 2);
      assertThat(dispatch.rows(0)).isEqualTo(Workspace.ROW_BLOCK);
      assertThat(dispatch.start(1)).isEqualTo(Workspace.ROW_BLOCK);
      assertThat(dispatch.positions()).isEqualTo(ids.length);
    }
  }

  @Test
  void aDispatchForgetsTheBatchBefore() {
    Dispatch dispatch = new Dispatch(EXPERTS, 4);
    dispatch.plan(new int[] {1, 1, 1, 1}, 0);
    dispatch.plan(new int[] {-1, -1, -1, -1}, 0);
    assertThat(dispatch.segments()).isZero();
    assertThat(dispatch.positions()).isZero();
    assertThat(dispatch.longest()).isZero();
  }

  @Test
  void idsOutOfRangeAreNamed() {
    for (int threshold : new int[] {0, 8}) {
      assertThatThrownBy(() -> new Dispatch(EXPERTS, 3).plan(new int[] {0, 7, 1}, threshold))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("slot 1 has expert 7, there are 7");
      assertThatThrownBy(() -> new Dispatch(EXPERTS, 3).plan(new int[] {0, 6, -2}, threshold))
          .hasMessage("slot 2 has expert -2, there are 7");
    }
  }

  private static Segment segment(int expert, Integer... pairs) {
    return new Segment(expert, List.of(pairs));
  }

  private static List<Segment> segments(Dispatch dispatch) {
    List<Segment> segments = new ArrayList<>();
    for (int s = 0; s < dispatch.segments(); s++) {
      List<Integer> pairs = new ArrayList<>();
      for (int i = 0; i < dispatch.rows(s); i++) {
        pairs.add(dispatch.pair(dispatch.start(s) + i));
      }
      segments.add(new Segment(dispatch.expert(s), pairs));
    }
    return segments;
  }

  private static List<Segment> naive(int[] ids) {
    List<Segment> segments = new ArrayList<>();
    for (int e = 0; e < EXPERTS; e++) {
      List<Integer> pairs = new ArrayList<>();
      for (int pair = 0; pair < ids.length; pair++) {
        if (ids[pair] == e) {
          pairs.add(pair);
        }
      }
      for (int i = 0; i < pairs.size(); i += Workspace.ROW_BLOCK) {
        int end = Math.min(pairs.size(), i + Workspace.ROW_BLOCK);
        segments.add(new Segment(e, List.copyOf(pairs.subList(i, end))));
      }
    }
    return segments;
  }
}
