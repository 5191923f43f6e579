// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.ArrayList;
import java.util.List;
import org.moebench.launch.Launcher;

/**
 * The router as frameworks run it: a chain of passes over the whole batch, every one a launch that
 * reads and writes a buffer. With groups and a bias: score, bias, group score, group selection,
 * mask, top-k, gather, renormalize. The arithmetic is that of {@link ScalarRouting}.
 *
 * <p>Re-implements the chain that the published fused kernel was compared with (the reference of
 * lightseekorg/tokenspeed, pull request 171). Compilers of graphs merge some of the elementwise
 * passes; none is merged here.
 */
final class StagedRouting implements RoutingKernel {
  private final RoutingJob job;
  private final RouterConfig config;
  private final PickWeights[] weights;
  private final TopK[] topK;
  private final double[][] parts;
  private final int[][] rowPicks;
  private final float[] scores;
  private final float[] biased;
  private final float[] max;
  private final double[] total;
  private final double[] groupScores;
  private final boolean[] kept;
  private final float[] masked;
  private final int[] picks;
  private final double[] gathered;
  private final Launcher.Task[] launches;

  /** One pass over tokens {@code [from, to)}. */
  @FunctionalInterface
  private interface Pass {
    void run(int worker, int from, int to);
  }

  StagedRouting(RoutingJob job) {
    this.job = job;
    this.config = job.router().config();
    int tokens = job.tokens();
    int workers = job.launcher().workers();
    this.scores = new float[Math.multiplyExact(tokens, config.experts())];
    this.biased = job.router().bias() == null ? scores : new float[scores.length];
    this.masked = config.groups() == 1 ? biased : new float[scores.length];
    this.max = new float[tokens];
    this.total = new double[tokens];
    this.groupScores = new double[tokens * config.groups()];
    this.kept = new boolean[groupScores.length];
    this.picks = new int[tokens * config.routedSlots()];
    this.gathered = new double[picks.length];
    this.weights = new PickWeights[workers];
    this.topK = new TopK[workers];
    this.parts = new double[workers][Softmax.PARTS];
    this.rowPicks = new int[workers][config.routedSlots()];
    for (int w = 0; w < workers; w++) {
      weights[w] = new PickWeights(job);
      topK[w] = new TopK(config.routedSlots());
    }
    this.launches = passes().stream().map(this::launch).toArray(Launcher.Task[]::new);
  }

  private List<Pass> passes() {
    List<Pass> passes = new ArrayList<>();
    passes.add(this::score);
    if (job.router().isHashed()) {
      passes.add(this::lookUp);
    } else {
      if (job.router().bias() != null) {
        passes.add(this::bias);
      }
      if (config.groups() > 1) {
        passes.add(this::groupScore);
        passes.add(this::selectGroups);
        passes.add(this::mask);
      }
      passes.add(this::topK);
    }
    passes.add(this::gather);
    passes.add(this::renormalize);
    return passes;
  }

  private Launcher.Task launch(Pass pass) {
    int workers = job.launcher().workers();
    return worker ->
        pass.run(
            worker,
            TokenRange.start(job.tokens(), worker, workers),
            TokenRange.start(job.tokens(), worker + 1, workers));
  }

  @Override
  public void route() {
    if (job.tokens() > 0) {
      for (Launcher.Task launch : launches) {
        job.launcher().launch(launch);
      }
    }
  }

  private void score(int worker, int from, int to) {
    GatingLogits logits = job.input().logits();
    boolean softmax = config.scoring() == Scoring.SOFTMAX;
    for (int t = from; t < to; t++) {
      int at = t * config.experts();
      float largest = Float.NEGATIVE_INFINITY;
      for (int e = 0; e < config.experts(); e++) {
        float x = logits.get(t, e);
        largest = Math.max(largest, x);
        scores[at + e] =
            softmax ? x : ScalarScores.selection(config.scoring(), x, 0, logits.isBf16());
      }
      if (softmax) {
        max[t] = largest;
        total[t] = ScalarScores.softmax(scores, at, config.experts(), largest, null, parts[worker]);
      }
    }
  }

  private void bias(int worker, int from, int to) {
    float[] bias = job.router().bias();
    boolean softmax = config.scoring() == Scoring.SOFTMAX;
    for (int t = from; t < to; t++) {
      int at = t * config.experts();
      float inverse = softmax ? (float) (1 / total[t]) : 1;
      for (int e = 0; e < config.experts(); e++) {
        float c = scores[at + e] * inverse + bias[e];
        biased[at + e] = Float.isNaN(c) ? Float.NEGATIVE_INFINITY : c;
      }
    }
  }

  private void groupScore(int worker, int from, int to) {
    for (int group = from * config.groups(); group < to * config.groups(); group++) {
      groupScores[group] = GroupScores.of(config, biased, group * config.groupSize());
    }
  }

  private void selectGroups(int worker, int from, int to) {
    int groups = config.groups();
    for (int t = from; t < to; t++) {
      for (int g = 0; g < groups; g++) {
        kept[t * groups + g] =
            GroupScores.isKept(groupScores, t * groups, groups, g, config.keptGroups());
      }
    }
  }

  private void mask(int worker, int from, int to) {
    int size = config.groupSize();
    for (int group = from * config.groups(); group < to * config.groups(); group++) {
      for (int e = group * size; e < (group + 1) * size; e++) {
        masked[e] = kept[group] ? biased[e] : config.groupMask().value();
      }
    }
  }

  private void topK(int worker, int from, int to) {
    int routed = config.routedSlots();
    int[] row = rowPicks[worker];
    for (int t = from; t < to; t++) {
      topK[worker].of(masked, t * config.experts(), (t + 1) * config.experts(), routed, row);
      System.arraycopy(row, 0, picks, t * routed, routed);
    }
  }

  private void lookUp(int worker, int from, int to) {
    for (int t = from; t < to; t++) {
      job.router().hashTable().read(job.input().tokenIds()[t], picks, t);
    }
  }

  private void gather(int worker, int from, int to) {
    int routed = config.routedSlots();
    for (int t = from; t < to; t++) {
      for (int i = t * routed; i < (t + 1) * routed; i++) {
        gathered[i] = weights[worker].score(t, picks[i], max[t], total[t]);
      }
    }
  }

  private void renormalize(int worker, int from, int to) {
    int routed = config.routedSlots();
    for (int t = from; t < to; t++) {
      weights[worker].finish(t, picks, t * routed, gathered, t * routed);
    }
  }
}
