// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.moe.RmsNorm;
import org.moebench.tensor.Rows;

/**
 * A mixture-of-experts model small enough to run anywhere, of random weights: it says nothing
 * sensible, but its routing, gate weights and outputs are those of the suite's real kernels.
 *
 * <p>Tokens are bytes. A token's row is its embedding plus a decaying sum of the rows before it in
 * the text, {@code x_t = e(b_t) + c_t} with {@code c_t = 0.9·c_{t-1} + √(1 - 0.9²)·e(b_{t-1})}, as
 * large as the embedding itself: the same byte takes other experts in another context, and
 * neighbours have experts in common without being the same. There is no attention. A layer is
 *
 * <pre>  x += MoE(norm(x)),  logits = W·norm(x),  norm: root mean square, no gain</pre>
 *
 * with SwiGLU experts and a softmax router whose picked weights are divided by their sum.
 */
public final class ByteModel {
  /** Different tokens. */
  public static final int VOCABULARY = 256;

  private static final float DECAY = 0.9f;
  private static final float FRESH = (float) Math.sqrt(1 - 0.9 * 0.9);

  private final ByteModelConfig config;
  private final List<ByteLayer> layers;
  private final float[] embedding;
  private final float[] context;
  private final Rows stream;
  private final Rows normed;

  /**
   * Makes the weights.
   *
   * @param batch most tokens computed together
   * @param launcher shares the work; stays the caller's
   * @throws UserError TOO_LARGE if the weights do not fit the heap
   */
  public ByteModel(ByteModelConfig config, int batch, Launcher launcher) {
    requireHeap(config, Runtime.getRuntime().maxMemory());
    this.config = config;
    ByteWeights weights = new ByteWeights(config);
    embedding = weights.embedding(VOCABULARY);
    context = new float[config.hidden()];
    stream = Rows.allocate(batch, config.hidden());
    normed = Rows.allocate(batch, config.hidden());
    layers =
        IntStream.range(0, config.layers())
            .mapToObj(layer -> new ByteLayer(config, weights, layer, batch, launcher))
            .toList();
  }

  /** Throws TOO_LARGE if a heap does not hold the weights. */
  static void requireHeap(ByteModelConfig config, long heap) {
    long bytes = config.weightBytes();
    if (bytes > heap) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          ("the model's weights need %d MB, the heap has %d MB: choose fewer layers or experts, a"
                  + " smaller shape, or a format of fewer bits")
              .formatted(bytes >> 20, heap >> 20));
    }
  }

  /** A text begins: what came before is forgotten. */
  public void begin() {
    Arrays.fill(context, 0);
  }

  /**
   * Computes the next tokens of the text, in one batch.
   *
   * @param text the text's bytes
   * @param from first byte of the batch
   * @param count bytes of the batch, at least 1
   * @throws IllegalArgumentException if they are more than a batch
   */
  public void run(byte[] text, int from, int count) {
    if (count < 1 || count > stream.count()) {
      throw new IllegalArgumentException(count + " tokens in a batch of " + stream.count());
    }
    for (int t = 0; t < count; t++) {
      embed(text[from + t] & 0xFF, stream.index(t));
    }
    Arrays.fill(stream.data(), stream.index(count), stream.index(stream.count()), 0);
    for (ByteLayer layer : layers) {
      RmsNorm.apply(stream, config.hidden(), normed);
      layer.run(normed, count);
      add(layer.moe().output());
    }
  }

  private void embed(int token, int to) {
    int from = token * config.hidden();
    for (int c = 0; c < config.hidden(); c++) {
      float own = embedding[from + c];
      stream.data()[to + c] = own + context[c];
      context[c] = DECAY * context[c] + FRESH * own;
    }
  }

  private void add(Rows output) {
    for (int r = 0; r < stream.count(); r++) {
      int to = stream.index(r);
      int from = output.index(r);
      for (int c = 0; c < config.hidden(); c++) {
        stream.data()[to + c] += output.data()[from + c];
      }
    }
  }

  /** Its sizes. */
  public ByteModelConfig config() {
    return config;
  }

  /** Most tokens of a batch. */
  public int batch() {
    return stream.count();
  }

  /** Its layers, first to last. */
  List<ByteLayer> layers() {
    return layers;
  }
}
