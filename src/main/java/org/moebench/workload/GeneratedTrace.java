// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TracePhase;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;

/**
 * Sequences of a decode workload as a trace of generated tokens. They are drawn while they are
 * read, a block of tokens of all layers at a time, so that a trace of any length takes little
 * memory.
 */
public final class GeneratedTrace implements TraceSource {
  private static final int BLOCK_TOKENS = 1024;

  private final DecodeWorkload workload;
  private final int first;
  private final int sequences;
  private final int tokens;
  private final TraceHeader header;

  /**
   * Sequences of a workload.
   *
   * @param first number of the first sequence, which is sequence 0 of the trace
   * @param sequences how many sequences, at least 1
   * @param tokens tokens of each, at least 1
   * @param layers the first layers of the workload; 0 for all
   * @throws UserError USAGE if a number is out of range
   */
  public GeneratedTrace(DecodeWorkload workload, int first, int sequences, int tokens, int layers) {
    check("tokens", tokens, 1, Integer.MAX_VALUE);
    check("sequences", sequences, 1, Integer.MAX_VALUE);
    check("layers", layers, 0, workload.layers());
    this.workload = workload;
    this.first = first;
    this.sequences = sequences;
    this.tokens = tokens;
    this.header =
        new TraceHeader(
            workload.name(),
            "decode workload %s of moebench, seed %d".formatted(workload.name(), workload.seed()),
            workload.license(),
            workload.experts(),
            true,
            workload.topK(),
            IntStream.range(0, layers == 0 ? workload.layers() : layers).boxed().toList(),
            Set.of());
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserError(
          ExitStatus.USAGE, "%d %s: expected %d to %d".formatted(value, what, least, most));
    }
  }

  @Override
  public String name() {
    return workload.name();
  }

  @Override
  public TraceHeader header() {
    return header;
  }

  /** Tokens of all sequences. */
  @Override
  public long size() {
    return (long) sequences * tokens;
  }

  @Override
  public boolean divisible() {
    return true;
  }

  /** Layers of a block are drawn by all processors; the sink is called by the calling thread. */
  @Override
  public void read(LayerRange layers, long from, TraceSink sink) {
    List<TraceBlock> blocks =
        IntStream.range(0, layers.size())
            .mapToObj(i -> new TraceBlock(Math.min(BLOCK_TOKENS, tokens), workload.topK()))
            .toList();
    for (int sequence = (int) (from / tokens); sequence < sequences; sequence++) {
      read(sequence, layers, blocks, from, sink);
    }
    if (from == size()) {
      sink.reached(from);
    }
  }

  private void read(
      int sequence, LayerRange layers, List<TraceBlock> blocks, long from, TraceSink sink) {
    List<LayerPicks> picks =
        IntStream.range(layers.first(), layers.end())
            .mapToObj(layer -> workload.picks(first + sequence, layer))
            .toList();
    for (int token = 0; token < tokens; token += BLOCK_TOKENS) {
      int now = token;
      int size = Math.min(BLOCK_TOKENS, tokens - token);
      IntStream.range(0, blocks.size())
          .parallel()
          .forEach(
              i -> {
                start(blocks.get(i), layers.first() + i, sequence, now, size);
                fill(blocks.get(i), picks.get(i));
              });
      long start = (long) sequence * tokens + token;
      if (start >= from) {
        blocks.forEach(sink::records);
        sink.reached(start + size);
      }
    }
  }

  private void start(TraceBlock block, int layer, int sequence, int token, int size) {
    block.start(layer, (long) sequence * tokens + token, size);
    Arrays.fill(block.sequences(), 0, size, sequence);
    Arrays.fill(block.phases(), 0, size, TracePhase.GENERATED.code());
    for (int t = 0; t < size; t++) {
      block.positions()[t] = token + t;
    }
  }

  private static void fill(TraceBlock block, LayerPicks picks) {
    for (int t = 0; t < block.size(); t++) {
      picks.next(block.ids(), t * block.topK());
    }
  }

  @Override
  public void close() {}
}
