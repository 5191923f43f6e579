// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import org.moebench.launch.Launcher;

/**
 * Routing with vectors in one launch: a block of tokens goes through scoring, selection and
 * weighing before the next, so that nothing but the result leaves the first-level cache. With a
 * block of one token it is one pass per token; with more, the steps of several tokens overlap in
 * the processor.
 */
final class VectorRouting implements RoutingKernel {
  private final RoutingJob job;
  private final Launcher.Task task;

  /**
   * @param block tokens that take each step together
   */
  VectorRouting(RoutingJob job, int block) {
    this.job = job;
    Worker[] workers = new Worker[job.launcher().workers()];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Worker(job, block);
    }
    this.task =
        worker -> {
          int to = TokenRange.start(job.tokens(), worker + 1, workers.length);
          for (int t = TokenRange.start(job.tokens(), worker, workers.length); t < to; t += block) {
            workers[worker].route(t, Math.min(block, to - t));
          }
        };
  }

  @Override
  public void route() {
    if (job.tokens() > 0) {
      job.launcher().launch(task);
    }
  }

  /** Scratch of one worker. */
  private static final class Worker {
    private final RoutingJob job;
    private final RouterConfig config;
    private final VectorRow row;
    private final VectorSelection selection;
    private final VectorPickWeights weights;
    private final int[] keys;
    private final int[] picks;
    private final float[] max;
    private final double[] total;

    Worker(RoutingJob job, int block) {
      this.job = job;
      this.config = job.router().config();
      this.row = new VectorRow(job.router());
      this.selection = new VectorSelection(config);
      this.weights = new VectorPickWeights(job, block);
      this.keys = new int[VectorGroups.keys(block * row.length())];
      this.picks = new int[block * config.routedSlots()];
      this.max = new float[block];
      this.total = new double[block];
      // Places without an expert stay as they are.
      Arrays.fill(keys, ScoreKeys.NONE);
    }

    void route(int token, int count) {
      RoutingInput input = job.input();
      boolean hashed = job.router().isHashed();
      // A hash layer needs scores of its picks only, and a softmax needs all of them.
      if (!hashed || config.scoring() == Scoring.SOFTMAX) {
        for (int i = 0; i < count; i++) {
          row.score(input.logits(), token + i, keys, i * row.length());
          max[i] = row.max();
          total[i] = row.total();
        }
      }
      if (hashed) {
        for (int i = 0; i < count; i++) {
          job.router().hashTable().read(input.tokenIds()[token + i], picks, i);
        }
      } else {
        selection.select(keys, row.length(), count, picks);
      }
      weights.write(token, count, picks, max, total);
    }
  }
}
