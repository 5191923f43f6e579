// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.moebench.launch.Launcher;
import org.moebench.quant.QuantFormat;
import org.moebench.routing.Denominator;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.tensor.Rows;
import org.moebench.verify.LayerVerifier;
import org.moebench.verify.SwigluSamples;

@Tag("width")
class LayerPropertiesTest {
  private static final int EXPERTS = 8;
  private static final int SLOTS = 3;
  private static final int TOKENS = 6;
  private static final int HIDDEN = 72;
  private static final int INTERMEDIATE = 128;

  static final List<SwigluVariant> TIMED =
      Arrays.stream(SwigluVariant.values()).filter(v -> v != SwigluVariant.REFERENCE).toList();

  private static final LayerConfig CONFIG =
      new LayerConfig(Activation.limited(1), Activation.silu(), false, 8);
  private static final LayerWeights WEIGHTS = weights(QuantFormat.INT4_SYM);
  private static final RoutingInput LOGITS = SwigluSamples.logits(3, TOKENS, EXPERTS);
  private static final Rows X = SwigluSamples.activations(TOKENS, HIDDEN);

  @ParameterizedTest
  @FieldSource("TIMED")
  void workersDoNotChangeABit(SwigluVariant variant) {
    float[] one = run(variant, 1);
    assertThat(one).doesNotContain(Float.NaN);
    assertThat(run(variant, 2)).isEqualTo(one);
    assertThat(run(variant, 3)).isEqualTo(one);
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void shardedWorkersDoNotChangeABit(SwigluVariant variant) {
    for (int ranks : new int[] {1, 2, 4}) {
      try (ShardedLayer one = sharded(variant, WEIGHTS, ranks, 1);
          ShardedLayer two = sharded(variant, WEIGHTS, ranks, 2)) {
        one.run();
        two.run();
        assertThat(values(two.output())).isEqualTo(values(one.output()));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void shardedEqualsUnshardedInEveryFormat(SwigluVariant variant) {
    for (QuantFormat format : QuantFormat.values()) {
      LayerWeights weights = weights(format);
      for (int ranks : new int[] {1, 2, 4}) {
        try (ShardedLayer layer = sharded(variant, weights, ranks, 1)) {
          assertThat(new LayerVerifier(layer, CONFIG, weights).run().message())
              .as("%s, %d ranks", format, ranks)
              .isNull();
        }
      }
    }
  }

  @Test
  void oneRankGivesTheUnshardedBits() {
    try (ShardedLayer layer = sharded(SwigluVariant.FUSED, WEIGHTS, 1, 2)) {
      layer.run();
      assertThat(values(layer.output())).isEqualTo(run(SwigluVariant.FUSED, 1));
    }
  }

  @Test
  void theAllReduceAddsInRankOrder() {
    try (ShardedLayer layer = sharded(SwigluVariant.UNFUSED, WEIGHTS, 4, 1)) {
      float[] ofRank = {1e8f, 1, -1e8f, 0.5f};
      for (int rank = 0; rank < 4; rank++) {
        Arrays.fill(layer.layer(rank).output().data(), ofRank[rank]);
      }
      layer.allReduce();
      // In any other order the 1 would survive, or the half would be lost.
      assertThat(values(layer.output())).containsOnly(1e8f + 1 - 1e8f + 0.5f);
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void weightsBeforeAndAfterDownAreBothRight(SwigluVariant variant) {
    LayerConfig before = new LayerConfig(CONFIG.activation(), Activation.silu(), true, 8);
    try (Launcher launcher = new Launcher(2)) {
      for (LayerConfig config : List.of(CONFIG, before)) {
        LayerWeights weights = WEIGHTS.as(variant.form());
        MoeLayer layer = layer(variant, config, weights, launcher);
        assertThat(new LayerVerifier(layer, config, WEIGHTS).run().message()).isNull();
      }
    }
  }

  @Test
  void weightsBeforeABiasedDownAreRefused() {
    ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
    LayerWeights biased =
        new LayerWeights(
            SwigluSamples.swiglu(QuantFormat.FP32, EXPERTS, HIDDEN, INTERMEDIATE, biases), null);
    LayerConfig before = new LayerConfig(Activation.silu(), null, true, 8);
    try (Launcher launcher = new Launcher(1)) {
      assertThatThrownBy(() -> layer(SwigluVariant.UNFUSED, before, biased, launcher))
          .hasMessage("weights before down have no defined meaning with a bias of down");
      LayerConfig after = new LayerConfig(Activation.silu(), null, false, 8);
      MoeLayer layer = layer(SwigluVariant.UNFUSED, after, biased, launcher);
      assertThat(new LayerVerifier(layer, after, biased).run().message()).isNull();
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SwigluWeights routed = WEIGHTS.routed();
    assertThatThrownBy(() -> new LayerWeights(routed, routed))
        .hasMessageContaining("a shared expert of 8 experts");
    Router wide = Router.of(RouterConfig.of(EXPERTS + 1, SLOTS).build());
    RoutingInput logits = SwigluSamples.logits(1, TOKENS, EXPERTS + 1);
    try (Launcher launcher = new Launcher(1)) {
      assertThatThrownBy(
              () -> new MoeLayer(wide, CONFIG, WEIGHTS, SwigluVariant.UNFUSED, logits, launcher))
          .hasMessage("a router of 9 experts, weights of 8");
    }
  }

  @ParameterizedTest
  @FieldSource("TIMED")
  void launchesAreCounted(SwigluVariant variant) {
    // 18 slots are sorted, and so are the 6 of the shared expert: a gather each.
    int experts = (variant.form() == Form.SEPARATE ? 4 : 2) + 1;
    int perRank = 1 + 2 * experts + 1;
    try (Launcher launcher = new Launcher(2)) {
      MoeLayer layer = layer(variant, CONFIG, WEIGHTS.as(variant.form()), launcher);
      long before = launcher.launches();
      layer.run();
      assertThat(launcher.launches() - before).isEqualTo(perRank);
    }
    try (ShardedLayer layer = sharded(variant, WEIGHTS, 2, 1)) {
      layer.run();
      // One launch starts the ranks, one is the all-reduce.
      assertThat(layer.launches()).isEqualTo(2 * perRank + 2);
    }
  }

  @Test
  void bytesAreThoseOfBothExpertsAndOfNoCopy() {
    long separate = WEIGHTS.bytes();
    assertThat(separate).isEqualTo(WEIGHTS.routed().bytes() + WEIGHTS.shared().bytes());
    for (Form form : Form.values()) {
      assertThat(WEIGHTS.as(form).bytes()).isBetween(separate - 4 * 96, separate);
    }
  }

  private static float[] run(SwigluVariant variant, int workers) {
    try (Launcher launcher = new Launcher(workers)) {
      MoeLayer layer = layer(variant, CONFIG, WEIGHTS.as(variant.form()), launcher);
      layer.run();
      return values(layer.output());
    }
  }

  private static MoeLayer layer(
      SwigluVariant variant, LayerConfig config, LayerWeights weights, Launcher launcher) {
    MoeLayer layer = new MoeLayer(router(), config, weights, variant, LOGITS, launcher);
    layer.batch(LOGITS, X);
    return layer;
  }

  private static ShardedLayer sharded(
      SwigluVariant variant, LayerWeights weights, int ranks, int workers) {
    List<LayerWeights> shards =
        IntStream.range(0, ranks)
            .mapToObj(rank -> weights.shard(rank, ranks).as(variant.form()))
            .toList();
    ShardedLayer layer = new ShardedLayer(router(), CONFIG, shards, variant, LOGITS, workers);
    layer.batch(LOGITS, X);
    return layer;
  }

  private static LayerWeights weights(QuantFormat format) {
    return SwigluSamples.layer(format, EXPERTS, HIDDEN, INTERMEDIATE);
  }

  private static Router router() {
    return Router.of(RouterConfig.of(EXPERTS, SLOTS).renormalize(Denominator.SUM).build());
  }

  private static float[] values(Rows rows) {
    return Arrays.copyOfRange(rows.data(), rows.at(), rows.at() + rows.count() * rows.stride());
  }
}
