// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches against simulations that do what their definition says, one step after the other. */
class CachesTest {
  private static final int TOKENS = 400;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9, 16, 40})
  void hitAsTheirDefinitionsSay(int experts) {
    for (int seed = 0; seed < 6; seed++) {
      int topK = 1 + seed % Math.min(4, experts);
      short[][] trace = trace(experts, topK, seed);
      CacheSums sums = new CacheSums(experts);
      run(trace, experts, topK, sums);
      List<Short> uses = new ArrayList<>();
      Arrays.stream(trace)
          .forEach(token -> IntStream.range(0, topK).forEach(s -> uses.add(token[s])));
      CacheFigures figures = new CacheFigures(sums, experts, uses.size(), 0);
      for (int i = 0; i < figures.sizes().length; i++) {
        int size = figures.sizes()[i];
        assertThat(figures.beladyHits(i)).as("Belady %s", size).isEqualTo(belady(uses, size));
        assertThat(figures.lfuHits(i)).as("LFU %s", size).isEqualTo(lfu(uses, size));
        assertThat(figures.lruHits(size)).as("LRU %s", size).isEqualTo(lru(uses, size));
        assertThat(figures.lruHits(size)).isLessThanOrEqualTo(figures.beladyHits(i));
        assertThat(figures.lfuHits(i)).isLessThanOrEqualTo(figures.beladyHits(i));
      }
      for (int size = 1; size <= experts; size++) {
        assertThat(figures.lruByToken(size) * uses.size())
            .as("LRU by token %s", size)
            .isCloseTo(lruByToken(trace, size), Offset.offset(1e-6));
      }
    }
  }

  private static void run(short[][] trace, int experts, int topK, CacheSums sums) {
    LruStack stack = new LruStack(experts, topK);
    LfuCaches lfu = new LfuCaches(experts);
    BeladyCaches belady = new BeladyCaches(experts);
    for (short[] token : trace) {
      stack.use(token, token.length);
      for (int slot = 0; slot < topK; slot++) {
        if (stack.depths()[slot] >= 0) {
          sums.lru[stack.depths()[slot]]++;
          sums.lruByToken[stack.depthsByToken()[slot]]++;
        }
        lfu.use(token[slot], sums.lfu, sums.lfuWeights, 0);
        belady.use(stack.depths()[slot], sums.belady, sums.beladyWeights, 0);
      }
    }
  }

  /** Tokens that keep some of their experts, with a few experts favoured. */
  private static short[][] trace(int experts, int topK, int seed) {
    Random random = new Random(seed);
    short[][] trace = new short[TOKENS][];
    for (int t = 0; t < TOKENS; t++) {
      List<Short> picks = new ArrayList<>();
      for (int slot = 0; t > 0 && slot < topK; slot++) {
        if (random.nextInt(3) == 0) {
          picks.add(trace[t - 1][slot]);
        }
      }
      while (picks.size() < topK) {
        double skewed = Math.pow(random.nextDouble(), 1 + seed % 3);
        short pick = (short) (skewed * experts);
        if (!picks.contains(pick)) {
          picks.add(pick);
        }
      }
      Collections.shuffle(picks, random);
      trace[t] = new short[topK];
      for (int slot = 0; slot < topK; slot++) {
        trace[t][slot] = picks.get(slot);
      }
    }
    return trace;
  }

  private static long belady(List<Short> uses, int size) {
    List<Short> held = new ArrayList<>();
    long hits = 0;
    for (int t = 0; t < uses.size(); t++) {
      short expert = uses.get(t);
      if (held.contains(expert)) {
        hits++;
        continue;
      }
      if (held.size() == size) {
        int now = t;
        held.remove(
            held.stream().max(Comparator.comparingInt(e -> nextUse(uses, e, now))).orElseThrow());
      }
      held.add(expert);
    }
    return hits;
  }

  private static int nextUse(List<Short> uses, short expert, int after) {
    for (int t = after + 1; t < uses.size(); t++) {
      if (uses.get(t) == expert) {
        return t;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static long lru(List<Short> uses, int size) {
    List<Short> held = new ArrayList<>();
    long hits = 0;
    for (Short expert : uses) {
      hits += held.remove(expert) ? 1 : 0;
      held.add(0, expert);
      if (held.size() > size) {
        held.remove(size);
      }
    }
    return hits;
  }

  private static double lruByToken(short[][] trace, int size) {
    List<Short> held = new ArrayList<>();
    long hits = 0;
    for (short[] token : trace) {
      List<Short> before = held.subList(0, Math.min(size, held.size()));
      for (short expert : token) {
        hits += before.contains(expert) ? 1 : 0;
      }
      for (Short expert : token) {
        held.remove(expert);
        held.add(0, expert);
      }
    }
    return hits;
  }

  private static long lfu(List<Short> uses, int size) {
    List<Short> held = new ArrayList<>();
    Map<Short, Integer> count = new HashMap<>();
    Map<Short, Integer> last = new HashMap<>();
    long hits = 0;
    for (int t = 0; t < uses.size(); t++) {
      Short expert = uses.get(t);
      count.merge(expert, 1, Integer::sum);
      last.put(expert, t);
      if (held.contains(expert)) {
        hits++;
        continue;
      }
      if (held.size() == size) {
        held.remove(
            held.stream()
                .min(Comparator.comparing((Short e) -> count.get(e)).thenComparing(last::get))
                .orElseThrow());
      }
      held.add(expert);
    }
    return hits;
  }
}
