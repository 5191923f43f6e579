// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Writes a {@code .npz}: a row per token, in the order in which tokens are first seen in any layer.
 * Each member grows in a file of its own beside the target.
 */
final class NpzTraceWriter implements TraceWriter {
  private final Path target;
  private final TraceHeader header;
  private final int topK;
  private final TokenRows rows = new TokenRows();
  private final RowSet[] written;
  private final Map<String, NpyTable> tables = new LinkedHashMap<>();
  private final NpyTable ids;
  private final NpyTable sequences;
  private final NpyTable positions;
  private final NpyTable phases;
  private final float[] figures;

  /** Starts to write. */
  NpzTraceWriter(Path target, TraceHeader header) {
    this.target = target;
    this.header = header;
    this.topK = header.topK();
    this.figures = new float[topK];
    int layers = header.layers().size();
    this.written = IntStream.range(0, layers).mapToObj(i -> new RowSet()).toArray(RowSet[]::new);
    this.ids = table("ids", NpyTable.Type.ID16, layers, topK);
    this.sequences = table("seq", NpyTable.Type.INT32);
    this.positions = table("pos", NpyTable.Type.INT32);
    this.phases = table("phase", NpyTable.Type.INT8);
  }

  private NpyTable table(String name, NpyTable.Type type, int... rowShape) {
    NpyTable known = tables.get(name);
    if (known != null) {
      return known;
    }
    try {
      NpyTable table = new NpyTable(new PartialFile(target, "." + name), type, rowShape);
      tables.put(name, table);
      table.reserve(rows.rows());
      return table;
    } catch (IOException e) {
      close();
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void write(TraceBlock block) {
    NpyTable weights = figures("weights", block.weights());
    NpyTable norms = figures("norms", block.norms());
    NpyTable maxima = figures("max", block.maxima());
    for (int at = 0; at < block.size(); ) {
      TokenRows.Place place = place(block, at, Stretches.end(block, at) - at);
      for (int i = 0; i < place.count(); i++) {
        int row = place.first() + i;
        int slot = (at + i) * topK;
        ids.put(row, block.layer() * topK, block.ids(), slot, topK);
        put(weights, row, block, block.weights(), slot);
        put(norms, row, block, block.norms(), slot);
        put(maxima, row, block, block.maxima(), slot);
      }
      at += place.count();
    }
  }

  private NpyTable figures(String name, float[] recorded) {
    return recorded == null
        ? null
        : table(name, NpyTable.Type.FLOAT32, header.layers().size(), topK);
  }

  /** The rows of some tokens of the block, marked as written in its layer. */
  private TokenRows.Place place(TraceBlock block, int at, int most) {
    TokenRows.Place place = rows.place(block.sequences()[at], block.positions()[at], most);
    if (place.fresh()) {
      reserve();
      sequences.put(place.first(), block.sequences(), at, place.count());
      positions.put(place.first(), block.positions(), at, place.count());
      phases.put(place.first(), block.phases(), at, place.count());
    }
    int twice = written[block.layer()].add(place.first(), place.count());
    if (twice >= 0) {
      int record = at + twice - place.first();
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "%s: layer %d has sequence %d, position %d twice: an array has one row per token; write a"
                  .formatted(
                      target,
                      header.layers().get(block.layer()),
                      block.sequences()[record],
                      block.positions()[record])
              + " .jsonl file");
    }
    return place;
  }

  private void reserve() {
    try {
      for (NpyTable table : tables.values()) {
        table.reserve(rows.rows());
      }
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  /** Slots without an expert have no figures: 0, whatever the block holds there. */
  private void put(NpyTable table, int row, TraceBlock block, float[] from, int slot) {
    if (table == null) {
      return;
    }
    for (int i = 0; i < topK; i++) {
      figures[i] = block.ids()[slot + i] < 0 ? 0 : from[slot + i];
    }
    table.put(row, block.layer() * topK, figures, 0, topK);
  }

  @Override
  public void counts(int layer, long[] counts) {
    throw new UserError(
        ExitStatus.USAGE,
        target + ": arrays hold records, not counts without an order; write a .jsonl file");
  }

  @Override
  public void complete() {
    try (ZipMembers zip = new ZipMembers(new PartialFile(target, ""))) {
      String json = HeaderJson.of(header, -1).text();
      zip.add("header.json", json.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, NpyTable> member : tables.entrySet()) {
        member.getValue().complete(rows.rows());
        zip.add(member.getKey() + ".npy", member.getValue().file().path());
        member.getValue().close();
      }
      zip.complete();
    } catch (IOException e) {
      throw PartialFile.cannotWrite(target, e);
    }
  }

  @Override
  public void close() {
    tables.values().forEach(NpyTable::close);
  }
}
