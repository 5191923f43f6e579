// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moebench.trace.TraceBlock;

/**
 * The experts of a trace's tokens in all layers, put together from records that come layer by layer
 * in any order. A token is kept with its first record, until there are too many; only those that
 * have all their experts in all layers count in the end.
 */
final class RecordedTokens {
  /** Most sequences of a workload. */
  static final int MOST_SEQUENCES = 1 << 16;

  private static final int CHUNK_IDS = 1 << 16;

  private final int layers;
  private final int topK;
  private final int rowIds;
  private final int chunkRows;
  private final int mostRows;
  private final List<short[]> chunks = new ArrayList<>();
  private final Map<Integer, Sequence> sequences = new TreeMap<>();
  private int rows;
  private long leftOut;

  /**
   * @param mostIds most ids held
   */
  RecordedTokens(int layers, int topK, long mostIds) {
    this.layers = layers;
    this.topK = topK;
    this.rowIds = Math.multiplyExact(layers, topK);
    this.chunkRows = Math.max(1, CHUNK_IDS / rowIds);
    this.mostRows = (int) Math.max(1, mostIds / rowIds);
  }

  /** The tokens of a sequence by position, ascending, with their places in the chunks. */
  private static final class Sequence {
    private int[] positions = new int[4];
    private int[] places = new int[4];
    private int size;
    private int next;

    void append(int position, int place) {
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, 2 * size);
        places = Arrays.copyOf(places, 2 * size);
      }
      positions[size] = position;
      places[size++] = place;
    }

    /** Whether a position lies behind all there are. */
    boolean isNew(int position) {
      return size == 0 || position > positions[size - 1];
    }

    /** Place of a position; -1 if it is not held. Records mostly come in order. */
    int place(int position) {
      if (next >= size || positions[next] != position) {
        next = Arrays.binarySearch(positions, 0, size, position);
      }
      return next < 0 ? -1 : places[next++];
    }
  }

  /** Takes a record of a block. */
  void add(TraceBlock block, int record) {
    int place = place(block.sequences()[record], block.positions()[record]);
    if (place < 0) {
      leftOut++;
      return;
    }
    short[] chunk = chunks.get(place / chunkRows);
    int at = place % chunkRows * rowIds + block.layer() * topK;
    System.arraycopy(block.ids(), record * topK, chunk, at, topK);
  }

  private int place(int number, int position) {
    Sequence sequence = sequences.get(number);
    boolean isNew = sequence == null || sequence.isNew(position);
    if (!isNew) {
      return sequence.place(position);
    }
    if (rows == mostRows || (sequence == null && sequences.size() == MOST_SEQUENCES)) {
      return -1;
    }
    if (rows % chunkRows == 0) {
      short[] chunk = new short[chunkRows * rowIds];
      Arrays.fill(chunk, TraceBlock.MISSING);
      chunks.add(chunk);
    }
    if (sequence == null) {
      sequence = new Sequence();
      sequences.put(number, sequence);
    }
    sequence.append(position, rows);
    return rows++;
  }

  /** Whether a token has all experts in all layers. */
  private boolean complete(int place) {
    short[] chunk = chunks.get(place / chunkRows);
    int from = place % chunkRows * rowIds;
    for (int i = from; i < from + rowIds; i++) {
      if (chunk[i] == TraceBlock.MISSING) {
        return false;
      }
    }
    return true;
  }

  /** Complete tokens of each sequence that has any, in the order of their numbers. */
  int[] lengths() {
    return sequences.values().stream()
        .mapToInt(
            sequence -> (int) Arrays.stream(placesOf(sequence)).filter(this::complete).count())
        .filter(length -> length > 0)
        .toArray();
  }

  private static int[] placesOf(Sequence sequence) {
    return Arrays.copyOf(sequence.places, sequence.size);
  }

  /** Tokens that are not complete. */
  int incomplete() {
    return rows - Arrays.stream(lengths()).sum();
  }

  /** Tokens for which there was no room; rounded up where layers have different ones. */
  long leftOut() {
    return Math.ceilDiv(leftOut, layers);
  }

  /** Writes the ids of the complete tokens as little-endian 16-bit numbers. */
  void write(OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * rowIds).order(ByteOrder.LITTLE_ENDIAN);
    for (Sequence sequence : sequences.values()) {
      for (int place : placesOf(sequence)) {
        if (complete(place)) {
          bytes
              .asShortBuffer()
              .put(chunks.get(place / chunkRows), place % chunkRows * rowIds, rowIds);
          out.write(bytes.array());
        }
      }
    }
  }
}
