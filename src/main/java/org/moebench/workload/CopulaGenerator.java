// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Picks with temporal locality: a Gaussian copula over experts whose scores are correlated from
 * token to token. In each layer the score of expert {@code e} for token {@code t} of a sequence is
 *
 * <pre>
 * x[e](t) = √g·G[e] + √a·u[e] + √b·y[e](t) + √(1-g-a-b)·z[e](t)      all N(0, 1)
 * y[e](t+1) = φ·y[e](t) + √(1-φ²)·η
 * </pre>
 *
 * and a token takes the k experts of the highest scores: {@code G} is popularity with all
 * sequences, {@code u} a sequence's topic, {@code y} drifts slowly, {@code z} is new with every
 * token. Scores h tokens apart have the correlation {@code g + a + b·φ^h}, so that the first one
 * follows from the wanted overlap ({@link org.moebench.stats.TailOverlap}) and the others from
 * {@link CopulaKnobs#staticShare} and φ ({@link CopulaKnobs#persistence}). In the choice of one of
 * few experts a repeated first choice is a knob of its own.
 *
 * <p>Layers are independent of each other, which real ones are not quite: good for kernels and
 * caches, not for predicting the next layer's experts.
 */
final class CopulaGenerator implements TraceGenerator {
  // Kinds of streams, apart from those of SyntheticData, SyntheticRouting and DecodeRouting.
  private static final long POPULARITY = 20;
  private static final long TOPIC = 21;
  private static final long DRIFT = 22;
  private static final long NOISE = 23;
  private static final long REPEAT = 24;

  private final int experts;
  private final int topK;
  private final CopulaKnobs knobs;
  private final List<CopulaKnobs.Mix> mixes;

  /**
   * @throws IllegalArgumentException if the knobs contradict each other for this many experts
   */
  CopulaGenerator(int experts, int topK, CopulaKnobs knobs) {
    this.experts = experts;
    this.topK = topK;
    this.knobs = knobs;
    double chance = (double) topK / experts;
    this.mixes =
        IntStream.range(0, knobs.layers()).mapToObj(layer -> knobs.mix(layer, chance)).toList();
  }

  @Override
  public int experts() {
    return experts;
  }

  @Override
  public int topK() {
    return topK;
  }

  @Override
  public int layers() {
    return knobs.layers();
  }

  @Override
  public boolean independent() {
    return true;
  }

  @Override
  public double overlapTarget(int layer) {
    return knobs.overlap().isEmpty() ? Double.NaN : knobs.overlap().get(layer);
  }

  @Override
  public CopulaGenerator resized(int experts, int topK) {
    try {
      return new CopulaGenerator(experts, topK, knobs);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s of %s experts: %s; choose more experts or fewer per token"
              .formatted(topK, experts, e.getMessage()),
          e);
    }
  }

  @Override
  public LayerPicks picks(long seed, int sequence, int layer) {
    return new Drifting(seed, sequence, layer);
  }

  /** Scores of a sequence in a layer, as they change from token to token. */
  private final class Drifting implements LayerPicks {
    private final CopulaKnobs.Mix mix;
    private final double[] lasting;
    private final NormalStream drifts;
    private final NormalStream noises;
    private final UniformStream repeats;
    private final double repeatFirst;
    private final double[] drift = new double[experts];
    private final double[] score = new double[experts];
    private final double[] best = new double[topK];
    private final double fade = knobs.persistence();
    private final double fresh = Math.sqrt(1 - fade * fade);
    private boolean started;
    private short first;

    Drifting(long seed, int sequence, int layer) {
      mix = mixes.get(layer);
      lasting = lasting(seed, sequence, layer, mix);
      drifts = new NormalStream(seed, DRIFT, layer, sequence);
      noises = new NormalStream(seed, NOISE, layer, sequence);
      repeats = new UniformStream(seed, REPEAT, layer, sequence);
      repeatFirst = knobs.repeatFirst().get(layer);
    }

    @Override
    public void next(short[] ids, int at) {
      for (int e = 0; e < experts; e++) {
        double next = mix.drift() > 0 ? drifts.next() : 0;
        drift[e] = started ? fade * drift[e] + fresh * next : next;
        double noise = mix.noise() > 0 ? noises.next() : 0;
        score[e] = lasting[e] + mix.drift() * drift[e] + mix.noise() * noise;
      }
      pick(score, best, ids, at);
      if (started && repeats.next() <= repeatFirst) {
        moveToFront(ids, at, first);
      }
      first = ids[at];
      started = true;
    }
  }

  private double[] lasting(long seed, int sequence, int layer, CopulaKnobs.Mix mix) {
    NormalStream popularity = new NormalStream(seed, POPULARITY, layer, 0);
    NormalStream topic = new NormalStream(seed, TOPIC, layer, sequence);
    double[] lasting = new double[experts];
    Arrays.setAll(lasting, e -> mix.popularity() * popularity.next() + mix.topic() * topic.next());
    return lasting;
  }

  /** Writes the experts of the highest scores, highest first; of equal ones the lower first. */
  private void pick(double[] score, double[] best, short[] ids, int at) {
    int held = 0;
    for (int e = 0; e < experts; e++) {
      if (held == topK && score[e] <= best[topK - 1]) {
        continue;
      }
      int slot = held < topK ? held++ : topK - 1;
      for (; slot > 0 && best[slot - 1] < score[e]; slot--) {
        best[slot] = best[slot - 1];
        ids[at + slot] = ids[at + slot - 1];
      }
      best[slot] = score[e];
      ids[at + slot] = (short) e;
    }
  }

  /** Makes an expert the first choice; the last one gives way if it was not among the picks. */
  private void moveToFront(short[] ids, int at, short expert) {
    int slot = 0;
    while (slot < topK - 1 && ids[at + slot] != expert) {
      slot++;
    }
    System.arraycopy(ids, at, ids, at + 1, slot);
    ids[at] = expert;
  }

  @Override
  public String summary() {
    String shared =
        knobs.popularity() > 0
            ? String.format(Locale.ROOT, ", shared popularity %.2f", knobs.popularity())
            : "";
    return overlapSummary() + shared;
  }

  private String overlapSummary() {
    double chance = (double) topK / experts;
    if (!knobs.overlap().isEmpty()) {
      double mean = knobs.overlap().stream().mapToDouble(Double::doubleValue).average().orElse(0);
      return String.format(Locale.ROOT, "overlap %.3f (chance %.3f)", mean, chance);
    }
    double first =
        knobs.correlation().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return String.format(Locale.ROOT, "correlation of adjacent tokens %.2f", first);
  }
}
