// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.moe.ProjectionStack;
import org.moebench.moe.SwigluStack;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * The inputs of a forward pass: which expert computes which row in every step and layer, and the
 * rows that come in.
 *
 * <p>Realistic routing follows one sequence of a decode workload: the prefill step has its first
 * tokens, every decode step the next one. The layers of the stack stand for layers spread evenly
 * over those of the workload's model.
 */
public final class ForwardSteps {
  private final ForwardPreset preset;
  private final List<List<int[]>> picks;
  private final long seed;

  private ForwardSteps(ForwardPreset preset, List<List<int[]>> picks, long seed) {
    this.preset = preset;
    this.picks = picks;
    this.seed = seed;
  }

  /**
   * The steps of a preset's forward pass.
   *
   * @param seed of the decode workload and of the activations
   * @throws IllegalArgumentException if the preset does not have that routing
   */
  public static ForwardSteps of(ForwardPreset preset, ForwardRouting routing, long seed) {
    if (!preset.routings().contains(routing)) {
      throw new IllegalArgumentException(preset.name() + " has no " + routing.id() + " routing");
    }
    return new ForwardSteps(
        preset,
        routing == ForwardRouting.PUBLISHED ? published(preset) : realistic(preset, seed),
        seed);
  }

  private static List<List<int[]>> published(ForwardPreset preset) {
    int experts = preset.experts();
    List<List<int[]>> steps = new ArrayList<>();
    int[] prompt = new int[preset.prompt()];
    int row = 0;
    for (int e = 0; e < experts; e++) {
      int rows = prompt.length / experts + (e < prompt.length % experts ? 1 : 0);
      Arrays.fill(prompt, row, row + rows, e);
      row += rows;
    }
    steps.add(inEveryLayer(preset, prompt));
    for (int s = 0; s < preset.steps(); s++) {
      steps.add(inEveryLayer(preset, 2 * s % experts, (2 * s + 1) % experts));
    }
    return steps;
  }

  private static List<int[]> inEveryLayer(ForwardPreset preset, int... rows) {
    return IntStream.range(0, preset.layers()).mapToObj(layer -> rows).toList();
  }

  private static List<List<int[]>> realistic(ForwardPreset preset, long seed) {
    RoutingTrace trace =
        DecodeTraces.find(preset.trace(), seed)
            .resized(preset.experts(), preset.slots())
            .trace(0, preset.prompt() + preset.steps());
    List<List<int[]>> steps = new ArrayList<>();
    steps.add(inLayers(preset, trace, 0, preset.prompt()));
    for (int s = 0; s < preset.steps(); s++) {
      steps.add(inLayers(preset, trace, preset.prompt() + s, 1));
    }
    return steps;
  }

  private static List<int[]> inLayers(
      ForwardPreset preset, RoutingTrace trace, int token, int tokens) {
    return IntStream.range(0, preset.layers())
        .map(layer -> (2 * layer + 1) * trace.layers() / (2 * preset.layers()))
        .mapToObj(
            layer ->
                IntStream.range(0, tokens * trace.topK())
                    .map(i -> trace.expert(token + i / trace.topK(), layer, i % trace.topK()))
                    .toArray())
        .toList();
  }

  /** Steps of the pass, the prefill step included. */
  public int steps() {
    return picks.size();
  }

  /** A copy of the expert of every row of a layer; a token's slots follow each other. */
  public int[] picks(int step, int layer) {
    return picks.get(step).get(layer).clone();
  }

  /** Rows per expert of a layer. */
  public ExpertRows rows(int step, int layer) {
    int[] counts = new int[preset.experts()];
    for (int expert : picks.get(step).get(layer)) {
      counts[expert]++;
    }
    return new ExpertRows(counts);
  }

  /** Routed rows of all layers in steps {@code [first, end)}. */
  public long routedRows(int first, int end) {
    return picks.subList(first, end).stream()
        .flatMap(List::stream)
        .mapToLong(layer -> layer.length)
        .sum();
  }

  /** Experts with rows, of all layers in steps {@code [first, end)}. */
  public long activeExperts(int first, int end) {
    long active = 0;
    for (int step = first; step < end; step++) {
      for (int layer = 0; layer < preset.layers(); layer++) {
        active += rows(step, layer).active();
      }
    }
    return active;
  }

  /** The steps for layers of two projections: a row of its own for every routed row. */
  List<ProjectionStack.Step> projections() {
    List<ProjectionStack.Step> all = new ArrayList<>();
    int row = 0;
    for (int step = 0; step < steps(); step++) {
      int now = step;
      int rows = picks.get(step).get(0).length;
      List<ExpertRows> layers =
          IntStream.range(0, preset.layers()).mapToObj(layer -> rows(now, layer)).toList();
      all.add(new ProjectionStack.Step(step == 0, activations(row, rows), layers));
      row += rows;
    }
    return all;
  }

  /** The steps for SwitchGLU layers: a row for every token, and equal weights of its experts. */
  List<SwigluStack.Step> swiglu() {
    List<SwigluStack.Step> all = new ArrayList<>();
    int token = 0;
    for (int step = 0; step < steps(); step++) {
      List<int[]> ids = picks.get(step);
      float[] weights = new float[ids.get(0).length];
      Arrays.fill(weights, 1f / preset.slots());
      List<float[]> ofLayers =
          IntStream.range(0, preset.layers()).mapToObj(layer -> weights).toList();
      int tokens = weights.length / preset.slots();
      all.add(new SwigluStack.Step(step == 0, activations(token, tokens), ids, ofLayers));
      token += tokens;
    }
    return all;
  }

  private Rows activations(int first, int count) {
    Rows rows = Rows.allocate(count, preset.hidden());
    for (int r = 0; r < count; r++) {
      SyntheticData.activations(seed, first + r, preset.hidden(), rows.data(), rows.index(r));
    }
    return rows;
  }
}
