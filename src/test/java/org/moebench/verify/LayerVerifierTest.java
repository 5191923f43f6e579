// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.moebench.launch.Launcher;
import org.moebench.moe.LayerConfig;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.MoeLayer;
import org.moebench.moe.ShardedLayer;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.routing.Denominator;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

@Tag("width")
class LayerVerifierTest {
  private static final int EXPERTS = 8;
  private static final int SLOTS = 3;
  private static final int TOKENS = 5;
  private static final int HIDDEN = 64;
  private static final long OUTPUTS = TOKENS * (SLOTS + HIDDEN);
  private static final LayerConfig CONFIG =
      new LayerConfig(Activation.silu(), Activation.silu(), false, 8);
  private static final LayerConfig BEFORE =
      new LayerConfig(Activation.silu(), Activation.silu(), true, 8);
  private static final LayerWeights WEIGHTS =
      SwigluSamples.layer(QuantFormat.INT8_SYM, EXPERTS, HIDDEN, 128);
  private static final RoutingInput LOGITS = SwigluSamples.logits(7, TOKENS, EXPERTS);
  private static final Rows X = SwigluSamples.activations(TOKENS, HIDDEN);

  private final Launcher one = new Launcher(1);

  @Test
  void aRightLayerPassesWhole() {
    for (LayerConfig config : List.of(CONFIG, BEFORE)) {
      Correctness result = new LayerVerifier(layer(config, WEIGHTS), config, WEIGHTS).run();
      assertThat(result.message()).isNull();
      assertThat(result.compared()).isEqualTo(OUTPUTS).isEqualTo(result.total());
      assertThat(result.worstRatio()).isBetween(1e-6, 1.0);
    }
  }

  @Test
  void aShardedLayerPassesAndALostRankIsFound() {
    List<LayerWeights> shards =
        IntStream.range(0, 4).mapToObj(rank -> WEIGHTS.shard(rank, 4)).toList();
    try (ShardedLayer layer =
        new ShardedLayer(router(), CONFIG, shards, SwigluVariant.UNFUSED, LOGITS, 1)) {
      layer.batch(LOGITS, X);
      LayerVerifier verifier = new LayerVerifier(layer, CONFIG, WEIGHTS);
      assertThat(verifier.run().message()).isNull();
      assertThat(verifier.nearTies()).isZero();
      layer.layer(2).output().data()[layer.layer(2).output().index(3) + 7] += 0.01f;
      layer.allReduce();
      assertThat(verifier.compare().message()).startsWith("token 3, column 7: got ");
      layer.layer(1).routing().ids()[4] ^= 1;
      assertThat(verifier.compare().message()).startsWith("token 1, slot 1: got id ");
    }
  }

  @Test
  void aMissingOrDoubledSharedExpertIsFound() {
    LayerWeights without = new LayerWeights(WEIGHTS.routed(), null);
    assertThat(new LayerVerifier(layer(CONFIG, without), CONFIG, WEIGHTS).run().message())
        .startsWith("token 0, column 0: got ");
    assertThat(new LayerVerifier(layer(CONFIG, WEIGHTS), CONFIG, without).run().message())
        .startsWith("token 0, column 0: got ");
  }

  @Test
  void anotherActivationOfTheSharedExpertIsFound() {
    LayerConfig other = new LayerConfig(Activation.silu(), Activation.limited(0.5f), false, 8);
    assertThat(new LayerVerifier(layer(other, WEIGHTS), CONFIG, WEIGHTS).run().passed()).isFalse();
  }

  @Test
  void wrongWeightsAndUnwrittenOutputsAreFound() {
    MoeLayer layer = layer(CONFIG, WEIGHTS);
    LayerVerifier verifier = new LayerVerifier(layer, CONFIG, WEIGHTS);
    assertThat(verifier.run().passed()).isTrue();
    int at = layer.output().index(4) + 60;
    float kept = layer.output().data()[at];
    layer.output().data()[at] = Float.NaN;
    assertThat(verifier.compare().message()).isEqualTo("row 4, column 60 was not written");
    layer.output().data()[at] = kept;
    layer.routing().weights()[0] *= 1.001f;
    assertThat(verifier.compare().message()).startsWith("token 0, slot 0: got weight ");
  }

  private MoeLayer layer(LayerConfig config, LayerWeights weights) {
    MoeLayer layer = new MoeLayer(router(), config, weights, SwigluVariant.UNFUSED, LOGITS, one);
    layer.batch(LOGITS, X);
    return layer;
  }

  private static Router router() {
    return Router.of(RouterConfig.of(EXPERTS, SLOTS).renormalize(Denominator.SUM).build());
  }
}
