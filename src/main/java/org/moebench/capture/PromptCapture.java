// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TracePhase;

/**
 * Runs a {@link ByteModel} over prompts and records it: every prompt is a sequence, numbered in the
 * order of the file, with positions from 0.
 */
public final class PromptCapture {
  private final ByteModel model;
  private final int mostTokens;
  private final BatchTokens batch;
  private int prompts;
  private long tokens;
  private long truncated;

  /**
   * Records the model's layers from now on.
   *
   * @param mostTokens tokens of a prompt that are recorded, its first ones; at least 1
   * @param to takes the blocks of all layers, for example {@code writer::write}
   */
  public PromptCapture(ByteModel model, int mostTokens, Consumer<TraceBlock> to) {
    this.model = model;
    this.mostTokens = mostTokens;
    batch = new BatchTokens(model.batch());
    int index = 0;
    for (ByteLayer layer : model.layers()) {
      layer.moe().recorder(new LayerCapture(index++, model.config().topK(), batch, to));
    }
  }

  /**
   * Records all prompts, or until it is stopped. What has been recorded by then has gone through
   * all layers.
   *
   * @param stop asked before every batch
   * @param progress told the share of the prompts that is done, 0 to 1, after every batch
   * @throws org.moebench.fault.UserError as {@link PromptReader#next}, {@link LayerCapture} and the
   *     taker of the blocks
   */
  public CaptureResult run(PromptReader reader, BooleanSupplier stop, DoubleConsumer progress) {
    double before = reader.share();
    Prompt prompt = reader.next();
    boolean stopped = false;
    while (prompt != null && !stopped) {
      double from = before;
      double share = reader.share() - from;
      stopped = !run(prompt, stop, done -> progress.accept(from + done * share));
      before = reader.share();
      prompt = stopped ? null : reader.next();
    }
    return new CaptureResult(prompts, tokens, reader.empty(), truncated, stopped);
  }

  /** False if it was stopped before the prompt's end. */
  private boolean run(Prompt prompt, BooleanSupplier stop, DoubleConsumer progress) {
    byte[] text = prompt.text().getBytes(StandardCharsets.UTF_8);
    int promptBytes = prompt.promptBytes();
    int end = Math.min(text.length, mostTokens);
    model.begin();
    for (int from = 0; from < end; from += batch.capacity()) {
      if (stop.getAsBoolean()) {
        prompts += from == 0 ? 0 : 1;
        return false;
      }
      int count = Math.min(batch.capacity(), end - from);
      fill(from, count, promptBytes);
      model.run(text, from, count);
      tokens += count;
      progress.accept((double) (from + count) / end);
    }
    prompts++;
    truncated += end < text.length ? 1 : 0;
    return true;
  }

  private void fill(int from, int count, int promptBytes) {
    batch.clear();
    for (int position = from; position < from + count; position++) {
      boolean ofPrompt = position < promptBytes;
      batch.add(prompts, position, ofPrompt ? TracePhase.PROMPT : TracePhase.GENERATED);
    }
  }
}
