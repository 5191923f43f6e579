// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.RoutingInput;

/**
 * Gating logits of a decode step: one token from each of several independent requests. Their picks
 * overlap because some experts are popular with all requests, as in real models.
 *
 * <p>The logit of a request for expert {@code e} is {@code sqrt(g)·G[e] + sqrt(1-g)·z[e]}, all
 * standard normal: {@code G} is the layer's popularity, shared by all requests, {@code z} the
 * request's own. With shared popularity {@code g = 0} experts are all alike and a batch touches
 * {@link DistinctExperts#uniform} of them; the larger {@code g}, the fewer.
 *
 * <p>Published loads correspond to these {@code g}:
 *
 * <ul>
 *   <li>OLMoE: the busier half of its 64 experts takes 75 % of the picks (JustVugg/colibri issue
 *       864); 0.15 gives the same
 *   <li>an average layer of DeepSeek-R1: dataset {@code dsr1-avg-32k} has the Gini coefficient of
 *       0.2
 *   <li>a model of 512 experts has hardly any lasting popularity (ggml-org/llama.cpp issue 27861):
 *       near 0
 *   <li>DeepSeek-V4-Flash with a single user, whose requests are alike (issue 864 too): its 64
 *       busiest experts take 71 % of the picks, 0.25; its 8 busiest 36 %, 0.45
 * </ul>
 *
 * The default is to be varied between 0 and 0.3. A router's selection bias adds a little popularity
 * of its own, the same in every step.
 *
 * <p><b>Steps are layers.</b> Every step has a popularity of its own, as the layers of a model
 * have. Decoding a whole model visits all its layers before it meets the same experts again, so
 * that popular experts do not wait in the cache; a loop over steps of one layer would find them
 * there.
 *
 * <p><b>Hash layers</b> pick by token id. Their overlap is that of the ids, drawn by Zipf's law as
 * {@link SyntheticRouting} does; {@code g} then only shapes the weights.
 *
 * <p>A logit depends on (seed, step, request, expert) only: a request is the same in batches of all
 * sizes.
 */
public final class DecodeRouting {
  /** Share of the logits' variance that all requests have in common, unless the user says. */
  public static final double DEFAULT_SHARED_POPULARITY = 0.15;

  // Kinds of streams; those before are of SyntheticData and SyntheticRouting.
  private static final long POPULARITIES = 8;
  private static final long REQUESTS = 9;
  private static final long TOKEN_IDS = 10;

  private DecodeRouting() {}

  /**
   * The input of one step.
   *
   * @param named router, which says how many experts there are and whether token ids are needed
   * @param concurrency requests, one row each, at least 1
   * @param step which step, from 0: each is another layer
   * @param sharedPopularity g, from 0 to 1
   * @return float32 logits [concurrency][experts], with token ids for a hash layer
   * @throws UserError USAGE if concurrency or shared popularity are out of range, TOO_LARGE if the
   *     logits do not fit an array
   */
  public static RoutingInput step(
      NamedRouter named, int concurrency, int step, double sharedPopularity, long seed) {
    int experts = named.config().experts();
    check(concurrency, experts, sharedPopularity);
    double[] popularity = normals(seed, POPULARITIES, step, 0, experts);
    double ofAll = Math.sqrt(sharedPopularity);
    double ofOne = Math.sqrt(1 - sharedPopularity);
    float[] data = new float[concurrency * experts];
    for (int r = 0; r < concurrency; r++) {
      double[] own = normals(seed, REQUESTS, step, r, experts);
      for (int e = 0; e < experts; e++) {
        data[r * experts + e] = (float) (ofAll * popularity[e] + ofOne * own[e]);
      }
    }
    RoutingInput input = RoutingInput.of(GatingLogits.fp32(data, concurrency, experts));
    return named.hashed()
        ? input.withTokenIds(tokenIds(concurrency, step, named.vocabulary(), seed))
        : input;
  }

  private static void check(int concurrency, int experts, double sharedPopularity) {
    if (concurrency < 1) {
      throw new UserError(
          ExitStatus.USAGE, "concurrency " + concurrency + ": expected at least 1 request");
    }
    if (!(sharedPopularity >= 0 && sharedPopularity <= 1)) {
      throw new UserError(
          ExitStatus.USAGE, "shared popularity " + sharedPopularity + ": expected 0 to 1");
    }
    if ((long) concurrency * experts > Integer.MAX_VALUE - 8) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s requests x %s experts are more logits than an array holds; ask for fewer requests"
              .formatted(concurrency, experts));
    }
  }

  private static double[] normals(long seed, long kind, int step, int request, int count) {
    NormalStream normal = new NormalStream(seed, kind, step, request);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = normal.next();
    }
    return numbers;
  }

  private static int[] tokenIds(int concurrency, int step, int vocabulary, long seed) {
    int[] ids = new int[concurrency];
    for (int r = 0; r < concurrency; r++) {
      ids[r] = SyntheticRouting.tokenId(new UniformStream(seed, TOKEN_IDS, step, r), vocabulary);
    }
    return ids;
  }
}
