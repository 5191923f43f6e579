// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import java.util.Locale;
import org.moebench.result.Correctness;
import org.moebench.routing.Denominator;
import org.moebench.routing.FloatScores;
import org.moebench.routing.ReferenceRouting;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingKernel;

/**
 * Compares every id and weight that a router has written with the reference.
 *
 * <p>Ids must be the reference's. Where two scores lie closer together than float32 can tell, a
 * token may instead have the ids that the reference picks from the float32 scores, provided these
 * are within the bound of {@link FloatScores}; such tokens are counted as near ties.
 *
 * <p>Weights must be within 2 units in the last place of those the reference gives the picks. The
 * weights of a softmax that are not divided by their own sum carry the relative error of the
 * float32 sum over all experts besides. NaN matches NaN only.
 */
public final class RoutingVerifier {
  private static final double ULPS = 2;
  private static final int POISON_ID = Integer.MIN_VALUE;
  // A NaN with a payload that no arithmetic makes.
  private static final int POISON_BITS = 0xffc5a3b7;

  private final RoutingJob job;
  private final FloatScores floatScores = new FloatScores();
  private final ReferenceRouting onFloatScores;
  private final ReferenceRouting.Row[] expected;
  private final boolean sumCancels;
  private long nearTies;

  /** Routes the job's batch with the reference; the job's output is left alone. */
  public RoutingVerifier(RoutingJob job) {
    this.job = job;
    this.onFloatScores = new ReferenceRouting(job, floatScores);
    this.sumCancels = sumCancels(job.router().config());
    this.expected = new ReferenceRouting.Row[job.tokens()];
    ReferenceRouting reference = new ReferenceRouting(job, ReferenceRouting::exactScores);
    for (int t = 0; t < expected.length; t++) {
      expected[t] = reference.row(t);
    }
  }

  private static boolean sumCancels(RouterConfig config) {
    Denominator.Policy policy = config.denominator().policy();
    return config.renormalize()
        && (policy == Denominator.Policy.SUM || policy == Denominator.Policy.ONE_IF_ZERO);
  }

  /** Spoils the job's output, runs the kernel once, and compares. */
  public Correctness run(RoutingKernel kernel) {
    spoil(job);
    kernel.route();
    return compare();
  }

  /** Fills the output with what no kernel writes. */
  static void spoil(RoutingJob job) {
    Arrays.fill(job.ids(), POISON_ID);
    Arrays.fill(job.weights(), Float.intBitsToFloat(POISON_BITS));
  }

  /** Compares the job's output as it is: an id and its weight count as one. */
  public Correctness compare() {
    nearTies = 0;
    Comparison result = Comparison.NONE;
    for (int t = 0; t < expected.length; t++) {
      result = result.and(compare(t));
    }
    return result.correctness(job.ids().length);
  }

  /** Tokens of the last comparison that match the reference on the float32 scores only. */
  public long nearTies() {
    return nearTies;
  }

  private Comparison compare(int token) {
    Comparison exact = compare(token, expected[token]);
    if (exact.message() == null || !(floatScores.worstRatio(job, token) <= 1)) {
      return exact;
    }
    Comparison close = compare(token, onFloatScores.row(token));
    if (close.message() != null) {
      return exact;
    }
    nearTies++;
    return close;
  }

  private Comparison compare(int token, ReferenceRouting.Row row) {
    double sumError = sumCancels ? 0 : floatScores.sumError(job, token);
    Comparison result = Comparison.NONE;
    for (int slot = 0; slot < row.ids().length; slot++) {
      String wrong = wrongId(token, slot, row.ids());
      result = result.and(new Comparison(1, wrong == null ? 0 : Double.POSITIVE_INFINITY, wrong));
      result = result.and(compareWeight(token, slot, row.weights()[slot], sumError));
    }
    return result;
  }

  /** What is wrong with an id; {@code null} if nothing is. */
  private String wrongId(int token, int slot, int[] row) {
    int at = token * row.length;
    int got = job.ids()[at + slot];
    if (got == row[slot]) {
      return null;
    }
    String padding = row[slot] == -1 ? " of a padding row" : "";
    return place(token, slot) + ": " + fault(got, at, slot) + ", reference " + row[slot] + padding;
  }

  private String fault(int got, int at, int slot) {
    if (got == POISON_ID) {
      return "the id was not written";
    }
    if (got < 0 || got >= job.router().idBound()) {
      return "got id " + got + ", out of range [0, " + job.router().idBound() + ")";
    }
    for (int earlier = 0; earlier < slot; earlier++) {
      if (job.ids()[at + earlier] == got) {
        return "got id " + got + " again";
      }
    }
    return "got id " + got;
  }

  private Comparison compareWeight(int token, int slot, double exact, double sumError) {
    float got = job.weights()[token * job.router().config().slots() + slot];
    if (Float.floatToRawIntBits(got) == POISON_BITS) {
      String message = place(token, slot) + ": the weight was not written, reference " + exact;
      return new Comparison(0, Double.POSITIVE_INFINITY, message);
    }
    float rounded = (float) exact;
    if (!Float.isFinite(rounded) && Float.compare(got, rounded) == 0) {
      return Comparison.NONE;
    }
    double bound = ULPS * Math.ulp(rounded) + Math.abs(exact) * sumError;
    double error = Math.abs(got - exact);
    if (error <= bound && Float.isFinite(rounded)) { // false for NaN
      return new Comparison(0, error / bound, null);
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s: got weight %s, reference %s, bound %.3g",
            place(token, slot),
            got,
            exact,
            bound);
    double ratio = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / bound;
    return new Comparison(0, ratio, message);
  }

  private static String place(int token, int slot) {
    return "token " + token + ", slot " + slot;
  }
}
