// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back: every field, in every format that holds it. */
class RoundTripTest {
  private static final int TRACES = 150;

  @TempDir private Path folder;

  private static void write(TraceSource source, Path file) {
    try (TraceWriter writer = Traces.write(file, source.header())) {
      source.read(
          LayerRange.all(source.header()),
          0,
          new TraceSink() {
            @Override
            public void records(TraceBlock block) {
              writer.write(block);
            }

            @Override
            public void counts(int layer, long[] counts) {
              writer.counts(layer, counts);
            }

            @Override
            public void reached(long place) {}
          });
      writer.complete();
    }
  }

  private void comesBack(TraceSource source, Path file) {
    write(source, file);
    try (TraceSource read = Traces.open(file, TraceOptions.strict())) {
      assertThat(read.header()).as(source.name()).isEqualTo(source.header());
      assertThat(Records.of(read).byLayer())
          .as(source.name())
          .isEqualTo(Records.of(source).byLayer());
    }
  }

  @Test
  void everythingThroughArrays() {
    for (long seed = 0; seed < TRACES; seed++) {
      comesBack(RandomTrace.of(seed), folder.resolve("t.npz"));
    }
  }

  @Test
  void everythingThroughLines() {
    for (long seed = 0; seed < TRACES; seed++) {
      comesBack(RandomTrace.of(seed), folder.resolve("t.jsonl"));
    }
  }

  @Test
  void idsOfOneSequenceThroughOneArray() {
    for (long seed = 0; seed < TRACES; seed++) {
      comesBack(RandomTrace.ofOneSequence(seed), folder.resolve("t.npy"));
    }
  }

  @Test
  void fromFormatToFormat() {
    for (long seed = 0; seed < TRACES; seed++) {
      TraceSource first = RandomTrace.of(seed);
      Path file = folder.resolve("0.npz");
      write(first, file);
      for (String next : List.of("1.jsonl", "2.npz", "3.jsonl", "4.ndjson")) {
        try (TraceSource source = Traces.open(file, TraceOptions.strict())) {
          file = folder.resolve(next);
          write(source, file);
        }
      }
      try (TraceSource last = Traces.open(file, TraceOptions.strict())) {
        assertThat(last.header()).isEqualTo(first.header());
        assertThat(Records.of(last).byLayer()).isEqualTo(Records.of(first).byLayer());
      }
    }
  }

  @Test
  void expertsThatNobodyStated() {
    TraceHeader stated = TraceHeader.of(9, 2, 1);
    TraceHeader header =
        new TraceHeader(
            stated.model(),
            stated.source(),
            stated.license(),
            9,
            false,
            2,
            stated.layers(),
            stated.hashLayers());
    TraceBlock block = new TraceBlock(1, 2);
    block.start(0, 0, 1);
    block.ids()[0] = 8;
    block.ids()[1] = 3;
    for (String name : List.of("t.npz", "t.npy", "t.jsonl")) {
      comesBack(new MemoryTrace("m", header, List.of(block)), folder.resolve(name));
    }
  }

  @Test
  void countsThroughLines() {
    Path file = folder.resolve("t.jsonl");
    try (TraceWriter writer = Traces.write(file, TraceHeader.of(3, 1, 2))) {
      writer.counts(1, new long[] {5, 0, Integer.MAX_VALUE + 1L});
      writer.counts(0, new long[] {0, 1, 0});
      writer.complete();
    }
    try (TraceSource source = Traces.open(file, TraceOptions.strict())) {
      assertThat(Records.of(source).counts())
          .containsExactly("1 [5, 0, 2147483648]", "0 [0, 1, 0]");
    }
  }

  /** Tokens that a layer lacks have rows of missing slots there. */
  @Test
  void layersOfUnlikeTokensShareTheirRows() {
    TraceHeader header = TraceHeader.of(4, 1, 2);
    TraceBlock first = new TraceBlock(2, 1);
    first.start(0, 0, 2);
    first.positions()[1] = 1;
    first.ids()[0] = 3;
    first.ids()[1] = 2;
    TraceBlock second = new TraceBlock(2, 1);
    second.start(1, 0, 2);
    second.positions()[0] = 1;
    second.positions()[1] = 2;
    second.ids()[0] = 1;
    second.ids()[1] = 0;
    Path file = folder.resolve("t.npz");
    write(new MemoryTrace("m", header, List.of(first, second)), file);

    try (TraceSource source = Traces.open(file, TraceOptions.strict())) {
      assertThat(Records.of(source).byLayer().values())
          .map(
              records ->
                  String.join(" ", records).replaceAll("seq 0 | phase 0| weights.*?max -", ""))
          .containsExactly(
              "pos 0 ids [3] pos 1 ids [2] pos 2 ids [-1]",
              "pos 0 ids [-1] pos 1 ids [1] pos 2 ids [0]");
    }
  }
}
