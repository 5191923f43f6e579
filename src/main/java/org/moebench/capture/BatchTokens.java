// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import org.moebench.trace.TracePhase;

/**
 * Where the tokens of a batch come from: their sequences, positions and phases. Whoever runs a
 * model fills it before each batch; the captures of all its layers read it.
 */
public final class BatchTokens {
  private final int[] sequences;
  private final int[] positions;
  private final byte[] phases;
  private int count;

  /** For batches of up to {@code capacity} tokens. */
  public BatchTokens(int capacity) {
    sequences = new int[capacity];
    positions = new int[capacity];
    phases = new byte[capacity];
  }

  /** Starts a batch without tokens. */
  public void clear() {
    count = 0;
  }

  /**
   * The next row of the batch is this token.
   *
   * @throws IllegalArgumentException if the batch is full
   */
  public void add(int sequence, int position, TracePhase phase) {
    if (count == capacity()) {
      throw new IllegalArgumentException("a batch of more than " + count + " tokens");
    }
    sequences[count] = sequence;
    positions[count] = position;
    phases[count] = phase.code();
    count++;
  }

  /** Most tokens of a batch. */
  public int capacity() {
    return sequences.length;
  }

  /** Tokens of the batch; its rows from this one on are padding. */
  public int count() {
    return count;
  }

  int[] sequences() {
    return sequences;
  }

  int[] positions() {
    return positions;
  }

  byte[] phases() {
    return phases;
  }
}
