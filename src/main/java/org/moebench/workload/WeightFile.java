// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.PanelLayout;

/**
 * The format of a weight cache file, in the machine's own byte order:
 *
 * <pre>
 * 0     identity: "moebench weights", byte order mark, version, parameters (see identity())
 * 96    SHA-256 of the identity and the CRC-32C of every expert's blocks
 * 128   expert 0: panel 0: words | scales | offsets,  panel 1: ...     as in PackedWeights
 *       expert 1: ...
 * </pre>
 *
 * All panels have the same size, so every one has a fixed place: experts can be written and read in
 * any order and by several threads, and a writer needs memory for one panel only.
 */
final class WeightFile {
  private static final String MAGIC = "moebench weights";
  private static final int BYTE_ORDER_MARK = 0x01020304;

  /** Counts changes of the layout and of {@link SyntheticData}: both make old files useless. */
  private static final int VERSION = 1;

  private static final int FORMAT_NAME_BYTES = 16;
  private static final int HASH_AT = 96;
  private static final int HASH_BYTES = 32;
  private static final int HEADER = HASH_AT + HASH_BYTES;

  private final WeightSpec spec;
  private final PanelLayout layout;
  private final int panelBytes;
  private final byte[] identity;

  WeightFile(WeightSpec spec) {
    this.spec = spec;
    this.layout = spec.layout();
    this.panelBytes = Math.toIntExact(layout.bytesPerExpert() / layout.panels());
    this.identity = identity();
  }

  private byte[] identity() {
    ByteBuffer bytes = ByteBuffer.allocate(HASH_AT).order(ByteOrder.nativeOrder());
    bytes.put(MAGIC.getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(BYTE_ORDER_MARK).putInt(VERSION);
    byte[] name = spec.format().name().getBytes(StandardCharsets.US_ASCII);
    bytes.put(Arrays.copyOf(name, FORMAT_NAME_BYTES));
    bytes.putInt(spec.experts()).putInt(spec.n()).putInt(spec.k()).putInt(spec.group());
    bytes.putLong(spec.seed()).putInt(PanelLayout.PANEL);
    return bytes.array();
  }

  /** Size of the whole file. */
  long bytes() {
    return HEADER + layout.bytesPerExpert() * layout.experts();
  }

  /** Why the file cannot be used, judged by its size and header; {@code null} if it can. */
  String problem(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < HEADER) {
        return "is no weight file";
      }
      ByteBuffer header = ByteBuffer.allocate(HASH_AT);
      readFully(channel, header, 0);
      if (!Arrays.equals(header.array(), identity)) {
        return "is of another version or for other weights";
      }
      return channel.size() == bytes()
          ? null
          : "has " + channel.size() + " bytes instead of " + bytes();
    } catch (IOException e) {
      return "cannot be read (" + e.getMessage() + ")";
    }
  }

  /** A buffer for the panels of one thread. */
  ByteBuffer panelBuffer() {
    return ByteBuffer.allocateDirect(panelBytes).order(ByteOrder.nativeOrder());
  }

  /** Writes panel {@code panel} of an expert, the only panel of {@code from}. */
  void writePanel(
      FileChannel channel, PackedWeights from, int expert, int panel, ByteBuffer buffer, CRC32C crc)
      throws IOException {
    MemorySegment bytes = MemorySegment.ofBuffer(buffer.clear());
    long at = 0;
    for (MemorySegment part : parts(from, 0, 0)) {
      MemorySegment.copy(part, 0, bytes, at, part.byteSize());
      at += part.byteSize();
    }
    crc.update(buffer.rewind());
    buffer.rewind();
    long place = place(expert, panel);
    while (buffer.hasRemaining()) {
      place += channel.write(buffer, place);
    }
  }

  /** Reads all panels of an expert and returns their checksum. */
  int readExpert(FileChannel channel, PackedWeights to, int expert, ByteBuffer buffer)
      throws IOException {
    CRC32C crc = new CRC32C();
    for (int panel = 0; panel < layout.panels(); panel++) {
      readFully(channel, buffer.clear(), place(expert, panel));
      crc.update(buffer.rewind());
      MemorySegment bytes = MemorySegment.ofBuffer(buffer.rewind());
      long at = 0;
      for (MemorySegment part : parts(to, expert, panel)) {
        MemorySegment.copy(bytes, at, part, 0, part.byteSize());
        at += part.byteSize();
      }
    }
    return (int) crc.getValue();
  }

  private long place(int expert, int panel) {
    return HEADER + ((long) expert * layout.panels() + panel) * panelBytes;
  }

  /** What a panel consists of in memory, in the order of the file. */
  private MemorySegment[] parts(PackedWeights weights, int expert, int panel) {
    boolean quantized = layout.format().hasScales();
    MemorySegment codes =
        quantized
            ? MemorySegment.ofArray(weights.words())
            : MemorySegment.ofArray(weights.floats());
    int codeCount = layout.wordRows() * PanelLayout.PANEL;
    int scaleCount = layout.groups() * PanelLayout.PANEL;
    int scaleIndex = weights.scaleIndex(expert, panel);
    return new MemorySegment[] {
      slice(codes, weights.wordIndex(expert, panel), codeCount),
      slice(MemorySegment.ofArray(weights.scales()), scaleIndex, scaleCount),
      slice(
          MemorySegment.ofArray(weights.offsets()),
          scaleIndex,
          layout.format().hasZeros() ? scaleCount : 0)
    };
  }

  private static MemorySegment slice(MemorySegment array, int index, int count) {
    return count == 0
        ? MemorySegment.NULL
        : array.asSlice((long) index * Integer.BYTES, (long) count * Integer.BYTES);
  }

  /** Writes the header, which makes the file valid. */
  void writeHeader(FileChannel channel, int[] checksums) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).put(identity).put(hash(checksums)).flip();
    while (header.hasRemaining()) {
      channel.write(header, header.position());
    }
  }

  /** The hash in hex if the header's is that of these checksums, else {@code null}. */
  String verify(FileChannel channel, int[] checksums) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(HASH_BYTES);
    readFully(channel, stored, HASH_AT);
    byte[] hash = hash(checksums);
    return Arrays.equals(stored.array(), hash) ? HexFormat.of().formatHex(hash) : null;
  }

  private byte[] hash(int[] checksums) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(identity);
      ByteBuffer bytes = ByteBuffer.allocate(checksums.length * Integer.BYTES);
      bytes.asIntBuffer().put(checksums);
      return digest.digest(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long from)
      throws IOException {
    long place = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, place);
      if (read < 0) {
        throw new EOFException("ends at byte " + place);
      }
      place += read;
    }
  }
}
