// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * The picks of a recorded workload, in a NumPy file that is mapped into memory: ids [tokens]
 * [layers][topK], little-endian 16-bit, one sequence after the other.
 */
final class RecordedIds {
  /** Most ids of a workload. */
  static final long MOST = 64L << 20;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int HEADER_BYTES = 128;
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final int experts;
  private final int layers;
  private final int topK;
  private final int[] starts;
  private final ByteBuffer data;

  private RecordedIds(Path file, int experts, int layers, int topK, int[] starts, ByteBuffer data) {
    this.file = file;
    this.experts = experts;
    this.layers = layers;
    this.topK = topK;
    this.starts = starts;
    this.data = data;
  }

  /**
   * Maps a file.
   *
   * @param lengths tokens of each sequence, each at least 1
   * @throws UserError BAD_INPUT, one line, if it is not the file that {@link #header} starts
   */
  static RecordedIds map(Path file, int experts, int layers, int topK, int[] lengths) {
    int[] starts = new int[lengths.length + 1];
    for (int s = 0; s < lengths.length; s++) {
      starts[s + 1] = starts[s] + lengths[s];
    }
    byte[] header = header(starts[lengths.length], layers, topK);
    long bytes = header.length + 2L * starts[lengths.length] * layers * topK;
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() != bytes) {
        throw bad(file, "has %s bytes instead of %s".formatted(channel.size(), bytes), null);
      }
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
      if (!all.slice(0, header.length).equals(ByteBuffer.wrap(header))) {
        throw bad(file, "does not start as this workload's NumPy file does", null);
      }
      ByteBuffer data = all.slice(header.length, (int) bytes - header.length);
      return new RecordedIds(
          file, experts, layers, topK, starts, data.order(ByteOrder.LITTLE_ENDIAN));
    } catch (NoSuchFileException e) {
      throw bad(file, "does not exist", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")", e);
    }
  }

  /** How the file of that many ids starts. */
  static byte[] header(int tokens, int layers, int topK) {
    String text =
        "{'descr': '<i2', 'fortran_order': False, 'shape': (%d, %d, %d), }"
            .formatted(tokens, layers, topK);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) (HEADER_BYTES - MAGIC.length - Short.BYTES));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  /**
   * Compares the ids with their hash and range.
   *
   * @throws UserError BAD_INPUT, one line, if they are others than were written
   */
  void verify(String sha256) {
    MessageDigest digest = RoutingTrace.sha256Digest();
    for (int at = 0; at < data.capacity(); at += CHUNK_BYTES) {
      digest.update(data.slice(at, Math.min(CHUNK_BYTES, data.capacity() - at)));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw bad(file, "has other ids than its workload says (sha256)", null);
    }
  }

  private static UserError bad(Path file, String what, IOException cause) {
    return new UserError(
        ExitStatus.BAD_INPUT,
        "%s: %s; make the workload again from its trace".formatted(file, what),
        cause);
  }

  int experts() {
    return experts;
  }

  int layers() {
    return layers;
  }

  int topK() {
    return topK;
  }

  /** Recorded sequences. */
  int sequences() {
    return starts.length - 1;
  }

  /** Tokens of a sequence. */
  int length(int sequence) {
    return starts[sequence + 1] - starts[sequence];
  }

  /** Tokens of all sequences. */
  int tokens() {
    return starts[sequences()];
  }

  /** Copies the picks of a token in a layer. */
  void copy(int sequence, int token, int layer, short[] to, int at) {
    int row = ((starts[sequence] + token) * layers + layer) * topK;
    for (int slot = 0; slot < topK; slot++) {
      to[at + slot] = data.getShort(Short.BYTES * (row + slot));
    }
  }
}
