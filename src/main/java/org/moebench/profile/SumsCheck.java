// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.moebench.trace.TraceHeader;

/** Whether sums that were read from a file can be worked with. */
final class SumsCheck {
  private SumsCheck() {}

  /** What is wrong with them; null if nothing is. */
  static String problem(Profile.Origin origin, List<LayerSums> layers) {
    if (origin == null
        || Stream.of(origin.model(), origin.source(), origin.license(), origin.recordings())
            .anyMatch(field -> field == null)
        || origin.options() == null
        || origin.options().phase() == null
        || origin.options().gates() == null
        || origin.options().caches() == null) {
      return "lacks part of its origin";
    }
    if (origin.experts() < 1
        || origin.experts() > TraceHeader.MOST_EXPERTS
        || origin.topK() < 1
        || origin.topK() > origin.experts()) {
      return "has %d of %d experts per token".formatted(origin.topK(), origin.experts());
    }
    for (int i = 0; i < layers.size(); i++) {
      LayerSums layer = layers.get(i);
      if (i > 0 && layers.get(i - 1).layer >= layer.layer) {
        return "has layers that do not ascend";
      }
      if (!fits(layer, origin.experts(), origin.topK())) {
        return "has sums of layer %d that do not fit its %d experts, %d per token, or are negative"
            .formatted(layer.layer, origin.experts(), origin.topK());
      }
    }
    return null;
  }

  /** Whether the sums of a layer are complete and of these sizes. */
  static boolean fits(LayerSums layer, int experts, int topK) {
    return layer.experts == experts
        && layer.topK == topK
        && selections(layer)
        && pairs(layer)
        && layer.reuse != null
        && counts(layer.reuse.distances, -1)
        && caches(layer)
        && saliency(layer);
  }

  private static boolean selections(LayerSums layer) {
    SelectionSums sums = layer.selections;
    return sums != null
        && sums.records >= 0
        && counts(sums.phases, 3)
        && counts(sums.even, layer.experts)
        && counts(sums.odd, layer.experts)
        && counts(sums.unordered, layer.experts)
        && optional(sums.weights, layer.experts);
  }

  private static boolean pairs(LayerSums layer) {
    return layer.pairs != null
        && layer.pairs.length == 3
        && Arrays.stream(layer.pairs)
            .allMatch(pairs -> pairs != null && counts(pairs.common, layer.topK + 1));
  }

  private static boolean caches(LayerSums layer) {
    CacheSums sums = layer.caches;
    int sizes = CacheSums.sizes(layer.experts).length;
    return sums != null
        && counts(sums.lru, layer.experts)
        && counts(sums.lruByToken, layer.experts)
        && counts(sums.lfu, sizes)
        && counts(sums.belady, sizes)
        && optional(sums.lruWeights, layer.experts)
        && optional(sums.lfuWeights, sizes)
        && optional(sums.beladyWeights, sizes);
  }

  private static boolean saliency(LayerSums layer) {
    SaliencySums sums = layer.saliency;
    return sums != null
        && sums.tokens >= 0
        && counts(sums.counts, layer.experts)
        && sums.gates != null
        && sums.norms != null
        && sums.products != null
        && optional(sums.gates, layer.experts)
        && optional(sums.norms, layer.experts)
        && optional(sums.products, layer.experts)
        && optional(sums.maxima, layer.experts);
  }

  private static boolean counts(long[] values, int length) {
    return values != null
        && (length < 0 || values.length == length)
        && Arrays.stream(values).allMatch(value -> value >= 0);
  }

  private static boolean optional(double[] values, int length) {
    return values == null
        || (values.length == length && Arrays.stream(values).allMatch(Double::isFinite));
  }
}
