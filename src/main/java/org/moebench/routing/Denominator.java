// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/**
 * What weights are divided by when they are renormalized, made of the sum of the picked scores. The
 * field's implementations differ only here, and only when all picked scores are close to 0.
 *
 * @param policy how the constant takes part
 * @param constant the constant; 0 where the policy has none
 */
public record Denominator(Policy policy, double constant) {
  /** What is done to the sum. */
  public enum Policy {
    /** The sum as it is: weights are NaN when it is 0 (DeepSeek's reference code). */
    SUM,
    /** The sum, or 1 when it is 0 (TokenSpeed's and SGLang's fused kernels). */
    ONE_IF_ZERO,
    /** Sum plus a constant (Transformers and MLX: 1e-20). */
    SUM_PLUS,
    /** The sum, at least a constant (llama.cpp: 2⁻¹⁴; TokenSpeed for V4: 2⁻¹²⁶). */
    AT_LEAST
  }

  /** {@link Policy#SUM}. */
  public static final Denominator SUM = new Denominator(Policy.SUM, 0);

  /** {@link Policy#ONE_IF_ZERO}. */
  public static final Denominator ONE_IF_ZERO = new Denominator(Policy.ONE_IF_ZERO, 0);

  /** {@link Policy#SUM_PLUS}. */
  public static Denominator sumPlus(double constant) {
    return new Denominator(Policy.SUM_PLUS, constant);
  }

  /** {@link Policy#AT_LEAST}. */
  public static Denominator atLeast(double constant) {
    return new Denominator(Policy.AT_LEAST, constant);
  }

  /** The denominator for a sum; NaN for NaN. */
  public double of(double sum) {
    return switch (policy) {
      case SUM -> sum;
      case ONE_IF_ZERO -> sum == 0 ? 1 : sum;
      case SUM_PLUS -> sum + constant;
      case AT_LEAST -> Math.max(sum, constant);
    };
  }
}
