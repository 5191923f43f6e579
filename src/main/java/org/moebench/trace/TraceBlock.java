// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/**
 * Records of one layer, in time order: what a reader hands over, and fills again. A record is one
 * token in one layer; it has {@code topK} slots. Arrays are the block's own, row after row, and
 * only the first {@link #size} records are meaningful.
 */
public final class TraceBlock {
  /** In {@link #ids}: nothing was recorded for this slot. */
  public static final short MISSING = -1;

  private final int topK;
  private final int[] sequences;
  private final int[] positions;
  private final byte[] phases;
  private final short[] ids;
  private float[] weights;
  private float[] norms;
  private float[] maxima;
  private int layer;
  private int size;
  private long first;
  private boolean weighted;
  private boolean normed;
  private boolean maximal;

  /** A block of up to {@code capacity} records. */
  public TraceBlock(int capacity, int topK) {
    this.topK = topK;
    this.sequences = new int[capacity];
    this.positions = new int[capacity];
    this.phases = new byte[capacity];
    this.ids = new short[Math.multiplyExact(capacity, topK)];
  }

  /**
   * Starts to fill it anew, without weights, norms and maxima.
   *
   * @param layer index of the layer in {@link TraceHeader#layers}
   * @param first number of the first record among those of the layer, from 0, for messages
   * @param size records, at most the capacity
   */
  public void start(int layer, long first, int size) {
    if (size > capacity()) {
      throw new IllegalArgumentException(size + " records do not fit " + capacity());
    }
    this.layer = layer;
    this.first = first;
    this.size = size;
    this.weighted = false;
    this.normed = false;
    this.maximal = false;
  }

  /** Most records it holds. */
  public int capacity() {
    return sequences.length;
  }

  /** k, slots of a record. */
  public int topK() {
    return topK;
  }

  /** Index of the layer in {@link TraceHeader#layers}. */
  public int layer() {
    return layer;
  }

  /** Number of the first record among those of its layer, from 0. */
  public long first() {
    return first;
  }

  /** Records in it. */
  public int size() {
    return size;
  }

  /** The sequence of each record. */
  public int[] sequences() {
    return sequences;
  }

  /** The position of each record's token in its sequence. */
  public int[] positions() {
    return positions;
  }

  /** {@link TracePhase#code Code} of the phase of each record. */
  public byte[] phases() {
    return phases;
  }

  /** Experts [size][topK], the one with the highest score first; {@link #MISSING} where unknown. */
  public short[] ids() {
    return ids;
  }

  /** Gate weights [size][topK]; null if none were recorded. */
  public float[] weights() {
    return weighted ? weights : null;
  }

  /** L2 norms of the experts' outputs, unweighted, [size][topK]; null if none were recorded. */
  public float[] norms() {
    return normed ? norms : null;
  }

  /** Largest element of the experts' outputs [size][topK]; null if none were recorded. */
  public float[] maxima() {
    return maximal ? maxima : null;
  }

  /** The array of weights to fill: the records have weights. */
  public float[] fillWeights() {
    weighted = true;
    weights = weights == null ? new float[ids.length] : weights;
    return weights;
  }

  /** The array of norms to fill: the records have norms. */
  public float[] fillNorms() {
    normed = true;
    norms = norms == null ? new float[ids.length] : norms;
    return norms;
  }

  /** The array of maxima to fill: the records have maxima. */
  public float[] fillMaxima() {
    maximal = true;
    maxima = maxima == null ? new float[ids.length] : maxima;
    return maxima;
  }
}
