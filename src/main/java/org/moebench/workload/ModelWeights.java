// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import org.moebench.moe.LayerWeights;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.swiglu.SwigluWeights.Form;

/**
 * Synthetic weights of a model's layer, from the files of a {@link WeightStore}: gate and up
 * [E][I][D] and down [E][D][I] of the routed experts, and the same of the shared expert.
 *
 * <p>Every projection has a seed of its own, the run's plus its place in {@link #specs}: the same
 * shape does not give the same weights. All forms are made from the same files. Biases are those of
 * {@link SyntheticData}, of the routed experts only.
 *
 * @param layer the weights; nothing else holds on to them
 * @param hash hashes of all files: equal if and only if the files are, whatever the form
 */
public record ModelWeights(LayerWeights layer, String hash) {
  // Places in the list of specs; a shared expert's projections follow the routed ones.
  private static final int GATE = 0;
  private static final int UP = 1;
  private static final int DOWN = 2;
  private static final int SHARED = 3;

  /**
   * The weight files of a layer: gate, up and down of the routed experts, then of the shared expert
   * if there is one.
   *
   * @param model the layer, shrunk already if it is to be
   */
  public static List<WeightSpec> specs(NamedModel model, QuantFormat format, long seed) {
    int experts = model.router().config().ids();
    List<WeightSpec> specs = new ArrayList<>(specs(model, format, experts, seed, false));
    if (model.shared()) {
      specs.addAll(specs(model, format, 1, seed + SHARED, true));
    }
    return List.copyOf(specs);
  }

  private static List<WeightSpec> specs(
      NamedModel model, QuantFormat format, int experts, long seed, boolean ofShared) {
    int hidden = model.hidden();
    int intermediate = ofShared ? model.sharedIntermediate() : model.intermediate();
    int group = model.group();
    return List.of(
        new WeightSpec(format, experts, intermediate, hidden, group, seed + GATE),
        new WeightSpec(format, experts, intermediate, hidden, group, seed + UP),
        new WeightSpec(format, experts, hidden, intermediate, group, seed + DOWN));
  }

  /**
   * Bytes of a layer's weights in separate form; a joined one takes a few array heads less.
   *
   * @throws org.moebench.fault.UserError TOO_LARGE if a projection does not fit an array
   */
  public static long bytes(NamedModel model, QuantFormat format) {
    long bytes = biasBytes(model);
    for (WeightSpec spec : specs(model, format, 0)) {
      bytes = Math.addExact(bytes, spec.layout().bytes());
    }
    return bytes;
  }

  private static long biasBytes(NamedModel model) {
    long rows = 2L * model.intermediate() + model.hidden();
    return model.biased() ? Float.BYTES * rows * model.router().config().ids() : 0;
  }

  /**
   * Most bytes of weights held at any time by {@link #load}: a joined form needs one projection
   * more while it is made.
   *
   * @throws org.moebench.fault.UserError TOO_LARGE if an array would be too long
   */
  public static long peakBytes(NamedModel model, QuantFormat format, Form form) {
    if (form == Form.SEPARATE) {
      return bytes(model, format);
    }
    WeightSpec one = specs(model, format, 0).get(UP);
    joined(one).layout(); // refuses too large ones here rather than while loading
    return Math.addExact(bytes(model, format), one.layout().bytes());
  }

  private static WeightSpec joined(WeightSpec one) {
    return new WeightSpec(
        one.format(), one.experts(), 2 * one.n(), one.k(), one.group(), one.seed());
  }

  /**
   * Most bytes of weights held at any time where all ranks' parts are held beside the whole, which
   * their verification reads.
   *
   * @param form form of the parts
   * @param ranks number of parts
   * @throws org.moebench.fault.UserError as {@link #peakBytes}
   */
  public static long shardedPeakBytes(NamedModel model, QuantFormat format, Form form, int ranks) {
    long both = Math.multiplyExact(2L, bytes(model, format));
    boolean copied = form != Form.SEPARATE && ranks > 1; // a part is cut first and joined then
    long part = specs(model, format, 0).get(UP).layout().bytes() / ranks;
    return copied ? Math.addExact(both, 2 * part) : both;
  }

  /**
   * Loads the weights, built first if need be. No more than one projection is held twice at any
   * time, and none afterwards.
   *
   * @throws org.moebench.fault.UserError TOO_LARGE if an array would be too long; as {@link
   *     WeightStore#load}
   */
  public static ModelWeights load(
      NamedModel model, QuantFormat format, Form form, long seed, WeightStore store) {
    Loader loader = new Loader(store, specs(model, format, seed));
    SwigluWeights routed = loader.experts(form, 0, biases(model, seed));
    SwigluWeights shared = model.shared() ? loader.experts(form, SHARED, ExpertBiases.NONE) : null;
    return new ModelWeights(new LayerWeights(routed, shared), loader.hash());
  }

  private static ExpertBiases biases(NamedModel model, long seed) {
    if (!model.biased()) {
      return ExpertBiases.NONE;
    }
    int experts = model.router().config().ids();
    return new ExpertBiases(
        SyntheticData.biases(seed + GATE, experts, model.intermediate()),
        SyntheticData.biases(seed + UP, experts, model.intermediate()),
        SyntheticData.biases(seed + DOWN, experts, model.hidden()));
  }

  /** Loads projections and keeps the hashes of their files, but not them. */
  private static final class Loader {
    private final WeightStore store;
    private final List<WeightSpec> specs;
    private final String[] hashes;

    Loader(WeightStore store, List<WeightSpec> specs) {
      this.store = store;
      this.specs = specs;
      hashes = new String[specs.size()];
    }

    /** Experts whose projections are at places {@code first} and following. */
    SwigluWeights experts(Form form, int first, ExpertBiases biases) {
      PackedWeights down = load(first + DOWN);
      return form == Form.SEPARATE
          ? SwigluWeights.separate(load(first + GATE), load(first + UP), down, biases)
          : SwigluWeights.join(
              form, () -> load(first + UP), () -> load(first + GATE), down, biases);
    }

    private PackedWeights load(int place) {
      StoredWeights stored = store.load(specs.get(place));
      hashes[place] = stored.hash();
      return stored.weights();
    }

    /** All hashes in the order of the specs, in whatever order they were loaded. */
    String hash() {
      return String.join("+", hashes);
    }
  }
}
