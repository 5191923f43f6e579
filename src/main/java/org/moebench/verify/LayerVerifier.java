// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.launch.Launcher;
import org.moebench.moe.LayerConfig;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.MoeLayer;
import org.moebench.moe.ShardedLayer;
import org.moebench.result.Correctness;
import org.moebench.routing.RoutingJob;
import org.moebench.swiglu.SwigluJob;
import org.moebench.tensor.Rows;

/**
 * Compares a layer, whole or sharded, with the reference of the unsharded weights: first every
 * rank's routing by the rules of {@link RoutingVerifier}, then the outputs of the experts and
 * weights it chose, {@code y = Σ_s w_s·o_s + shared}.
 *
 * <p>With the error δo of a slot's output and its terms' magnitude M ({@link SlotReference}), an
 * output may be off by {@code Σ_s |w_s|·δo_s + δshared + γ(k + 1 + ranks)·(Σ_s |w_s|·(M_s + δo_s) +
 * M_shared + δshared)}: a slot's term meets at most k roundings of the weighted sum, one of the
 * shared expert's, and those of adding up ranks. Magnitudes stand for the partial sums of ranks,
 * which may be larger than the whole.
 *
 * <p>Of large layers a sample of tokens and columns is compared; every element must have been
 * written.
 */
public final class LayerVerifier {
  private final Runnable layer;
  private final List<MoeLayer> ranks;
  private final Rows output;
  private final LayerConfig config;
  private final LayerWeights weights;
  private long nearTies;

  /**
   * @param layer with a batch
   * @param config of the layer
   * @param weights of the layer, in any form
   */
  public LayerVerifier(MoeLayer layer, LayerConfig config, LayerWeights weights) {
    this(layer::run, List.of(layer), layer.output(), config, weights);
  }

  /**
   * @param layer with a batch
   * @param config of the layer
   * @param weights of the whole layer, in any form
   */
  public LayerVerifier(ShardedLayer layer, LayerConfig config, LayerWeights weights) {
    this(
        layer::run,
        IntStream.range(0, layer.ranks()).mapToObj(layer::layer).toList(),
        layer.output(),
        config,
        weights);
  }

  private LayerVerifier(
      Runnable layer, List<MoeLayer> ranks, Rows output, LayerConfig config, LayerWeights weights) {
    this.layer = layer;
    this.ranks = ranks;
    this.output = output;
    this.config = config;
    this.weights = weights;
  }

  /** Spoils all outputs, of slots and ranks too, runs the layer once, and compares. */
  public Correctness run() {
    Arrays.fill(output.data(), Float.NaN);
    for (MoeLayer rank : ranks) {
      Arrays.fill(rank.output().data(), Float.NaN);
      Arrays.fill(rank.experts().routed().output().data(), Float.NaN);
      RoutingVerifier.spoil(rank.routing());
    }
    layer.run();
    return compare();
  }

  /** Compares the output as it is, of the batch the layer has now. */
  public Correctness compare() {
    nearTies = 0;
    Correctness routing = new Correctness(0, 0, 0, null);
    for (MoeLayer rank : ranks) {
      RoutingVerifier verifier = new RoutingVerifier(rank.routing());
      routing = routing.and(verifier.compare());
      nearTies += verifier.nearTies();
    }
    return routing.passed() ? routing.and(compareOutputs()) : routing;
  }

  /** Tokens of the last comparison, of all ranks, that {@link RoutingVerifier} counts as ties. */
  public long nearTies() {
    return nearTies;
  }

  private Correctness compareOutputs() {
    RoutingJob routing = ranks.get(0).routing();
    Rows x = ranks.get(0).experts().routed().input();
    int tokens = output.count();
    int slots = routing.router().config().slots();
    Comparison result = Written.check(output, weights.routed().hidden());
    try (Launcher launcher = new Launcher(1)) {
      SwigluJob routed =
          new SwigluJob(weights.routed(), config.activation(), tokens, slots, 0, launcher);
      routed.batch(x, routing.ids(), config.weightsBeforeDown() ? routing.weights() : null);
      SwigluJob shared = null;
      if (weights.shared() != null) {
        shared = new SwigluJob(weights.shared(), config.sharedActivation(), tokens, 1, 0, launcher);
        shared.batch(x, new int[tokens]);
      }
      TokenReference reference =
          new TokenReference(
              routed, config.weightsBeforeDown() ? null : routing.weights(), shared, ranks.size());
      result = result.and(compare(reference));
    }
    return result.correctness((long) tokens * weights.routed().hidden());
  }

  private Comparison compare(TokenReference reference) {
    return reference
        .tokens()
        .parallel()
        .mapToObj(token -> compare(token, reference))
        .reduce(Comparison.NONE, Comparison::and);
  }

  private Comparison compare(int token, TokenReference reference) {
    int[] columns = reference.columns();
    SlotReference.Outputs expected = reference.outputs(token);
    Comparison sum = Comparison.NONE;
    for (int c = 0; c < columns.length; c++) {
      int column = columns[c];
      float got = output.data()[output.index(token) + column];
      sum =
          sum.and(
              Comparison.of(
                  got,
                  expected.value()[c],
                  expected.error()[c],
                  () -> "token " + token + ", column " + column));
    }
    return sum;
  }
}
