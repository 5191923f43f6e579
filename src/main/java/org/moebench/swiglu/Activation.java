// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.List;
import org.moebench.fault.NearestName;

/**
 * What joins gate and up: {@code glu(min(g, limit)) · (clip(u, -limit, limit) + shift)} with {@code
 * glu(g) = g · sigmoid(alpha · g)}. The limit of −∞ of {@code glu} is −0, not NaN.
 *
 * @param name name in commands, results and reports
 * @param alpha slope of the sigmoid, positive; 1 makes {@code glu} SiLU
 * @param limit clamps the gate from above and up from both sides; infinite for no clamp
 * @param shift added to up after its clamp: 0 or 1
 */
public record Activation(String name, float alpha, float limit, float shift) {
  /** Names of the published activations. */
  public static final List<String> NAMES = List.of("silu", "limited-silu", "gpt-oss");

  /** The limit of DeepSeek-V4. */
  public static final float DEEPSEEK_LIMIT = 10;

  /** The limit and slope of gpt-oss. */
  public static final float GPT_OSS_LIMIT = 7;

  public static final float GPT_OSS_ALPHA = 1.702f;

  /**
   * @throws IllegalArgumentException if a number is NaN, or limit or slope is not positive
   */
  public Activation {
    if (!(limit > 0) || !(alpha > 0) || !Float.isFinite(alpha) || !Float.isFinite(shift)) {
      throw new IllegalArgumentException(
          "activation " + name + ": alpha " + alpha + ", limit " + limit + ", shift " + shift);
    }
  }

  /** {@code silu(g) · u}: most models. */
  public static Activation silu() {
    return new Activation("silu", 1, Float.POSITIVE_INFINITY, 0);
  }

  /**
   * {@code silu(min(g, limit)) · clip(u, -limit, limit)}: DeepSeek-V4.
   *
   * @param limit the clamp; none at or below 0
   */
  public static Activation limited(float limit) {
    return new Activation("limited-silu", 1, limit <= 0 ? Float.POSITIVE_INFINITY : limit, 0);
  }

  /** {@code g' · sigmoid(alpha · g') · (clip(u, -limit, limit) + 1)} with g' = min(g, limit). */
  public static Activation gptOss(float alpha, float limit) {
    return new Activation("gpt-oss", alpha, limit, 1);
  }

  /**
   * The published activation of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static Activation of(String name) {
    return switch (name) {
      case "silu" -> silu();
      case "limited-silu" -> limited(DEEPSEEK_LIMIT);
      case "gpt-oss" -> gptOss(GPT_OSS_ALPHA, GPT_OSS_LIMIT);
      default -> throw NearestName.unknown("activation", name, NAMES);
    };
  }

  /** The definition, in double. */
  public double exact(double gate, double up) {
    return glu(Math.min(gate, limit)) * shifted(up);
  }

  /** What multiplies the gate, {@code clip(up, -limit, limit) + shift}, in double. */
  public double shifted(double up) {
    return Math.max(-limit, Math.min(up, limit)) + shift;
  }

  /** How far a kernel's {@code glu} may be from an exact one of that size. */
  public double gluError(double exact) {
    return VectorGlu.RELATIVE * Math.abs(exact) + VectorGlu.tiny(this);
  }

  /** {@code g · sigmoid(alpha · g)}, in double; −0 at −∞. */
  public double glu(double g) {
    return Double.isInfinite(g) && g < 0 ? -0.0 : g / (1 + Math.exp(-alpha * g));
  }
}
