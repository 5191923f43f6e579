// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TracePhase;

/** Puts profiles together from records, for tests of what is made of them. */
public final class ProfileBuilder {
  private final int experts;
  private final int topK;
  private final ProfileOptions options;
  private final Map<Integer, LayerPass> layers = new TreeMap<>();
  private final Map<Integer, Integer> positions = new TreeMap<>();
  private boolean expertsStated = true;
  private String model = "a-model";
  private final List<Profile.Recording> recordings = new ArrayList<>();

  public ProfileBuilder(int experts, int topK) {
    this(experts, topK, ProfileOptions.DEFAULT);
  }

  public ProfileBuilder(int experts, int topK, ProfileOptions options) {
    this.experts = experts;
    this.topK = topK;
    this.options = options;
  }

  public ProfileBuilder model(String name) {
    model = name;
    return this;
  }

  public ProfileBuilder expertsFromIds() {
    expertsStated = false;
    return this;
  }

  public ProfileBuilder recording(String name, boolean complete, double share) {
    recordings.add(new Profile.Recording(name, complete, share));
    return this;
  }

  public ProfileBuilder layer(int layer, boolean hash) {
    layers.put(layer, new LayerPass(layer, hash, experts, topK, options));
    return this;
  }

  private LayerPass pass(int layer) {
    if (!layers.containsKey(layer)) {
      layer(layer, false);
    }
    return layers.get(layer);
  }

  /** Tokens that follow those of the layer so far; -1 is missing. */
  public ProfileBuilder ids(int layer, int[]... ids) {
    pass(layer).take(block(layer, TracePhase.UNSTATED, ids));
    return this;
  }

  /** The same, of a phase. */
  public ProfileBuilder ids(int layer, TracePhase phase, int[]... ids) {
    pass(layer).take(block(layer, phase, ids));
    return this;
  }

  /** The same with a gate weight and a norm for each slot. */
  public ProfileBuilder salient(int layer, float[] weights, float[] norms, int[]... ids) {
    TraceBlock block = block(layer, TracePhase.UNSTATED, ids);
    System.arraycopy(weights, 0, block.fillWeights(), 0, weights.length);
    System.arraycopy(norms, 0, block.fillNorms(), 0, norms.length);
    pass(layer).take(block);
    return this;
  }

  /** Selections without order. */
  public ProfileBuilder counts(int layer, long... counts) {
    pass(layer).take(counts);
    return this;
  }

  private TraceBlock block(int layer, TracePhase phase, int[][] ids) {
    TraceBlock block = new TraceBlock(ids.length, topK);
    block.start(0, 0, ids.length);
    int position = positions.getOrDefault(layer, 0);
    for (int t = 0; t < ids.length; t++) {
      block.positions()[t] = position + t;
      block.phases()[t] = phase.code();
      for (int slot = 0; slot < topK; slot++) {
        block.ids()[t * topK + slot] = (short) ids[t][slot];
      }
    }
    positions.put(layer, position + ids.length);
    return block;
  }

  public Profile build() {
    if (recordings.isEmpty()) {
      recording("a-trace.npz", true, 1);
    }
    Profile.Origin origin =
        new Profile.Origin(
            model,
            TraceHeader.NOT_STATED,
            TraceHeader.NOT_STATED,
            experts,
            expertsStated,
            topK,
            options,
            List.copyOf(recordings));
    return new Profile(origin, layers.values().stream().map(pass -> pass.sums).toList());
  }
}
