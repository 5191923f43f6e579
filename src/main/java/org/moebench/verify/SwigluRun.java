// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.List;
import java.util.stream.IntStream;
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
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.tensor.Rows;

/** What the {@code verify} command runs of one SwitchGLU variant, alone and in layers. */
final class SwigluRun implements AutoCloseable {
  private static final int[] CONCURRENCY = {1, 2, 4, 6, 8, 16, 64};
  private static final int[] THRESHOLDS = {0, 8, 64, Integer.MAX_VALUE};
  private static final int[] RANKS = {1, 2, 4};
  private static final int EXPERTS = 5;
  private static final int SLOTS = 3;
  private static final int HIDDEN = 44;
  private static final int INTERMEDIATE = 76;
  // Long enough for an expert's slots to be cut into two segments.
  private static final int LONG_BATCH = 500;

  private final SwigluVariant variant;
  private final Launcher one = new Launcher(1);
  private final Launcher three = new Launcher(3);
  private int jobs;
  private Comparison sum = Comparison.NONE;

  SwigluRun(SwigluVariant variant) {
    this.variant = variant;
  }

  /**
   * Every format, activation, concurrency and sort threshold; biases, weights before down and
   * workers take turns.
   */
  Comparison swiglu() {
    for (QuantFormat format : QuantFormat.values()) {
      SwigluWeights plain = weights(format, ExpertBiases.NONE);
      SwigluWeights biased =
          weights(format, SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true));
      for (String activation : Activation.NAMES) {
        everySize(plain, biased, Activation.of(activation));
      }
      SwigluWeights larger = SwigluSamples.swiglu(format, 3, 128, 224, ExpertBiases.NONE);
      check(larger.as(variant.form()), Activation.silu(), 40, SLOTS, 8);
    }
    SwigluWeights narrow = SwigluSamples.swiglu(QuantFormat.INT4_SYM, 1, 32, 32, ExpertBiases.NONE);
    check(narrow.as(variant.form()), Activation.silu(), LONG_BATCH, 1, 8);
    return sum;
  }

  private SwigluWeights weights(QuantFormat format, ExpertBiases biases) {
    return SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, biases).as(variant.form());
  }

  private void everySize(SwigluWeights plain, SwigluWeights biased, Activation activation) {
    for (int tokens : CONCURRENCY) {
      for (int threshold : THRESHOLDS) {
        boolean withBias = (jobs / 2 + tokens) % 2 == 0;
        check(withBias ? biased : plain, activation, tokens, SLOTS, threshold);
      }
    }
  }

  private void check(
      SwigluWeights weights, Activation activation, int tokens, int slots, int threshold) {
    jobs++;
    Launcher launcher = jobs % 2 == 0 ? one : three;
    SwigluJob job = new SwigluJob(weights, activation, tokens, slots, threshold, launcher);
    boolean before = weights.biases().down() == null && jobs % 3 == 0;
    job.batch(
        SwigluSamples.activations(tokens, weights.hidden()),
        SwigluSamples.ids(jobs, tokens * slots, weights.experts()),
        before ? SwigluSamples.normal(jobs, tokens * slots) : null);
    add(new SwigluVerifier(job).run(variant.create(job)));
  }

  /** Every format, with a shared expert; weights before down and workers take turns. */
  Comparison layer() {
    for (QuantFormat format : QuantFormat.values()) {
      LayerWeights weights = SwigluSamples.layer(format, 8, 72, 128).as(variant.form());
      for (int tokens : CONCURRENCY) {
        jobs++;
        LayerConfig config = config();
        RoutingInput logits = SwigluSamples.logits(jobs, tokens, 8);
        Launcher launcher = jobs % 2 == 0 ? one : three;
        MoeLayer layer = new MoeLayer(router(), config, weights, variant, logits, launcher);
        layer.batch(logits, SwigluSamples.activations(tokens, 72));
        add(new LayerVerifier(layer, config, weights).run());
      }
    }
    return sum;
  }

  /** Every format over 1, 2 and 4 ranks. */
  Comparison sharded() {
    for (QuantFormat format : QuantFormat.values()) {
      LayerWeights whole = SwigluSamples.layer(format, 8, 72, 128);
      for (int ranks : RANKS) {
        List<LayerWeights> shards =
            IntStream.range(0, ranks)
                .mapToObj(rank -> whole.shard(rank, ranks).as(variant.form()))
                .toList();
        for (int tokens : new int[] {1, 8}) {
          jobs++;
          sharded(whole, shards, tokens);
        }
      }
    }
    return sum;
  }

  private void sharded(LayerWeights whole, List<LayerWeights> shards, int tokens) {
    LayerConfig config = config();
    RoutingInput logits = SwigluSamples.logits(jobs, tokens, 8);
    Rows x = SwigluSamples.activations(tokens, 72);
    try (ShardedLayer layer =
        new ShardedLayer(router(), config, shards, variant, logits, 1 + jobs % 2)) {
      layer.batch(logits, x);
      add(new LayerVerifier(layer, config, whole).run());
    }
  }

  private LayerConfig config() {
    return new LayerConfig(
        Activation.limited(Activation.DEEPSEEK_LIMIT), Activation.silu(), jobs % 3 == 0, 8);
  }

  private static Router router() {
    return Router.of(RouterConfig.of(8, SLOTS).renormalize(Denominator.SUM).build());
  }

  private void add(Correctness c) {
    sum = sum.and(new Comparison(c.compared(), c.worstRatio(), c.message()));
  }

  @Override
  public void close() {
    one.close();
    three.close();
  }
}
