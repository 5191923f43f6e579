// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import java.util.Objects;
import org.moebench.quant.Bf16;

/**
 * The gating logits of a batch, [tokens][experts], row-major, in float32 or bfloat16.
 *
 * <p>With bfloat16 logits, sigmoid and sqrt-softplus scores are rounded to bfloat16 too, as
 * frameworks do that score in the type of the gate; softmax is computed in float32 either way.
 */
public final class GatingLogits {
  private final float[] fp32;
  private final short[] bf16;
  private final int tokens;
  private final int experts;

  private GatingLogits(float[] fp32, short[] bf16, int tokens, int experts) {
    int length = fp32 != null ? fp32.length : bf16.length;
    if (tokens < 0 || experts < 1 || length != (long) tokens * experts) {
      throw new IllegalArgumentException(
          length + " logits are not " + tokens + " tokens x " + experts + " experts");
    }
    this.fp32 = fp32;
    this.bf16 = bf16;
    this.tokens = tokens;
    this.experts = experts;
  }

  /** Float32 logits; the array is used, not copied. */
  public static GatingLogits fp32(float[] data, int tokens, int experts) {
    return new GatingLogits(Objects.requireNonNull(data), null, tokens, experts);
  }

  /** Bfloat16 logits as bit patterns; the array is used, not copied. */
  public static GatingLogits bf16(short[] data, int tokens, int experts) {
    return new GatingLogits(null, Objects.requireNonNull(data), tokens, experts);
  }

  /** A copy of some rows. */
  GatingLogits rows(int from, int count) {
    int start = from * experts;
    int end = start + count * experts;
    return fp32 != null
        ? fp32(Arrays.copyOfRange(fp32, start, end), count, experts)
        : bf16(Arrays.copyOfRange(bf16, start, end), count, experts);
  }

  /** Rows. */
  public int tokens() {
    return tokens;
  }

  /** Columns. */
  public int experts() {
    return experts;
  }

  /** Whether the logits are bfloat16. */
  public boolean isBf16() {
    return bf16 != null;
  }

  /** The logit of a token and expert; exact. */
  public float get(int token, int expert) {
    int index = token * experts + expert;
    return bf16 == null ? fp32[index] : Bf16.toFloat(bf16[index]);
  }

  /** The float32 values; {@code null} if they are bfloat16. */
  float[] fp32Data() {
    return fp32;
  }

  /** The bfloat16 bit patterns; {@code null} if they are float32. */
  short[] bf16Data() {
    return bf16;
  }
}
