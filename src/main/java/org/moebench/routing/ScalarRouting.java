// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import org.moebench.launch.Launcher;

/** One pass per token in plain float code: what fusing brings without vectors. One launch. */
final class ScalarRouting implements RoutingKernel {
  private final RoutingJob job;
  private final Launcher.Task task;

  ScalarRouting(RoutingJob job) {
    this.job = job;
    Worker[] workers = new Worker[job.launcher().workers()];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Worker(job);
    }
    this.task =
        worker -> {
          int to = TokenRange.start(job.tokens(), worker + 1, workers.length);
          for (int t = TokenRange.start(job.tokens(), worker, workers.length); t < to; t++) {
            workers[worker].route(t);
          }
        };
  }

  @Override
  public void route() {
    if (job.tokens() > 0) {
      job.launcher().launch(task);
    }
  }

  /** Scratch of one worker: a token's row, small enough for the first-level cache. */
  private static final class Worker {
    private final RouterConfig config;
    private final RoutingJob job;
    private final PickWeights weights;
    private final TopK topK;
    private final float[] row;
    private final double[] groupScores;
    private final int[] picks;
    private final double[] parts = new double[Softmax.PARTS];

    Worker(RoutingJob job) {
      this.job = job;
      this.config = job.router().config();
      this.weights = new PickWeights(job);
      this.topK = new TopK(config.routedSlots());
      this.row = new float[config.experts()];
      this.groupScores = new double[config.groups()];
      this.picks = new int[config.routedSlots()];
    }

    void route(int token) {
      boolean hashed = job.router().isHashed();
      float max = 0;
      double total = 0;
      // A hash layer needs scores of its picks only, and a softmax needs all of them.
      if (!hashed || config.scoring() == Scoring.SOFTMAX) {
        max = load(token);
        total = score(max);
      }
      if (hashed) {
        job.router().hashTable().read(job.input().tokenIds()[token], picks, 0);
      } else {
        if (config.groups() > 1) {
          maskGroups();
        }
        topK.of(row, 0, row.length, picks.length, picks);
      }
      weights.write(token, picks, max, total);
    }

    private float load(int token) {
      GatingLogits logits = job.input().logits();
      float max = Float.NEGATIVE_INFINITY;
      for (int e = 0; e < row.length; e++) {
        row[e] = logits.get(token, e);
        max = Math.max(max, row[e]);
      }
      return max;
    }

    /** Turns logits into selection scores and returns the sum of a softmax. */
    private double score(float max) {
      float[] bias = job.router().bias();
      if (config.scoring() == Scoring.SOFTMAX) {
        return ScalarScores.softmax(row, 0, row.length, max, bias, parts);
      }
      boolean rounded = job.input().logits().isBf16();
      for (int e = 0; e < row.length; e++) {
        float b = bias == null ? 0 : bias[e];
        row[e] = ScalarScores.selection(config.scoring(), row[e], b, rounded);
      }
      return 0;
    }

    private void maskGroups() {
      int size = config.groupSize();
      int groups = config.groups();
      for (int g = 0; g < groups; g++) {
        groupScores[g] = GroupScores.of(config, row, g * size);
      }
      for (int g = 0; g < groups; g++) {
        if (!GroupScores.isKept(groupScores, 0, groups, g, config.keptGroups())) {
          Arrays.fill(row, g * size, (g + 1) * size, config.groupMask().value());
        }
      }
    }
  }
}
