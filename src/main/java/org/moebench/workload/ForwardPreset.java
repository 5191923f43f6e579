// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluVariant;

/**
 * A stack of layers and the forward pass through it: one prefill step, then decode steps.
 *
 * <p>Layers are of one of two kinds. Without a model they are two projections, up K→I and down I→K,
 * with nothing between them, as in intel/auto-round's test_moe_model_perf.py. With a model they are
 * its SwitchGLU experts, with D for K.
 *
 * @param name name in commands and results
 * @param source where sizes and steps were read, one line
 * @param model the layer of a SwitchGLU stack; {@code null} where layers are two projections
 * @param layers L: layers of the stack
 * @param experts E: experts of a layer
 * @param slots k: experts that a token takes where routing is realistic
 * @param hidden K: width of a layer's input and output
 * @param intermediate I: width between the projections of an expert
 * @param group weights along a row that share a scale
 * @param prompt tokens of the prefill step; routed rows as they are where routing is as published
 * @param steps decode steps after it, of one token each
 * @param trace name of the decode workload that realistic routing follows
 * @param divisor what the widths were divided by; 1 for the published ones
 */
public record ForwardPreset(
    String name,
    String source,
    NamedModel model,
    int layers,
    int experts,
    int slots,
    int hidden,
    int intermediate,
    int group,
    int prompt,
    int steps,
    String trace,
    int divisor) {
  /** Computes SwitchGLU layers: the variant that leaves the least to memory in all cases. */
  static final SwigluVariant VARIANT = SwigluVariant.FUSED;

  /** Rows of a decode step as published. */
  static final int PUBLISHED_STEP_ROWS = 2;

  /** A layer's weights have seeds of their own: no layer has more files than this. */
  private static final int SEEDS_PER_LAYER = 8;

  /**
   * Weights deviate by 0.1, so that each layer without an activation multiplies what passes by
   * about {@code 0.01·√(K·I)}; float32 ends at 3.4e38.
   */
  private static final double LARGEST_GROWTH = 1e30;

  private static final double GROWTH = 0.01;

  /** Whether layers are SwitchGLU experts rather than two projections. */
  public boolean swiglu() {
    return model != null;
  }

  /** The routings there are for it: the published one belongs to the published stacks. */
  public List<ForwardRouting> routings() {
    return swiglu() ? List.of(ForwardRouting.REALISTIC) : List.of(ForwardRouting.values());
  }

  /** Routed rows of the prefill step in every layer. */
  public int prefillRows(ForwardRouting routing) {
    return routing == ForwardRouting.PUBLISHED ? prompt : Math.multiplyExact(prompt, slots);
  }

  /** Routed rows of a decode step in every layer. */
  public int decodeRows(ForwardRouting routing) {
    return routing == ForwardRouting.PUBLISHED ? PUBLISHED_STEP_ROWS : slots;
  }

  /** Floating-point operations of a routed row in one layer. */
  public double flopsPerRow() {
    return 2.0 * (swiglu() ? 3 : 2) * hidden * intermediate;
  }

  /**
   * The same stack with that many layers.
   *
   * @param count layers; 0 changes nothing
   * @throws UserError USAGE if below 0, or if activations would leave the range of float32
   */
  public ForwardPreset withLayers(int count) {
    if (count == 0) {
      return this;
    }
    if (count < 0 || count > mostLayers()) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s layers of %s: expected 1 to %s%s"
              .formatted(
                  count,
                  name,
                  mostLayers(),
                  swiglu() ? "" : ", as activations grow with every layer and float32 ends"));
    }
    return with(model, count, hidden, intermediate, group, divisor);
  }

  private int mostLayers() {
    if (swiglu()) {
      return model.layers();
    }
    double factor = GROWTH * Math.sqrt((double) hidden * intermediate);
    return (int) (Math.log(LARGEST_GROWTH) / Math.log(Math.max(2, factor)));
  }

  /**
   * The same stack with all widths divided, to fit smaller machines; groups become as small as they
   * must.
   *
   * @param by divides the widths; 1 changes nothing
   * @throws UserError USAGE if a width divided is no multiple of {@link NamedModel#MULTIPLE}
   */
  public ForwardPreset shrunk(int by) {
    if (by == 1) {
      return this;
    }
    if (swiglu()) {
      NamedModel smaller = model.shrunk(by);
      return with(
          smaller,
          layers,
          smaller.hidden(),
          smaller.intermediate(),
          smaller.group(),
          smaller.divisor());
    }
    int k = divided(hidden, "K", by);
    int i = divided(intermediate, "I", by);
    int smaller = group;
    while (k % smaller != 0 || i % smaller != 0) {
      smaller /= 2;
    }
    return with(null, layers, k, i, smaller, divisor * by);
  }

  private int divided(int width, String what, int by) {
    if (by < 1 || width % by != 0 || width / by % NamedModel.MULTIPLE != 0) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s cannot be shrunk by %s: %s = %s / %s would be no multiple of %s; choose 2, 4 or 8"
              .formatted(name, by, what, width, by, NamedModel.MULTIPLE));
    }
    return width / by;
  }

  private ForwardPreset with(
      NamedModel newModel, int count, int k, int i, int newGroup, int newDivisor) {
    return new ForwardPreset(
        name,
        source,
        newModel,
        count,
        experts,
        slots,
        k,
        i,
        newGroup,
        prompt,
        steps,
        trace,
        newDivisor);
  }

  /** The seed of a layer's weights: the first layer has the run's own. */
  static long layerSeed(long seed, int layer) {
    return seed + (long) SEEDS_PER_LAYER * layer;
  }

  /**
   * The weight files of one layer: up and down, or those of {@link ModelWeights#specs}.
   *
   * @param layer from 0
   */
  public List<WeightSpec> specs(QuantFormat format, long seed, int layer) {
    long own = layerSeed(seed, layer);
    return swiglu()
        ? ModelWeights.specs(model, format, own)
        : List.of(
            new WeightSpec(format, experts, intermediate, hidden, group, own),
            new WeightSpec(format, experts, hidden, intermediate, group, own + 1));
  }

  /** The weight files of all layers, in their order. */
  public List<WeightSpec> specs(QuantFormat format, long seed) {
    List<WeightSpec> all = new ArrayList<>();
    IntStream.range(0, layers).forEach(layer -> all.addAll(specs(format, seed, layer)));
    return List.copyOf(all);
  }

  /**
   * Bytes of the weights of all layers.
   *
   * @throws UserError TOO_LARGE if a projection does not fit an array
   */
  public long weightBytes(QuantFormat format) {
    long layer = 0;
    for (WeightSpec spec : specs(format, 0, 0)) {
      layer = Math.addExact(layer, spec.layout().bytes());
    }
    return Math.multiplyExact(layer, (long) layers);
  }

  /** Bytes of weights that one expert of one layer reads. */
  public long expertBytes(QuantFormat format) {
    return specs(format, 0, 0).stream().mapToLong(spec -> spec.layout().bytesPerExpert()).sum();
  }

  /** The stack in one line for people. */
  public String summary() {
    String widths =
        "%s=%s I=%s%s"
            .formatted(
                swiglu() ? "D" : "K",
                hidden,
                intermediate,
                divisor > 1 ? " (widths / " + divisor + ")" : "");
    String kind = swiglu() ? "SwitchGLU of " + model.title() : "up and down projection";
    return "%s layers of %s experts, %s: %s; prompt of %s, then %s decode steps"
        .formatted(layers, experts, kind, widths, prompt, steps);
  }
}
