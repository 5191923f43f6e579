// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** How the log-ratios of pairs scatter in a simulated run. */
public enum NoiseModel {
  /** Independent and normal. */
  NORMAL("normal") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      return (cell, headFirst) -> deviation * random.nextGaussian();
    }
  },
  /** One pair in ten scatters four times as much. */
  CONTAMINATED("contaminated") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      return (cell, headFirst) ->
          (random.nextDouble() < OUTLIERS ? OUTLIER : 1) * deviation * random.nextGaussian();
    }

    @Override
    double pairDeviation(double deviation) {
      return deviation * Math.sqrt(1 - OUTLIERS + OUTLIERS * OUTLIER * OUTLIER);
    }
  },
  /** The machine's speed wanders from fork to fork, for both arms alike. */
  DRIFTING("drifting machine") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      Wander speed = new Wander(random);
      double scale = deviation / Math.sqrt(2 * (1 - MEMORY));
      return (cell, headFirst) -> {
        double first = speed.next();
        double second = speed.next();
        return scale * (headFirst ? first - second : second - first);
      };
    }
  },
  /**
   * The log-ratio of each cell wanders from pair to pair. No drift of the machine does that to arms
   * that take turns in random order: this is worse than what they are meant for.
   */
  CORRELATED("correlated pairs") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      Map<String, Wander> cells = new HashMap<>();
      return (cell, headFirst) ->
          deviation * cells.computeIfAbsent(cell, id -> new Wander(random)).next();
    }
  },
  /** Normal, and 15% of the forks of either arm are slower by 12%. */
  BIMODAL("bimodal forks") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      return (cell, headFirst) -> {
        double head = slow(random);
        double base = slow(random);
        return deviation * random.nextGaussian() + head - base;
      };
    }

    @Override
    double pairDeviation(double deviation) {
      double fork = SLOW * SLOW * SLOW_FORKS * (1 - SLOW_FORKS);
      return Math.sqrt(deviation * deviation + 2 * fork);
    }
  },
  /** Forks are only ever delayed, mostly little and sometimes much (log-normal). */
  SKEWED("skewed delays") {
    @Override
    PairNoise start(double deviation, SplittableRandom random) {
      double scale = deviation / Math.sqrt(2 * Math.E * (Math.E - 1));
      return (cell, headFirst) -> {
        double head = Math.exp(random.nextGaussian());
        double base = Math.exp(random.nextGaussian());
        return scale * (head - base);
      };
    }
  };

  private static final double OUTLIERS = 0.1;
  private static final double OUTLIER = 4;
  private static final double MEMORY = 0.8;
  private static final double SLOW_FORKS = 0.15;
  private static final double SLOW = Math.log(1.12);

  private final String words;

  NoiseModel(String words) {
    this.words = words;
  }

  /** Its name for people. */
  public String words() {
    return words;
  }

  /**
   * Begins a run.
   *
   * @param deviation standard deviation of a pair's log-ratio, before outliers and slow forks
   */
  abstract PairNoise start(double deviation, SplittableRandom random);

  /** Standard deviation of a pair's log-ratio with everything in it. */
  double pairDeviation(double deviation) {
    return deviation;
  }

  private static double slow(SplittableRandom random) {
    return random.nextDouble() < SLOW_FORKS ? SLOW : 0;
  }

  /** The noise of one run. */
  interface PairNoise {
    /** The next log-ratio of a cell whose true one is 0. */
    double next(String cell, boolean headFirst);
  }

  /** A normal series of deviation 1 that keeps four fifths of each value in the next (AR(1)). */
  private static final class Wander {
    private final SplittableRandom random;
    private double value;

    Wander(SplittableRandom random) {
      this.random = random;
      this.value = random.nextGaussian();
    }

    double next() {
      value = MEMORY * value + Math.sqrt(1 - MEMORY * MEMORY) * random.nextGaussian();
      return value;
    }
  }
}
