// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.stats.Estimate;
import org.moebench.stats.Shares;

/**
 * The profile of one or more recordings of a model.
 *
 * @param origin where it comes from
 * @param layers sums of every layer, ascending by number
 */
public record Profile(Origin origin, List<LayerSums> layers) {
  /**
   * Where a profile comes from.
   *
   * @param model name of the model as the traces state it
   * @param source source of the first trace as it states it
   * @param license licence of the first trace as it states it
   * @param experts E, experts of a layer
   * @param expertsStated whether the traces or the user state E; otherwise it is the largest id
   *     plus one
   * @param topK k, slots of a token
   * @param options what of the traces was profiled
   * @param recordings the traces, in the order they were given
   */
  public record Origin(
      String model,
      String source,
      String license,
      int experts,
      boolean expertsStated,
      int topK,
      ProfileOptions options,
      List<Recording> recordings) {}

  /**
   * One trace.
   *
   * @param name as the user gave it
   * @param complete whether all of it was read
   * @param readShare share of it that was read, 0 to 1
   */
  public record Recording(String name, boolean complete, double readShare) {}

  /** Whether all traces were read to their end. */
  public boolean complete() {
    return origin.recordings().stream().allMatch(Recording::complete);
  }

  /** Figures of every layer, ascending by number. */
  public List<LayerFigures> figures() {
    return layers.stream().map(LayerFigures::new).toList();
  }

  /** Selections of all layers. */
  public long selections() {
    return figures().stream().mapToLong(LayerFigures::selections).sum();
  }

  /** Records of all layers. */
  public long layerRecords() {
    return figures().stream().mapToLong(LayerFigures::records).sum();
  }

  /** Whether caches were simulated on anything. */
  public boolean hasCaches() {
    return origin.options().caches() != ProfileOptions.Caches.NONE && layerRecords() > 0;
  }

  /** Whether saliency is known in any layer. */
  public boolean hasSaliency() {
    return figures().stream().anyMatch(figures -> figures.saliency().known());
  }

  /**
   * The overlap of adjacent tokens over all layers that are not hash-routed, as a share of k, each
   * pair counted once. The interval takes the layers' deviations for fully dependent on each other,
   * as they see the same tokens.
   */
  public Estimate overlap() {
    List<LayerFigures> routed =
        figures().stream().filter(layer -> !layer.hashRouter() && layer.pairs() > 0).toList();
    double pairs = routed.stream().mapToDouble(LayerFigures::pairs).sum();
    double value = 0;
    double half = 0;
    for (LayerFigures layer : routed) {
      Estimate overlap = layer.overlap();
      value += Shares.ratio(overlap.value() * layer.pairs(), pairs);
      half += Shares.ratio((overlap.high() - overlap.value()) * layer.pairs(), pairs);
    }
    return new Estimate(value, value - half, value + half);
  }

  /** How much locality there is beyond chance, over all layers that are not hash-routed. */
  public Locality locality() {
    long pairs =
        figures().stream()
            .filter(layer -> !layer.hashRouter())
            .mapToLong(LayerFigures::pairs)
            .sum();
    return Locality.of(overlap(), (double) origin.topK() / origin.experts(), pairs);
  }

  /**
   * The profile of both profiles' recordings, in this order.
   *
   * @throws UserError INCOMPARABLE, one line, if models, sizes, layers or options differ
   */
  public Profile merge(Profile other) {
    return Merge.of(this, other);
  }

  static UserError incomparable(String what) {
    return new UserError(ExitStatus.INCOMPARABLE, what);
  }
}
