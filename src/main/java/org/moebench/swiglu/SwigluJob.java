// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.tensor.Rows;

/**
 * Weights, a batch and its output, and the workers to use. Kernels are made for a job and may be
 * run on it any number of times, on batches of the same size in turn.
 */
public final class SwigluJob {
  /** Slots of a batch from which mlx-lm sorts them by expert. */
  public static final int MLX_SORT_THRESHOLD = 64;

  /** Slots of a batch from which exo and the DeepSeek-V4 port sort them by expert. */
  public static final int EXO_SORT_THRESHOLD = 8;

  private final SwigluWeights weights;
  private final Activation activation;
  private final int tokens;
  private final int slots;
  private final int sortThreshold;
  private final Launcher launcher;
  private final PhasedGemm gemm;
  private final Rows output;
  private Rows input;
  private int[] ids;
  private float[] slotWeights;

  /**
   * Allocates the output; the batch comes by {@link #batch}.
   *
   * @param tokens rows of a batch
   * @param slots experts per token
   * @param sortThreshold slots of a batch from which they are sorted by expert; 0 for always
   */
  public SwigluJob(
      SwigluWeights weights,
      Activation activation,
      int tokens,
      int slots,
      int sortThreshold,
      Launcher launcher) {
    this.weights = weights;
    this.activation = activation;
    this.tokens = tokens;
    this.slots = slots;
    this.sortThreshold = sortThreshold;
    this.launcher = launcher;
    gemm = new PhasedGemm(weights.format());
    output = Rows.allocate((long) tokens * slots, weights.hidden());
    ids = new int[Math.multiplyExact(tokens, slots)];
    Arrays.fill(ids, -1);
    input = new Rows(new float[0], 0, weights.hidden(), tokens);
  }

  /** As the other {@code batch}, with no weights before down. */
  public void batch(Rows rows, int... experts) {
    batch(rows, experts, null);
  }

  /**
   * The batch that the job's kernels compute next; not copied.
   *
   * @param rows activations [tokens][D]
   * @param experts expert per token and slot, [tokens][slots]; -1 for none: its output is zero
   * @param weightsBeforeDown factor per token and slot for the activated hidden row, before down;
   *     {@code null} for none, as the weights are usually applied after down
   * @throws IllegalArgumentException if a size does not fit, or if there are weights before down
   *     and a bias of down, for which that has no defined meaning
   */
  public void batch(Rows rows, int[] experts, float[] weightsBeforeDown) {
    boolean fits = rows.count() == tokens && rows.stride() >= weights.hidden();
    if (!fits || experts.length != tokens * slots) {
      throw new IllegalArgumentException(
          "a batch of %d rows, %d wide, with %d experts; expected %d rows of %d with %d slots each"
              .formatted(
                  rows.count(), rows.stride(), experts.length, tokens, weights.hidden(), slots));
    }
    if (weightsBeforeDown != null && weights.biases().down() != null) {
      throw new IllegalArgumentException(
          "weights before down have no defined meaning with a bias of down");
    }
    input = rows;
    ids = experts;
    slotWeights = weightsBeforeDown;
  }

  public SwigluWeights weights() {
    return weights;
  }

  public Activation activation() {
    return activation;
  }

  /** Rows of a batch. */
  public int tokens() {
    return tokens;
  }

  /** Experts per token. */
  public int slots() {
    return slots;
  }

  /** Slots of a batch from which they are sorted. */
  public int sortThreshold() {
    return sortThreshold;
  }

  public Launcher launcher() {
    return launcher;
  }

  /**
   * The GEMM of every variant, so that they differ in nothing else. Its limit may be changed
   * between runs.
   */
  public PhasedGemm gemm() {
    return gemm;
  }

  /** The batch's activations. */
  public Rows input() {
    return input;
  }

  /** The batch's experts, [tokens][slots]. */
  public int[] ids() {
    return ids;
  }

  /** Factor of a slot's hidden row: 1 without weights before down. */
  public float weightBeforeDown(int pair) {
    return slotWeights == null ? 1 : slotWeights[pair];
  }

  /** Output: row {@code token · slots + slot}, D wide; zero for slots without an expert. */
  public Rows output() {
    return output;
  }
}
