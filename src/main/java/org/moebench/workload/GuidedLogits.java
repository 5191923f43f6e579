// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;

/**
 * Gating logits that lead a router to experts chosen before. Those are ranked from 3 down to 1 in
 * the order of the choice; all others are drawn around -4 and stay below -2, so that no router's
 * bias brings one of them among the chosen.
 */
public final class GuidedLogits {
  private static final long OTHERS = 26;
  private static final double HIGHEST = 3;
  private static final double SPREAD = 2;
  private static final double OTHERS_MEAN = -4;
  private static final double OTHERS_HIGHEST = -2;

  private GuidedLogits() {}

  /** Why a router cannot take the experts of a decode workload; {@code null} if it can. */
  public static String problem(NamedRouter router, DecodeWorkload workload) {
    RouterConfig config = router.config();
    if (config.experts() != workload.experts() || config.routedSlots() != workload.topK()) {
      return "%d of %d experts, but the model takes %d of %d"
          .formatted(workload.topK(), workload.experts(), config.routedSlots(), config.experts());
    }
    if (router.hashed()) {
      return "the model's router takes experts by token id";
    }
    return config.keptGroups() < config.groups()
        ? "the model's router takes experts of %d of %d groups only"
            .formatted(config.keptGroups(), config.groups())
        : null;
  }

  /**
   * The logits of a step.
   *
   * @param picks experts to take, [tokens][topK]
   * @param step which step, from 0
   * @return float32 logits [tokens][experts]
   * @throws UserError USAGE if the router cannot take these experts
   */
  static RoutingInput of(
      NamedRouter router, DecodeWorkload workload, int[] picks, int step, long seed) {
    String problem = problem(router, workload);
    if (problem != null) {
      throw new UserError(ExitStatus.USAGE, workload.name() + ": " + problem);
    }
    int experts = workload.experts();
    int topK = workload.topK();
    int tokens = picks.length / topK;
    float[] data = new float[Math.multiplyExact(tokens, experts)];
    for (int t = 0; t < tokens; t++) {
      NormalStream normal = new NormalStream(seed, OTHERS, step, t);
      for (int e = 0; e < experts; e++) {
        data[t * experts + e] = (float) Math.min(OTHERS_HIGHEST, OTHERS_MEAN + normal.next());
      }
      for (int slot = 0; slot < topK; slot++) {
        data[t * experts + picks[t * topK + slot]] = (float) (HIGHEST - SPREAD * slot / topK);
      }
    }
    return RoutingInput.of(GatingLogits.fp32(data, tokens, experts));
  }

  /**
   * Compares what a router took with what it was led to, token by token in any order.
   *
   * @throws IllegalStateException if it took others
   */
  static void check(DecodeWorkload workload, int[] picks, int[] ids) {
    int topK = workload.topK();
    for (int at = 0; at < picks.length; at += topK) {
      int[] wanted = Arrays.copyOfRange(picks, at, at + topK);
      int[] taken = Arrays.copyOfRange(ids, at, at + topK);
      Arrays.sort(wanted);
      Arrays.sort(taken);
      if (!Arrays.equals(wanted, taken)) {
        throw new IllegalStateException(
            "the router took %s instead of %s of %s"
                .formatted(Arrays.toString(taken), Arrays.toString(wanted), workload.name()));
      }
    }
  }
}
