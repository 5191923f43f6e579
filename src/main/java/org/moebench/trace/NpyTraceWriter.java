// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.nio.file.Path;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Writes a {@code .npy} of ids, where row and position are the same, with its header beside it.
 * Gate weights, norms and maxima have no place in it.
 */
final class NpyTraceWriter implements TraceWriter {
  private final Path target;
  private final TraceHeader header;
  private final NpyTable ids;

  /** For each layer the position after the last one written. */
  private final int[] next;

  private int rows;
  private int sequence;

  /** Tokens of the prompt: those before the first generated one. */
  private int promptTokens;

  /** Whether the phases are those of a prompt and then generated tokens. */
  private boolean split = true;

  /** Starts to write. */
  NpyTraceWriter(Path target, TraceHeader header) {
    this.target = target;
    this.header = header;
    int layers = header.layers().size();
    this.next = new int[layers];
    try {
      this.ids =
          new NpyTable(new PartialFile(target, ""), NpyTable.Type.ID16, layers, header.topK());
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void write(TraceBlock block) {
    int topK = header.topK();
    for (int i = 0; i < block.size(); i++) {
      int position = block.positions()[i];
      check(block, i, position);
      if (position == rows) {
        add(block.sequences()[i], block.phases()[i]);
      }
      next[block.layer()] = position + 1;
      ids.put(position, block.layer() * topK, block.ids(), i * topK, topK);
    }
  }

  private void check(TraceBlock block, int record, int position) {
    boolean follows = position >= next[block.layer()] && position <= rows;
    if (!follows || (rows > 0 && block.sequences()[record] != sequence)) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s: .npy holds one sequence from position 0 on, and layer %d has sequence %d, position %d:"
                  .formatted(
                      target,
                      header.layers().get(block.layer()),
                      block.sequences()[record],
                      position)
              + " write a .npz file");
    }
  }

  private void add(int ofSequence, byte phase) {
    boolean prompt = phase == TracePhase.PROMPT.code();
    boolean generated = phase == TracePhase.GENERATED.code();
    split &= generated || (prompt && promptTokens == rows);
    promptTokens += prompt ? 1 : 0;
    sequence = ofSequence;
    rows++;
    try {
      ids.reserve(rows);
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void counts(int layer, long[] counts) {
    throw new UserError(
        ExitStatus.USAGE,
        target + ": arrays hold records, not counts without an order; write a .jsonl file");
  }

  @Override
  public void complete() {
    PartialFile sidecar = new PartialFile(sidecar(target), "");
    try {
      ids.complete(rows);
      boolean phased = split && rows > 0;
      sidecar.write(HeaderJson.of(header, phased ? promptTokens : -1).text());
      sidecar.moveIntoPlace();
      ids.file().moveIntoPlace();
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    } finally {
      sidecar.discard();
    }
  }

  /** The file of the header of a {@code .npy}. */
  static Path sidecar(Path npy) {
    String name = npy.getFileName().toString();
    return npy.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".json");
  }

  @Override
  public void close() {
    ids.close();
  }
}
