// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.Bf16;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.HashTable;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.stats.NormalQuantile;

/**
 * Logits and layer parameters for routing, drawn from a seed. A logit depends on (seed, token,
 * expert), a bias on (seed, expert), a row of a hash table on (seed, token id): never on threads or
 * on how many tokens there are.
 *
 * <p><b>Logits</b> are standard normal plus an offset per expert, its popularity: quantiles of a
 * normal distribution of deviation 0.9, permuted by the seed. So loads are as uneven as recorded
 * ones. DeepSeek-V3's router over 4096 tokens, seeds 1 to 8 and 42, beside {@link
 * Catalogue#RECORDED}:
 *
 * <ul>
 *   <li>Gini coefficient 0.74 to 0.78, recorded 0.741
 *   <li>entropy ratio 0.77 to 0.81, recorded 0.803
 *   <li>largest count over mean 13 to 22, recorded 20.3
 *   <li>experts with a token 223 to 231 of 256, recorded 238
 * </ul>
 *
 * The same deviation for every router is a choice: few experts (Mixtral) come out more uneven than
 * published. Bfloat16 logits are the same ones rounded.
 *
 * <p><b>Bias</b>: around 5, where DeepSeek-V3's lie (ScienceOne-AI/DeepSeek-671B-SFT-Guide issue
 * 16; none below 2.02, huggingface/transformers pull request 45441). What they share selects
 * nothing but takes digits from float32 selection scores. Their deviation of 0.02, and both figures
 * for the other models, are a choice: no published ones were found.
 *
 * <p><b>Hash layers</b>: token ids by Zipf's law; each row of the table holds different experts,
 * all equally likely. Both are a choice.
 */
public final class SyntheticRouting {
  private static final double POPULARITY_DEVIATION = 0.9;
  private static final double BIAS_LEVEL = 5;
  private static final double BIAS_DEVIATION = 0.02;

  // Kinds of streams; 1 and 2 are those of SyntheticData, from 8 on those of DecodeRouting.
  private static final long LOGITS = 3;
  private static final long POPULARITIES = 4;
  private static final long BIAS = 5;
  private static final long TOKEN_IDS = 6;
  private static final long TABLE = 7;

  private SyntheticRouting() {}

  /** The router with the parameters of a layer: a bias or hash table where the model has one. */
  public static Router router(NamedRouter named, long seed) {
    Router router = Router.of(named.config());
    if (named.hashed()) {
      return router.withHashTable(table(named, seed));
    }
    return named.biased() ? router.withBias(bias(named.config().experts(), seed)) : router;
  }

  /**
   * A batch for the router: logits, and token ids if it is a hash layer.
   *
   * @param tokens rows, at least 0
   * @param bf16 whether the logits are rounded to bfloat16
   * @throws UserError TOO_LARGE if the logits do not fit an array
   */
  public static RoutingInput input(NamedRouter named, int tokens, boolean bf16, long seed) {
    int experts = named.config().experts();
    if ((long) tokens * experts > Integer.MAX_VALUE - 8) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s tokens x %s experts are more logits than an array holds; ask for fewer tokens"
              .formatted(tokens, experts));
    }
    float[] data = logits(tokens, experts, seed);
    RoutingInput input =
        RoutingInput.of(
            bf16
                ? GatingLogits.bf16(rounded(data), tokens, experts)
                : GatingLogits.fp32(data, tokens, experts));
    return named.hashed() ? input.withTokenIds(tokenIds(tokens, named.vocabulary(), seed)) : input;
  }

  /**
   * Batches of different tokens: the rows of {@link #input} for all of them, in turn.
   *
   * @param count number of batches
   * @param tokens rows of each
   */
  public static List<RoutingInput> batches(
      NamedRouter named, int count, int tokens, boolean bf16, long seed) {
    RoutingInput all = input(named, Math.multiplyExact(count, tokens), bf16, seed);
    return IntStream.range(0, count).mapToObj(i -> all.rows(i * tokens, tokens)).toList();
  }

  private static float[] logits(int tokens, int experts, long seed) {
    double[] popularity = popularity(experts, seed);
    float[] data = new float[tokens * experts];
    for (int t = 0; t < tokens; t++) {
      NormalStream normal = new NormalStream(seed, LOGITS, 0, t);
      for (int e = 0; e < experts; e++) {
        data[t * experts + e] = (float) (popularity[e] + normal.next());
      }
    }
    return data;
  }

  /** The offsets: quantiles rather than draws, so that loads vary little with the seed. */
  private static double[] popularity(int experts, long seed) {
    double[] offsets = new double[experts];
    UniformStream uniform = new UniformStream(seed, POPULARITIES, 0, 0);
    for (int e = 0; e < experts; e++) {
      int other = uniform.nextInt(e + 1);
      offsets[e] = offsets[other];
      offsets[other] = POPULARITY_DEVIATION * NormalQuantile.of((e + 0.5) / experts);
    }
    return offsets;
  }

  private static float[] bias(int experts, long seed) {
    float[] bias = new float[experts];
    NormalStream normal = new NormalStream(seed, BIAS, 0, 0);
    for (int e = 0; e < experts; e++) {
      bias[e] = (float) (BIAS_LEVEL + BIAS_DEVIATION * normal.next());
    }
    return bias;
  }

  private static short[] rounded(float[] data) {
    short[] bits = new short[data.length];
    for (int i = 0; i < data.length; i++) {
      bits[i] = Bf16.fromFloat(data[i]);
    }
    return bits;
  }

  private static int[] tokenIds(int tokens, int vocabulary, long seed) {
    int[] ids = new int[tokens];
    for (int t = 0; t < tokens; t++) {
      ids[t] = tokenId(new UniformStream(seed, TOKEN_IDS, 0, t), vocabulary);
    }
    return ids;
  }

  /** A token id by Zipf's law: id i is about as frequent as 1/(i + 1). */
  static int tokenId(UniformStream uniform, int vocabulary) {
    int rank = (int) StrictMath.pow(vocabulary + 1.0, 1 - uniform.next());
    return Math.min(rank, vocabulary) - 1;
  }

  private static HashTable table(NamedRouter named, long seed) {
    int slots = named.config().routedSlots();
    int[] ids = new int[named.vocabulary() * slots];
    for (int token = 0; token < named.vocabulary(); token++) {
      drawDistinct(
          new UniformStream(seed, TABLE, 0, token),
          named.config().experts(),
          ids,
          token * slots,
          slots);
    }
    return new HashTable(ids, slots);
  }

  /** Draws {@code count} different numbers below {@code bound} (Floyd's algorithm). */
  private static void drawDistinct(UniformStream uniform, int bound, int[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      int last = bound - count + i;
      int drawn = uniform.nextInt(last + 1);
      to[at + i] = contains(to, at, at + i, drawn) ? last : drawn;
    }
  }

  private static boolean contains(int[] values, int from, int to, int value) {
    for (int i = from; i < to; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }
}
