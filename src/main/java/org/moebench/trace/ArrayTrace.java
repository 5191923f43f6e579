// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.moebench.fault.UserError;

/** A trace in arrays: {@code .npy} or {@code .npz}, mapped and read by ranges of tokens. */
final class ArrayTrace implements TraceSource {
  /** Most tokens of a block. */
  private static final int MOST_TOKENS = 4096;

  private static final int LEAST_TOKENS = 64;

  /** Ids of a range in all layers; they stay in the second-level cache from layer to layer. */
  private static final int RANGE_BYTES = 1 << 18;

  private final TraceArrays arrays;
  private final TraceHeader header;
  private final TraceOptions options;
  private final TokenTimes times;
  private final int range;

  private ArrayTrace(TraceArrays arrays, TraceOptions options) {
    NpyArray ids = arrays.arrays().get(TraceArrays.IDS);
    this.arrays = arrays;
    this.options = options;
    this.range = Math.clamp(RANGE_BYTES / ids.tokenStride(), LEAST_TOKENS, MOST_TOKENS);
    this.header = header(ids);
    this.times = new TokenTimes(name(), arrays, options);
  }

  /**
   * Opens a file whose name ends in {@code .npy} or {@code .npz}.
   *
   * @throws UserError BAD_INPUT, one line, if its headers are wrong
   */
  static TraceSource open(Path file, TraceOptions options) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    TraceArrays arrays =
        name.endsWith(".npz")
            ? NpzFile.open(file, options.problems())
            : NpyFile.open(file, options.problems());
    try {
      return new ArrayTrace(arrays, options);
    } catch (UserError e) {
      arrays.file().close();
      throw e;
    }
  }

  private TraceHeader header(NpyArray ids) {
    HeaderJson stated = arrays.stated();
    int layers = (int) ids.layers();
    if (!stated.layers().isEmpty() && stated.layers().size() != layers) {
      throw TraceError.at(
          name(),
          "header",
          "%d layers stated, ids of shape %s have %d: expected as many"
              .formatted(stated.layers().size(), ids.header().shapeText(), layers));
    }
    int slots = slots(ids);
    List<Integer> numbers = IntStream.range(0, layers).boxed().toList();
    LargestId largest = new LargestId(name(), ids, slots, range, options.problems());
    return stated.header(name(), options, slots, numbers, largest::find);
  }

  private int slots(NpyArray ids) {
    int asked = options.topK() > 0 ? options.topK() : arrays.stated().topK();
    if (asked > ids.slots()) {
      throw TraceError.at(
          name(),
          "header",
          "top_k %d, ids of shape %s have %d slots: expected at most as many"
              .formatted(asked, ids.header().shapeText(), ids.slots()));
    }
    return asked > 0 ? asked : (int) ids.slots();
  }

  @Override
  public String name() {
    return arrays.file().name();
  }

  @Override
  public TraceHeader header() {
    return header;
  }

  @Override
  public long size() {
    return ids().tokens();
  }

  @Override
  public boolean divisible() {
    return true;
  }

  @Override
  public void read(LayerRange layers, long from, TraceSink sink) {
    if (from < 0 || from > size()) {
      throw new IllegalArgumentException("place %d of %d tokens".formatted(from, size()));
    }
    try {
      new Reading(layers, sink).read(from);
    } catch (InternalError e) {
      // What the JVM throws when mapped bytes are no longer in the file.
      throw TraceError.of(name(), "became shorter while it was read: copy it again", e);
    }
  }

  @Override
  public void close() {
    arrays.file().close();
  }

  private NpyArray ids() {
    return arrays.arrays().get(TraceArrays.IDS);
  }

  /** One pass over the tokens, with a block of its own. */
  private final class Reading implements RecordCheck.Origin {
    private final LayerRange layers;
    private final TraceSink sink;
    private final TraceBlock block = new TraceBlock(range, header.topK());
    private final RecordCheck check = new RecordCheck(name(), header, options.problems());
    private final NpyArray ids = ids();
    private final long missing = ids.allBitsSet() < header.experts() ? -1 : ids.allBitsSet();

    Reading(LayerRange layers, TraceSink sink) {
      this.layers = layers;
      this.sink = sink;
    }

    void read(long from) {
      for (long token = from; token < size(); token += range) {
        int count = (int) Math.min(range, size() - token);
        times.fill(block, token, count);
        for (int layer = layers.first(); layer < layers.end(); layer++) {
          block.start(layer, token, count);
          fill();
          check.check(block, this);
          sink.records(block);
        }
        sink.reached(token + count);
      }
      if (from == size()) {
        sink.reached(from);
      }
    }

    private void fill() {
      int topK = header.topK();
      ids.ids(block.layer(), block.first(), block.size(), topK, missing, block.ids());
      NpyArray weights = arrays.arrays().get(TraceArrays.WEIGHTS);
      if (weights != null) {
        weights.floats(block.layer(), block.first(), block.size(), topK, block.fillWeights());
      }
      NpyArray norms = arrays.arrays().get(TraceArrays.NORMS);
      if (norms != null) {
        norms.floats(block.layer(), block.first(), block.size(), topK, block.fillNorms());
      }
      NpyArray maxima = arrays.arrays().get(TraceArrays.MAXIMA);
      if (maxima != null) {
        maxima.floats(block.layer(), block.first(), block.size(), topK, block.fillMaxima());
      }
    }

    @Override
    public String place(int record, int slot) {
      return "token %d, layer %d, slot %d"
          .formatted(block.first() + record, header.layers().get(block.layer()), slot);
    }

    @Override
    public String id(int record, int slot, short held) {
      return ids.text(block.first() + record, block.layer(), slot);
    }
  }
}
