// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.quant.Bf16;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.HashTable;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;

/** Seeded routers and batches. */
public final class SyntheticRouting {
  private static final long LOGITS = 11;
  private static final long BIAS = 12;
  private static final long TABLE = 13;

  private SyntheticRouting() {}

  /** A router with bias or hash table drawn where the model has one. */
  public static Router router(NamedRouter named, long seed) {
    Router router = Router.of(named.config());
    int experts = named.config().experts();
    if (named.biased()) {
      NormalStream normal = new NormalStream(seed, BIAS, 0, 0);
      float[] bias = new float[experts];
      for (int e = 0; e < experts; e++) {
        bias[e] = (float) (0.05 * normal.next());
      }
      router = router.withBias(bias);
    }
    if (named.vocabulary() > 0) {
      int slots = named.config().routedSlots();
      int[] ids = new int[named.vocabulary() * slots];
      for (int t = 0; t < named.vocabulary(); t++) {
        int first = (int) Math.floorMod(seed + TABLE * t, (long) experts);
        for (int slot = 0; slot < slots; slot++) {
          ids[t * slots + slot] = (first + slot) % experts;
        }
      }
      router = router.withHashTable(new HashTable(ids, slots));
    }
    return router;
  }

  /** A batch of standard normal logits. */
  public static RoutingInput input(NamedRouter named, int tokens, boolean bf16, long seed) {
    int experts = named.config().experts();
    float[] logits = new float[Math.multiplyExact(tokens, experts)];
    for (int t = 0; t < tokens; t++) {
      NormalStream normal = new NormalStream(seed, LOGITS, 0, t);
      for (int e = 0; e < experts; e++) {
        logits[t * experts + e] = (float) normal.next();
      }
    }
    RoutingInput input = RoutingInput.of(GatingLogits.fp32(logits, tokens, experts));
    if (bf16) {
      short[] rounded = new short[logits.length];
      for (int i = 0; i < logits.length; i++) {
        rounded[i] = Bf16.fromFloat(logits[i]);
      }
      input = RoutingInput.of(GatingLogits.bf16(rounded, tokens, experts));
    }
    if (named.vocabulary() > 0) {
      int[] ids = new int[tokens];
      for (int t = 0; t < tokens; t++) {
        ids[t] = (int) Math.floorMod(seed + 7919L * t, (long) named.vocabulary());
      }
      input = input.withTokenIds(ids);
    }
    return input;
  }
}
