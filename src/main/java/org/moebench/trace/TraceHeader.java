// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a trace says of itself.
 *
 * @param model name of the model, {@link #NOT_STATED} if unknown
 * @param source where the trace comes from, {@link #NOT_STATED} if unknown
 * @param license licence of the trace, {@link #NOT_STATED} if unknown
 * @param experts E, routed experts of a layer
 * @param expertsStated whether the trace or the user states E; otherwise it is the largest id plus
 *     one
 * @param topK k, slots of a token in a layer
 * @param layers numbers of the recorded layers in the model, ascending
 * @param hashLayers those among them whose experts follow from the token alone
 */
public record TraceHeader(
    String model,
    String source,
    String license,
    int experts,
    boolean expertsStated,
    int topK,
    List<Integer> layers,
    Set<Integer> hashLayers) {
  /** Stands for a fact that nobody stated. */
  public static final String NOT_STATED = "not stated";

  /** Most experts of a layer: ids are 16-bit numbers. */
  public static final int MOST_EXPERTS = Short.MAX_VALUE;

  /** Most slots of a token. */
  public static final int MOST_SLOTS = 1024;

  /** Most layers of a trace. */
  public static final int MOST_LAYERS = 4096;

  /**
   * @throws IllegalArgumentException if a size is out of range, layers are not ascending or a hash
   *     layer is none of them
   */
  public TraceHeader {
    if (experts < 1 || experts > MOST_EXPERTS) {
      throw new IllegalArgumentException(
          "%d experts: expected 1 to %d".formatted(experts, MOST_EXPERTS));
    }
    if (topK < 1 || topK > Math.min(experts, MOST_SLOTS)) {
      throw new IllegalArgumentException(
          "%d slots per token: expected 1 to %d".formatted(topK, Math.min(experts, MOST_SLOTS)));
    }
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "%d layers: expected 1 to %d".formatted(layers.size(), MOST_LAYERS));
    }
    List<Integer> numbers = layers;
    if (!IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i - 1) < numbers.get(i))) {
      throw new IllegalArgumentException("layer numbers do not ascend: " + layers);
    }
    if (!layers.containsAll(hashLayers)) {
      throw new IllegalArgumentException(
          "hash layers %s are not among the layers %s".formatted(hashLayers, layers));
    }
    layers = List.copyOf(layers);
    hashLayers = Collections.unmodifiableSet(new TreeSet<>(hashLayers));
  }

  /** A header that states sizes only, layers numbered from 0. */
  public static TraceHeader of(int experts, int topK, int layers) {
    return new TraceHeader(
        NOT_STATED,
        NOT_STATED,
        NOT_STATED,
        experts,
        true,
        topK,
        IntStream.range(0, layers).boxed().toList(),
        Set.of());
  }
}
