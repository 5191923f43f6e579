// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.moebench.launch.Launcher;
import org.moebench.quant.Bf16;
import org.moebench.routing.Denominator;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.GroupMask;
import org.moebench.routing.GroupScore;
import org.moebench.routing.HashTable;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.ScaleUse;
import org.moebench.routing.Scoring;

/**
 * Draws routers and batches that a router may get wrong: sizes around the edges of vectors, every
 * setting of {@link RouterConfig}, and logits with ties, NaN, infinities and saturation. The same
 * seed draws the same samples.
 */
public final class RoutingSamples {
  private static final int[] EXPERTS = {1, 2, 7, 8, 15, 16, 17, 24, 60, 64, 128, 160, 256, 384};
  private static final int[] TOKENS = {0, 1, 2, 15, 16, 17, 33};
  private static final int[] GROUPS = {1, 1, 1, 2, 3, 4, 8};
  private static final int MOST_PICKS = 16;
  private static final int VOCABULARY = 9;
  private static final Denominator[] DENOMINATORS = {
    Denominator.SUM,
    Denominator.ONE_IF_ZERO,
    Denominator.sumPlus(1e-20),
    Denominator.sumPlus(0.5),
    Denominator.atLeast(0x1p-14),
    Denominator.atLeast(0x1p-126)
  };

  private static final ScaleUse[] SCALE_USES = ScaleUse.values();

  private final SplittableRandom random;

  /** Starts a sequence of samples. */
  public RoutingSamples(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Draws a job for every scoring, type of logits, number of experts and number of tokens; what is
   * left of a router is drawn.
   */
  public List<RoutingJob> everySize(Launcher launcher) {
    List<RoutingJob> jobs = new ArrayList<>();
    for (Scoring scoring : Scoring.values()) {
      for (int experts : EXPERTS) {
        for (int tokens : TOKENS) {
          jobs.add(next(scoring, false, experts, tokens, launcher));
          jobs.add(next(scoring, true, experts, tokens, launcher));
        }
      }
    }
    return jobs;
  }

  /** Draws a sample of that size. */
  public RoutingJob next(
      Scoring scoring, boolean bf16, int experts, int tokens, Launcher launcher) {
    RouterConfig config = config(scoring, experts);
    Router router = Router.of(config);
    boolean hashed = config.groups() == 1 && oneIn(8);
    if (hashed) {
      router = router.withHashTable(hashTable(experts, config.routedSlots()));
    } else if (oneIn(2)) {
      router = router.withBias(bias(experts));
    }
    if (config.sharedSlots() == 0 && oneIn(4)) {
      router = router.withPhysical(physical(experts));
    }
    RoutingInput input = RoutingInput.of(logits(bf16, tokens, experts));
    if (hashed) {
      input = input.withTokenIds(random.ints(tokens, 0, VOCABULARY).toArray());
    }
    if (oneIn(3)) {
      input = input.withRealTokens(random.nextInt(tokens + 1));
    }
    return new RoutingJob(router, input, launcher);
  }

  private RouterConfig config(Scoring scoring, int experts) {
    int groups = oneOf(GROUPS);
    groups = experts % groups == 0 ? groups : 1;
    int kept = 1 + random.nextInt(groups);
    int candidates = experts / groups * kept;
    int shared = oneIn(3) ? 1 : 0;
    int routed = oneIn(8) ? candidates : 1 + random.nextInt(Math.min(MOST_PICKS, candidates));
    RouterConfig.Builder builder =
        RouterConfig.of(experts, routed + shared).scoring(scoring).sharedSlots(shared);
    if (groups > 1) {
      boolean pairs = experts / groups >= 2 && !oneIn(3);
      builder.groups(groups, kept, pairs ? GroupScore.TOP2_SUM : GroupScore.MAX);
      builder.groupMask(oneIn(3) ? GroupMask.ZERO : GroupMask.MINUS_INFINITY);
    }
    if (!oneIn(3)) {
      builder.renormalize(DENOMINATORS[random.nextInt(DENOMINATORS.length)]);
    }
    ScaleUse use = SCALE_USES[random.nextInt(SCALE_USES.length)];
    return builder.scale(oneIn(2) ? 1 : 2.5, use).build();
  }

  private HashTable hashTable(int experts, int slots) {
    int[] ids = new int[VOCABULARY * slots];
    for (int token = 0; token < VOCABULARY; token++) {
      int[] order = shuffled(experts);
      System.arraycopy(order, 0, ids, token * slots, slots);
    }
    return new HashTable(ids, slots);
  }

  private float[] bias(int experts) {
    float[] bias = new float[experts];
    boolean quantized = oneIn(2);
    for (int e = 0; e < experts; e++) {
      float drawn = (float) (random.nextGaussian() * 0.2);
      bias[e] = quantized ? Math.round(drawn * 8) / 8f : drawn;
      if (oneIn(64)) {
        bias[e] = special();
      }
    }
    return bias;
  }

  /** Physical ids with gaps. */
  private int[] physical(int experts) {
    int[] ids = shuffled(experts);
    for (int e = 0; e < experts; e++) {
      ids[e] = 100 + 3 * ids[e];
    }
    return ids;
  }

  private GatingLogits logits(boolean bf16, int tokens, int experts) {
    float[] data = new float[tokens * experts];
    for (int t = 0; t < tokens; t++) {
      drawRow(data, t * experts, experts);
    }
    if (!bf16) {
      return GatingLogits.fp32(data, tokens, experts);
    }
    short[] bits = new short[data.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Bf16.fromFloat(data[i]);
    }
    return GatingLogits.bf16(bits, tokens, experts);
  }

  private void drawRow(float[] data, int from, int length) {
    int kind = random.nextInt(8);
    float level = (float) random.nextGaussian();
    for (int i = from; i < from + length; i++) {
      float normal = (float) random.nextGaussian();
      data[i] =
          switch (kind) {
            case 0 -> level; // all equal
            case 1 -> Math.round(2 * normal) / 2f; // many ties
            case 2 -> oneIn(4) ? special() : normal;
            case 3 -> oneIn(32) ? normal : special(); // hardly a finite one
            case 4 -> 60 * normal; // saturated, and underflowing
            case 5 -> level + 1e-6f * normal; // neighbours in float32
            default -> 2 * normal;
          };
    }
  }

  private float special() {
    return switch (random.nextInt(4)) {
      case 0 -> Float.NaN;
      case 1 -> Float.POSITIVE_INFINITY;
      default -> Float.NEGATIVE_INFINITY;
    };
  }

  private int[] shuffled(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
