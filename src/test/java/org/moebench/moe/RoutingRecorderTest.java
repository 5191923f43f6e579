// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.routing.Denominator;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;
import org.moebench.verify.SwigluSamples;

class RoutingRecorderTest {
  private static final int EXPERTS = 8;
  private static final int SLOTS = 3;
  private static final int TOKENS = 6;
  private static final int REAL_TOKENS = 5;
  private static final int HIDDEN = 64;
  private static final LayerConfig CONFIG =
      new LayerConfig(Activation.silu(), Activation.silu(), false, 8);
  private static final RoutingInput LOGITS =
      SwigluSamples.logits(3, TOKENS, EXPERTS).withRealTokens(REAL_TOKENS);

  private final Launcher launcher = new Launcher(1);

  @Test
  void theOutputIsTheSameBitsAndOffNothingIsLaunched() {
    MoeLayer plain = layer(CONFIG);
    MoeLayer recorded = layer(CONFIG);
    List<Integer> calls = new ArrayList<>();
    recorded.recorder((tokens, slots, ids, weights, norms, maxima) -> calls.add(tokens));
    long off = launches(plain);
    assertThat(launches(recorded)).isEqualTo(off + 1);
    assertThat(recorded.output().data()).isEqualTo(plain.output().data());
    assertThat(calls).containsExactly(TOKENS);
    recorded.recorder(null);
    assertThat(launches(recorded)).isEqualTo(off);
    assertThat(calls).hasSize(1);
  }

  @Test
  void idsAndWeightsAreTheJobs() {
    for (boolean before : new boolean[] {false, true}) {
      MoeLayer layer =
          layer(new LayerConfig(Activation.silu(), Activation.silu(), before, TOKENS * SLOTS + 1));
      boolean[] called = new boolean[1];
      layer.recorder(
          (tokens, slots, ids, weights, norms, maxima) -> {
            called[0] = true;
            assertThat(slots).isEqualTo(SLOTS);
            assertThat(ids).isSameAs(layer.routing().ids());
            assertThat(weights).isSameAs(layer.routing().weights());
            for (int pair = 0; pair < ids.length; pair++) {
              boolean real = pair < REAL_TOKENS * SLOTS;
              assertThat(norms[pair] > 0).isEqualTo(real);
              assertThat(maxima[pair] != 0).isEqualTo(real);
            }
          });
      layer.run();
      assertThat(called[0]).isTrue();
    }
  }

  @Test
  void theLargestElementIsSigned() {
    MoeLayer layer = layer(CONFIG);
    layer.run();
    SlotNorms norms = new SlotNorms(layer.experts().routed());
    Rows out = layer.experts().routed().output();
    for (int c = 0; c < HIDDEN; c++) {
      out.data()[out.index(4) + c] = c == 7 ? -3 : -4;
    }
    norms.run();
    assertThat(norms.maxima()[4]).isEqualTo(-3);
    assertThat(norms.norms()[4]).isEqualTo((float) Math.sqrt(9 + 63 * 16));
  }

  @Test
  void squaresBeyondFloatsAreSummedAllTheSame() {
    MoeLayer layer = layer(CONFIG);
    layer.run();
    SlotNorms norms = new SlotNorms(layer.experts().routed());
    Rows out = layer.experts().routed().output();
    for (int c = 0; c < HIDDEN; c++) {
      out.data()[out.index(0) + c] = 1e30f;
      out.data()[out.index(1) + c] = 1e-30f;
    }
    norms.run();
    assertThat(norms.norms()[0]).isEqualTo(8e30f);
    assertThat(norms.norms()[1]).isEqualTo(8e-30f);
  }

  @Test
  void aWeightOfZeroBeforeDownLeavesNothing() {
    LayerConfig before = new LayerConfig(Activation.silu(), Activation.silu(), true, 8);
    MoeLayer layer = layer(before);
    layer.run();
    layer.routing().weights()[2] = 0;
    SlotNorms norms = new SlotNorms(layer.experts().routed());
    norms.run();
    assertThat(norms.norms()[2]).isZero();
    assertThat(norms.maxima()[2]).isZero();
    assertThat(norms.norms()[1]).isPositive();
  }

  @Test
  void recordingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    MoeLayer layer = layer(CONFIG);
    layer.run();
    SlotNorms norms = new SlotNorms(layer.experts().routed());
    norms.run();
    int calls = 1000;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      norms.run();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(calls);
  }

  private long launches(MoeLayer layer) {
    long before = launcher.launches();
    layer.run();
    return launcher.launches() - before;
  }

  private MoeLayer layer(LayerConfig config) {
    Router router = Router.of(RouterConfig.of(EXPERTS, SLOTS).renormalize(Denominator.SUM).build());
    LayerWeights weights = SwigluSamples.layer(QuantFormat.INT8_SYM, EXPERTS, HIDDEN, 96);
    MoeLayer layer = new MoeLayer(router, config, weights, SwigluVariant.UNFUSED, LOGITS, launcher);
    layer.batch(LOGITS, SwigluSamples.activations(TOKENS, HIDDEN));
    return layer;
  }
}
