// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import org.moebench.quant.Bf16;

/**
 * The definition of routing, in double and one token after the other.
 *
 * <p>Per token: {@code p = scoring(logits)}; selection score {@code c = p + bias}, NaN counting as
 * -∞. With groups: keep the best by group score, mask the others. Take {@code slots - sharedSlots}
 * experts by descending c, ties to the lower id, none twice. Weights are the unbiased p of the
 * picks; a shared slot weighs {@code sum / scale}; then renormalization, scale, expert map and
 * padding as {@link RouterConfig} and {@link RoutingInput} say.
 *
 * <p>Re-implements the published fused kernel for DeepSeek-V3 (lightseekorg/tokenspeed, pull
 * request 171) and widens it to the other routers of the field; where their sources differ, the
 * choices are: NaN scores are -∞, the group mask is the configured one, ties always go to the lower
 * id.
 */
public final class ReferenceRouting implements RoutingKernel {
  private final RoutingJob job;
  private final Scores scores;

  /**
   * What a token gets.
   *
   * @param ids expert per slot; -1 in padding rows
   * @param weights weight per slot, before it is rounded to float32
   */
  public record Row(int[] ids, double[] weights) {}

  /** Scores of one token. */
  @FunctionalInterface
  public interface Scores {
    /**
     * Unbiased scores of a token's experts.
     *
     * @param selection receives the selection scores, [experts]
     * @return unbiased scores p, [experts]
     */
    double[] of(RoutingJob job, int token, double[] selection);
  }

  /** Routes by scores computed in double. */
  ReferenceRouting(RoutingJob job) {
    this(job, ReferenceRouting::exactScores);
  }

  /** Routes by the given scores: what a kernel must pick when these are the scores it has. */
  public ReferenceRouting(RoutingJob job, Scores scores) {
    this.job = job;
    this.scores = scores;
  }

  @Override
  public void route() {
    if (job.tokens() > 0) {
      job.launcher()
          .launch(
              worker -> {
                for (int t = 0; worker == 0 && t < job.tokens(); t++) {
                  write(t, row(t));
                }
              });
    }
  }

  private void write(int token, Row row) {
    for (int slot = 0; slot < row.ids().length; slot++) {
      int at = token * row.ids().length + slot;
      job.ids()[at] = row.ids()[slot];
      job.weights()[at] = (float) row.weights()[slot];
    }
  }

  /** Routes one token, without writing the job's output. */
  public Row row(int token) {
    RouterConfig config = job.router().config();
    double[] selection = new double[config.experts()];
    double[] p = scores.of(job, token, selection);
    boolean[] masked = maskedGroups(config, selection);
    for (int e = 0; e < config.experts(); e++) {
      if (masked[e / config.groupSize()]) {
        boolean zero = config.groupMask() == GroupMask.ZERO;
        selection[e] = zero ? 0 : Double.NEGATIVE_INFINITY;
      }
    }
    int[] picks = job.router().isHashed() ? hashed(token) : best(selection, config.routedSlots());
    return weigh(token, picks, p);
  }

  /** Scores in double, rounded to bfloat16 where the contract says so. */
  public static double[] exactScores(RoutingJob job, int token, double[] selection) {
    RouterConfig config = job.router().config();
    GatingLogits logits = job.input().logits();
    boolean rounded = logits.isBf16() && config.scoring() != Scoring.SOFTMAX;
    double[] p = new double[config.experts()];
    double max = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < p.length; e++) {
      p[e] = logits.get(token, e);
      max = Math.max(max, p[e]);
    }
    double sum = 0;
    for (int e = 0; e < p.length; e++) {
      p[e] =
          switch (config.scoring()) {
            case SIGMOID -> 1 / (1 + Math.exp(-p[e]));
            case SQRT_SOFTPLUS -> Math.sqrt(softplus(p[e]));
            case SOFTMAX -> Math.exp(p[e] - max);
          };
      sum += p[e];
    }
    float[] bias = job.router().bias();
    for (int e = 0; e < p.length; e++) {
      p[e] = config.scoring() == Scoring.SOFTMAX ? p[e] / sum : p[e];
      p[e] = rounded ? Bf16.round((float) p[e]) : p[e];
      double c = bias == null ? p[e] : p[e] + bias[e];
      // On rounded scores selection is in float32, so that a kernel can be held to the last bit.
      c = rounded ? (float) c : c;
      selection[e] = Double.isNaN(c) ? Double.NEGATIVE_INFINITY : c;
    }
    return p;
  }

  private static double softplus(double x) {
    return x > 20 ? x : Math.log1p(Math.exp(x));
  }

  private static boolean[] maskedGroups(RouterConfig config, double[] selection) {
    boolean[] masked = new boolean[config.groups()];
    if (config.groups() == 1) {
      return masked;
    }
    double[] groupScores = new double[config.groups()];
    for (int g = 0; g < config.groups(); g++) {
      groupScores[g] = groupScore(config, selection, g * config.groupSize());
    }
    Arrays.fill(masked, true);
    for (int kept : best(groupScores, config.keptGroups())) {
      masked[kept] = false;
    }
    return masked;
  }

  private static double groupScore(RouterConfig config, double[] selection, int from) {
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int e = from; e < from + config.groupSize(); e++) {
      if (selection[e] > first) {
        second = first;
        first = selection[e];
      } else if (selection[e] > second) {
        second = selection[e];
      }
    }
    if (config.groupScore() == GroupScore.MAX) {
      return first;
    }
    // Fewer than two finite scores are no pair, even beside an infinite one.
    return second == Double.NEGATIVE_INFINITY ? second : first + second;
  }

  /** The first {@code count} indices by descending value, ties to the lower index. */
  private static int[] best(double[] values, int count) {
    int[] picks = new int[count];
    boolean[] taken = new boolean[values.length];
    for (int slot = 0; slot < count; slot++) {
      int best = -1;
      for (int i = 0; i < values.length; i++) {
        if (!taken[i] && (best < 0 || values[i] > values[best])) {
          best = i;
        }
      }
      taken[best] = true;
      picks[slot] = best;
    }
    return picks;
  }

  private int[] hashed(int token) {
    int[] picks = new int[job.router().config().routedSlots()];
    job.router().hashTable().read(job.input().tokenIds()[token], picks, 0);
    return picks;
  }

  private Row weigh(int token, int[] picks, double[] p) {
    RouterConfig config = job.router().config();
    int[] physical = job.router().physical();
    boolean padding = token >= job.input().realTokens();
    double sum = 0;
    for (int id : picks) {
      sum += p[id];
    }
    double denominator = config.renormalize() ? config.denominator().of(sum) : 1;
    Row row = new Row(new int[config.slots()], new double[config.slots()]);
    for (int slot = 0; slot < config.slots(); slot++) {
      boolean routed = slot < picks.length;
      double raw = routed ? p[picks[slot]] : sum / config.scale();
      int id = routed ? picks[slot] : config.experts();
      int mapped = routed && physical != null ? physical[id] : id;
      row.ids()[slot] = padding ? -1 : mapped;
      row.weights()[slot] = raw / denominator * config.outputScale();
    }
    return row;
  }
}
