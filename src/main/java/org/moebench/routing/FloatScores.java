// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/**
 * The float32 selection scores that every variant has, and how far they may be from those in
 * double: what decides whether picks that differ from the reference are a near tie or a mistake.
 *
 * <p>With u = 2⁻²⁴ and p the unbiased score, a float32 score may be off by
 *
 * <ul>
 *   <li>sigmoid, sqrt-softplus: {@code 4u·p}
 *   <li>softmax, not divided by its sum: {@code (2u + ulp(x - max)/2)·p}, the second term for the
 *       rounding of the argument; divided by it, which a bias makes necessary: the same, the
 *       relative error of the sum, and {@code 2u·p}
 *   <li>with a bias b, {@code u·|p + b|} more
 *   <li>in all cases 2⁻¹²⁵ more, since exponentials below e⁻⁸⁷ count as e⁻⁸⁷.
 * </ul>
 *
 * <p>Scores rounded to bfloat16 are the same bits as the reference's; only where p is below e⁻⁸⁷
 * may they be off by 2⁻¹²⁵.
 */
public final class FloatScores implements ReferenceRouting.Scores {
  private static final double U = 0x1p-24;
  private static final double TINY = 0x1p-125;
  private static final double LEAST = Math.exp(-ScoreConstants.MOST);

  @Override
  public double[] of(RoutingJob job, int token, double[] selection) {
    double[] p = ReferenceRouting.exactScores(job, token, selection);
    float[] row = floats(job, token);
    for (int e = 0; e < row.length; e++) {
      selection[e] = row[e];
    }
    return p;
  }

  /**
   * Largest error among a token's selection scores as a multiple of its bound; above 1 or NaN when
   * one is out of bounds.
   */
  public double worstRatio(RoutingJob job, int token) {
    double[] exact = new double[job.router().config().experts()];
    double[] p = ReferenceRouting.exactScores(job, token, exact);
    float[] got = floats(job, token);
    float[] bias = job.router().bias();
    Exponentials softmax = isSoftmax(job) ? new Exponentials(job, token) : null;
    boolean rounded = softmax == null && job.input().logits().isBf16();
    double worst = 0;
    for (int e = 0; e < got.length; e++) {
      // Without a bias the variants leave out the division, which changes no order.
      double scale = softmax != null && bias == null ? softmax.scale() : 1;
      double expected = exact[e] * scale;
      if (got[e] == expected) {
        continue;
      }
      double bound = rounded ? 0 : relative(softmax, e, bias != null) * p[e] * scale;
      bound += bias == null || rounded ? 0 : U * Math.abs(expected);
      bound += !rounded || p[e] <= LEAST ? TINY : 0;
      worst = Math.max(worst, Math.abs(got[e] - expected) / bound);
    }
    return worst;
  }

  /**
   * Largest relative error of the sum that softmax weights are divided by; 0 for other scorings and
   * where the sum is undefined.
   */
  public double sumError(RoutingJob job, int token) {
    return isSoftmax(job) ? new Exponentials(job, token).sumError : 0;
  }

  private static double relative(Exponentials softmax, int expert, boolean divided) {
    if (softmax == null) {
      return 4 * U;
    }
    return softmax.error(expert) + (divided ? softmax.sumError + 2 * U : 0);
  }

  private static boolean isSoftmax(RoutingJob job) {
    return job.router().config().scoring() == Scoring.SOFTMAX;
  }

  private static float[] floats(RoutingJob job, int token) {
    RouterConfig config = job.router().config();
    GatingLogits logits = job.input().logits();
    float[] bias = job.router().bias();
    float[] row = new float[config.experts()];
    float max = Float.NEGATIVE_INFINITY;
    for (int e = 0; e < row.length; e++) {
      row[e] = logits.get(token, e);
      max = Math.max(max, row[e]);
    }
    if (config.scoring() == Scoring.SOFTMAX) {
      ScalarScores.softmax(row, 0, row.length, max, bias, new double[Softmax.PARTS]);
      return row;
    }
    for (int e = 0; e < row.length; e++) {
      float b = bias == null ? 0 : bias[e];
      row[e] = ScalarScores.selection(config.scoring(), row[e], b, logits.isBf16());
    }
    return row;
  }

  /**
   * The exponentials of a token's softmax: their exact sum, and the errors of their float forms.
   */
  private static final class Exponentials {
    private final GatingLogits logits;
    private final int token;
    private final float max;
    private final double sum;
    private final double sumError;

    Exponentials(RoutingJob job, int token) {
      this.logits = job.input().logits();
      this.token = token;
      float largest = Float.NEGATIVE_INFINITY;
      for (int e = 0; e < logits.experts(); e++) {
        largest = Math.max(largest, logits.get(token, e));
      }
      this.max = largest;
      double total = 0;
      double errors = 0;
      for (int e = 0; e < logits.experts(); e++) {
        double p = Math.exp((double) logits.get(token, e) - max);
        total += p;
        errors += p * error(e) + TINY;
      }
      this.sum = total;
      this.sumError = Softmax.isDefined(max) ? errors / total : 0;
    }

    /** The sum; 1 where it is undefined and all selection scores are -∞. */
    double scale() {
      return Softmax.isDefined(max) ? sum : 1;
    }

    /** Relative error; the exponential itself is within 2u. */
    double error(int expert) {
      float argument = logits.get(token, expert) - max;
      // Beyond the clamp the absolute term covers it.
      return argument < -ScoreConstants.MOST ? 2 * U : 2 * U + Math.ulp(argument) / 2;
    }
  }
}
