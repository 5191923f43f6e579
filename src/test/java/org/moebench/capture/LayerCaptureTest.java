// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TracePhase;

class LayerCaptureTest {
  private final BatchTokens batch = new BatchTokens(3);
  private final List<String> handed = new ArrayList<>();

  @Test
  void everyRunIsABlockOfItsTokensWithoutPaddingAndSharedSlot() {
    LayerCapture capture = new LayerCapture(2, 2, batch, this::hand);
    batch.add(7, 40, TracePhase.PROMPT);
    batch.add(9, 0, TracePhase.GENERATED);
    int[] ids = {4, 1, 8, 0, -1, 8, -1, -1, -1}; // the shared expert is 8, the third row padding
    float[] weights = {0.5f, 0.25f, 1, 0.75f, Float.NaN, 1, 0.1f, 0.2f, 1};
    float[] norms = {3, 4, 5, 6, 7, 8, 0, 0, 0};
    float[] maxima = {-1, 2, 3, 4, 5, 6, 0, 0, 0};
    capture.record(3, 3, ids, weights, norms, maxima);
    assertThat(handed)
        .containsExactly(
            "layer 2 from 0: 7@40 phase 1 [4, 1] [0.5, 0.25] [3.0, 4.0] [-1.0, 2.0]",
            "layer 2 from 0: 9@0 phase 2 [0, -1] [0.75, 0.0] [6.0, 0.0] [4.0, 0.0]");
    handed.clear();
    batch.clear();
    batch.add(9, 1, TracePhase.UNSTATED);
    capture.record(3, 3, ids, weights, norms, maxima);
    assertThat(handed)
        .containsExactly("layer 2 from 2: 9@1 phase 0 [4, 1] [0.5, 0.25] [3.0, 4.0] [-1.0, 2.0]");
    assertThat(capture.records()).isEqualTo(3);
  }

  private void hand(TraceBlock block) {
    for (int r = 0; r < block.size(); r++) {
      int from = r * block.topK();
      int to = from + block.topK();
      handed.add(
          "layer %d from %d: %d@%d phase %d %s %s %s %s"
              .formatted(
                  block.layer(),
                  block.first(),
                  block.sequences()[r],
                  block.positions()[r],
                  block.phases()[r],
                  Arrays.toString(Arrays.copyOfRange(block.ids(), from, to)),
                  Arrays.toString(Arrays.copyOfRange(block.weights(), from, to)),
                  Arrays.toString(Arrays.copyOfRange(block.norms(), from, to)),
                  Arrays.toString(Arrays.copyOfRange(block.maxima(), from, to))));
    }
  }

  @Test
  void whatNoTraceCanHoldIsRefusedWithItsPlace() {
    LayerCapture capture = new LayerCapture(5, 2, batch, this::hand);
    batch.add(0, 0, TracePhase.PROMPT);
    batch.add(0, 1, TracePhase.PROMPT);
    int[] ids = {0, 1, 2, 3};
    float[] fine = {1, 1, 1, 1};
    float[] norms = {1, 1, 1, Float.POSITIVE_INFINITY};
    assertThatThrownBy(() -> capture.record(2, 2, ids, fine, norms, fine))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "token 1, layer 5, slot 1: a norm of Infinity cannot be recorded: check the model's"
                + " weights");
    assertThat(handed).isEmpty();
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    LayerCapture capture = new LayerCapture(0, 2, batch, this::hand);
    batch.add(0, 0, TracePhase.PROMPT);
    batch.add(0, 1, TracePhase.PROMPT);
    float[] one = new float[2];
    assertThatThrownBy(() -> capture.record(1, 2, new int[2], one, one, one))
        .hasMessage("2 tokens of 2 slots, from a run of 1 tokens of 2 slots");
    assertThatThrownBy(() -> capture.record(2, 1, new int[2], one, one, one))
        .hasMessage("2 tokens of 2 slots, from a run of 2 tokens of 1 slots");
    batch.add(0, 2, TracePhase.PROMPT);
    assertThatThrownBy(() -> batch.add(0, 3, TracePhase.PROMPT))
        .hasMessage("a batch of more than 3 tokens");
  }
}
