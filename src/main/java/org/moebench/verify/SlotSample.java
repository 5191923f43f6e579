// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluWeights;

/**
 * Which slots of a batch are compared when there are too many to compare all: the first and the
 * last, the first and the last of the most loaded expert, one of the least loaded, then some drawn
 * at random until the reference has enough to do.
 */
final class SlotSample {
  /** Products the reference may spend on a comparison: about a tenth of a second. */
  private static final double WORK = 1L << 24;

  private static final long SEED = 0x736c6f74L;
  private static final int FEWEST = 5;

  private SlotSample() {}

  /** The slots, ascending; all that have an expert if they are few enough. */
  static int[] of(SwigluJob job) {
    int[] filled = filled(job.ids());
    int most = (int) Math.max(FEWEST, WORK / work(job.weights()));
    if (filled.length <= most) {
      return filled;
    }
    LinkedHashSet<Integer> slots = new LinkedHashSet<>();
    slots.add(filled[0]);
    slots.add(filled[filled.length - 1]);
    addLoadedMostAndLeast(job, filled, slots);
    SplittableRandom random = new SplittableRandom(SEED);
    while (slots.size() < most) {
      slots.add(filled[random.nextInt(filled.length)]);
    }
    return slots.stream().limit(most).mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The tokens compared whole: all if they are few enough, else the first, the last, and some. */
  static int[] tokens(SwigluJob job) {
    int most = (int) Math.max(2, WORK / (work(job.weights()) * job.slots()));
    if (job.tokens() <= most) {
      return RowSample.all(job.tokens());
    }
    LinkedHashSet<Integer> tokens = new LinkedHashSet<>(List.of(0, job.tokens() - 1));
    SplittableRandom random = new SplittableRandom(SEED);
    while (tokens.size() < most) {
      tokens.add(random.nextInt(job.tokens()));
    }
    return tokens.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The columns compared of every slot: all if the slots are, else a sample. */
  static int[] columns(SwigluJob job, int slots) {
    int hidden = job.weights().hidden();
    boolean whole = slots * work(job.weights()) <= WORK;
    return whole ? RowSample.all(hidden) : RowSample.columns(hidden, SEED);
  }

  private static double work(SwigluWeights weights) {
    return 3.0 * weights.hidden() * weights.intermediate();
  }

  private static int[] filled(int[] ids) {
    return IntStream.range(0, ids.length).filter(pair -> ids[pair] >= 0).toArray();
  }

  private static void addLoadedMostAndLeast(SwigluJob job, int[] filled, Set<Integer> slots) {
    int[] load = new int[job.weights().experts()];
    for (int pair : filled) {
      load[job.ids()[pair]]++;
    }
    int most = filled[0];
    int last = filled[0];
    int least = filled[0];
    for (int pair : filled) {
      int here = load[job.ids()[pair]];
      most = here > load[job.ids()[most]] ? pair : most;
      last = here >= load[job.ids()[last]] ? pair : last;
      least = here < load[job.ids()[least]] ? pair : least;
    }
    slots.add(most);
    slots.add(least);
    slots.add(last);
  }
}
