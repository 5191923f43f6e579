// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.RoutingRecorder;
import org.moebench.trace.TraceBlock;

/**
 * Makes trace records of what a layer does: a block for each of its runs, with weights, norms and
 * maxima. Allocates nothing per run. Not thread-safe.
 */
public final class LayerCapture implements RoutingRecorder {
  private final int layer;
  private final int topK;
  private final BatchTokens batch;
  private final Consumer<TraceBlock> to;
  private final TraceBlock block;
  private long records;

  /**
   * @param layer index of the layer in the trace's header
   * @param topK k of the trace's header: a fused shared expert in a later slot is left out
   * @param batch the tokens of every run, filled before it
   * @param to takes the blocks, for example {@code writer::write} or {@code sink::records}; they
   *     are filled again by the next run
   */
  public LayerCapture(int layer, int topK, BatchTokens batch, Consumer<TraceBlock> to) {
    this.layer = layer;
    this.topK = topK;
    this.batch = batch;
    this.to = to;
    block = new TraceBlock(batch.capacity(), topK);
  }

  /**
   * Hands over the records of a run.
   *
   * @throws IllegalArgumentException if the run had fewer rows than the batch has tokens, or fewer
   *     slots than k
   * @throws UserError WRONG_RESULT at a weight or norm that is no number: no trace can hold it
   */
  @Override
  public void record(
      int tokens, int slots, int[] ids, float[] weights, float[] norms, float[] maxima) {
    int size = batch.count();
    if (size > tokens || slots < topK) {
      throw new IllegalArgumentException(
          "%d tokens of %d slots, from a run of %d tokens of %d slots"
              .formatted(size, topK, tokens, slots));
    }
    block.start(layer, records, size);
    System.arraycopy(batch.sequences(), 0, block.sequences(), 0, size);
    System.arraycopy(batch.positions(), 0, block.positions(), 0, size);
    System.arraycopy(batch.phases(), 0, block.phases(), 0, size);
    copyIds(ids, slots);
    copy("weight", ids, weights, slots, block.fillWeights());
    copy("norm", ids, norms, slots, block.fillNorms());
    copy("largest element", ids, maxima, slots, block.fillMaxima());
    records += size;
    to.accept(block);
  }

  private void copyIds(int[] ids, int slots) {
    for (int t = 0; t < block.size(); t++) {
      for (int s = 0; s < topK; s++) {
        int id = ids[t * slots + s];
        block.ids()[t * topK + s] = id < 0 ? TraceBlock.MISSING : (short) id;
      }
    }
  }

  private void copy(String what, int[] ids, float[] from, int slots, float[] values) {
    for (int t = 0; t < block.size(); t++) {
      for (int s = 0; s < topK; s++) {
        float value = ids[t * slots + s] < 0 ? 0 : from[t * slots + s];
        if (!Float.isFinite(value)) {
          throw notFinite(what, value, t, s);
        }
        values[t * topK + s] = value;
      }
    }
  }

  private UserError notFinite(String what, float value, int token, int slot) {
    return new UserError(
        ExitStatus.WRONG_RESULT,
        "token %d, layer %d, slot %d: a %s of %s cannot be recorded: check the model's weights"
            .formatted(records + token, layer, slot, what, value));
  }

  /** Records handed over so far. */
  public long records() {
    return records;
  }
}
