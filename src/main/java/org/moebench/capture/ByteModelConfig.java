// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.trace.TraceHeader;

/**
 * Sizes of a {@link ByteModel}, and the experts in it whose behaviour is known.
 *
 * @param layers MoE layers
 * @param experts E, experts of a layer
 * @param topK k, experts of a token
 * @param hidden D, width of a token's row
 * @param intermediate I, width between an expert's projections
 * @param seed of all weights
 * @param format of the experts' weights; everything else is float32
 * @param useless experts whose down projection is zero: their output is, up to rounding
 * @param never experts that the router never chooses
 * @param always experts that the router always chooses, first; they weigh what their own logit
 *     gives
 */
public record ByteModelConfig(
    int layers,
    int experts,
    int topK,
    int hidden,
    int intermediate,
    long seed,
    QuantFormat format,
    Set<Planted> useless,
    Set<Planted> never,
    Set<Planted> always) {
  private static final int WIDEST = 1 << 14;
  private static final int GROUP = 32;
  private static final int PROJECTIONS = 3;

  /**
   * @throws UserError USAGE, one line, if a size is out of range or the planted experts leave the
   *     router no choice
   */
  public ByteModelConfig {
    within("layers", layers, TraceHeader.MOST_LAYERS);
    within("experts", experts, TraceHeader.MOST_EXPERTS);
    within("top-k", topK, Math.min(experts, TraceHeader.MOST_SLOTS));
    within("hidden", hidden, WIDEST);
    within("intermediate", intermediate, WIDEST);
    useless = Set.copyOf(useless);
    never = Set.copyOf(never);
    always = Set.copyOf(always);
    for (Set<Planted> planted : List.of(useless, never, always)) {
      for (Planted place : planted) {
        if (place.layer() >= layers || place.expert() >= experts) {
          throw usage(
              "%s: there are layers 0 to %d with experts 0 to %d"
                  .formatted(place, layers - 1, experts - 1));
        }
      }
    }
    for (int layer = 0; layer < layers; layer++) {
      if (countIn(layer, never) > experts - topK || countIn(layer, always) > topK) {
        throw usage(
            "layer %d: %d experts never and %d always chosen, but %d of %d are to be chosen"
                .formatted(layer, countIn(layer, never), countIn(layer, always), topK, experts));
      }
    }
    for (Planted place : never) {
      if (always.contains(place)) {
        throw usage(place + " is both never and always chosen: leave one out");
      }
    }
  }

  private static void within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw usage("%s: %d is not from 1 to %d".formatted(name, value, most));
    }
  }

  private static long countIn(int layer, Collection<Planted> planted) {
    return planted.stream().filter(place -> place.layer() == layer).count();
  }

  private static UserError usage(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }

  /** Input features that share a scale: 32, or all where 32 does not divide them. */
  static int group(int k) {
    return k % GROUP == 0 ? GROUP : k;
  }

  /**
   * Bytes of all weights.
   *
   * @throws UserError USAGE or TOO_LARGE if the format cannot store such experts
   */
  long weightBytes() {
    long rising = PackedWeights.bytes(format, experts, intermediate, hidden, group(hidden));
    long down = PackedWeights.bytes(format, experts, hidden, intermediate, group(intermediate));
    long gating = (long) Float.BYTES * experts * hidden;
    return layers * ((PROJECTIONS - 1) * rising + down + gating);
  }

  /**
   * Header of a trace of this model.
   *
   * @param prompts what it ran over
   */
  public TraceHeader header(String prompts) {
    String source =
        ("prompts %s; layers %d, experts %d, top-k %d, hidden %d, intermediate %d, seed %d,"
                + " format %s, useless %s, never %s, always %s")
            .formatted(
                prompts,
                layers,
                experts,
                topK,
                hidden,
                intermediate,
                seed,
                format,
                Planted.text(useless),
                Planted.text(never),
                Planted.text(always));
    return new TraceHeader(
        "moebench byte model, random weights, seed " + seed,
        source,
        TraceHeader.NOT_STATED,
        experts,
        true,
        topK,
        IntStream.range(0, layers).boxed().toList(),
        Set.of());
  }
}
