// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** What writers put into files, byte by byte, and what they refuse. */
class TraceWritersTest {
  private static final TraceHeader HEADER =
      new TraceHeader("m", "s", "l", 8, true, 2, List.of(3, 5), Set.of(3));

  @TempDir private Path folder;

  /** Records of sequence 4, positions 6 and 7: one of the prompt, one generated. */
  private static TraceBlock block(int layer, int... ids) {
    TraceBlock block = new TraceBlock(5, 2);
    block.start(layer, 0, ids.length / 2);
    for (int i = 0; i < ids.length / 2; i++) {
      block.sequences()[i] = 4;
      block.positions()[i] = 6 + i;
      block.phases()[i] = (i == 0 ? TracePhase.PROMPT : TracePhase.GENERATED).code();
    }
    for (int i = 0; i < ids.length; i++) {
      block.ids()[i] = (short) ids[i];
    }
    return block;
  }

  private static TraceBlock fromZero(int layer, int... ids) {
    TraceBlock block = block(layer, ids);
    for (int i = 0; i < block.size(); i++) {
      block.positions()[i] = i;
    }
    return block;
  }

  private static TraceBlock weighted(TraceBlock block, float... weights) {
    System.arraycopy(weights, 0, block.fillWeights(), 0, weights.length);
    return block;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, byte[]> members(Path npz) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(npz))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        members.put(entry.getName(), zip.readAllBytes());
      }
    }
    return members;
  }

  private static String literal(byte[] npy) {
    assertThat(npy).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(npy[127]).isEqualTo((byte) '\n');
    return new String(npy, 10, 117, StandardCharsets.US_ASCII).stripTrailing();
  }

  private static ByteBuffer data(byte[] npy) {
    return ByteBuffer.wrap(npy, 128, npy.length - 128).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static short[] shorts(byte[] npy) {
    short[] values = new short[(npy.length - 128) / 2];
    data(npy).asShortBuffer().get(values);
    return values;
  }

  private static int[] ints(byte[] npy) {
    int[] values = new int[(npy.length - 128) / 4];
    data(npy).asIntBuffer().get(values);
    return values;
  }

  private static float[] floats(byte[] npy) {
    float[] values = new float[(npy.length - 128) / 4];
    data(npy).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void aRowPerTokenInTheOrderOfTheirFirstSight() throws IOException {
    Path file = folder.resolve("sub/t.npz");
    try (TraceWriter writer = Traces.write(file, HEADER)) {
      writer.write(weighted(block(1, 0, 1, 2, -1), 0.5f, 0.25f, 1, Float.NaN));
      writer.write(block(0, 7, 6, 5, 4, 3, 2));
      writer.complete();
    }

    Map<String, byte[]> members = members(file);
    assertThat(members)
        .containsOnlyKeys(
            "header.json", "ids.npy", "seq.npy", "pos.npy", "phase.npy", "weights.npy");
    assertThat(new String(members.get("header.json"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"moe_routing\":1,\"model\":\"m\",\"num_experts\":8,\"top_k\":2,\"layers\":[3,5],"
                + "\"hash_layers\":[3],\"source\":\"s\",\"license\":\"l\"}");
    assertThat(literal(members.get("ids.npy")))
        .isEqualTo("{'descr': '<i2', 'fortran_order': False, 'shape': (3, 2, 2), }");
    assertThat(shorts(members.get("ids.npy")))
        .containsExactly(7, 6, 0, 1, 5, 4, 2, -1, 3, 2, -1, -1);
    assertThat(literal(members.get("weights.npy")))
        .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2, 2), }");
    assertThat(floats(members.get("weights.npy")))
        .containsExactly(0, 0, 0.5f, 0.25f, 0, 0, 1, 0, 0, 0, 0, 0);
    assertThat(literal(members.get("seq.npy")))
        .isEqualTo("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }");
    assertThat(ints(members.get("seq.npy"))).containsExactly(4, 4, 4);
    assertThat(ints(members.get("pos.npy"))).containsExactly(6, 7, 8);
    assertThat(literal(members.get("phase.npy")))
        .isEqualTo("{'descr': '|i1', 'fortran_order': False, 'shape': (3,), }");
    assertThat(data(members.get("phase.npy"))).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 2}));
  }

  @Test
  void idsAloneWithTheirHeaderBesideThem() throws IOException {
    Path file = folder.resolve("t.npy");
    try (TraceWriter writer = Traces.write(file, HEADER)) {
      writer.write(weighted(fromZero(0, 0, 1, 2, -1), 1, 1, 1, 1));
      writer.write(fromZero(1, 7, 6, 5, 4, 3, 2));
      writer.complete();
    }

    assertThat(files()).containsExactly("t.json", "t.npy");
    byte[] npy = Files.readAllBytes(file);
    assertThat(literal(npy))
        .isEqualTo("{'descr': '<i2', 'fortran_order': False, 'shape': (3, 2, 2), }");
    assertThat(shorts(npy)).containsExactly(0, 1, 7, 6, 2, -1, 5, 4, -1, -1, 3, 2);
    assertThat(Files.readString(folder.resolve("t.json")))
        .isEqualTo(
            "{\"moe_routing\":1,\"model\":\"m\",\"num_experts\":8,\"top_k\":2,\"layers\":[3,5],"
                + "\"hash_layers\":[3],\"source\":\"s\",\"license\":\"l\",\"phase_split\":1}");
  }

  @Test
  void aLinePerStretchOfPositions() throws IOException {
    Path file = folder.resolve("t.jsonl");
    TraceBlock gap = block(1, 0, 1, 2, 3);
    gap.positions()[1] = 9;
    TraceBlock unstated = block(0, 6, 5);
    unstated.phases()[0] = TracePhase.UNSTATED.code();
    try (TraceWriter writer = Traces.write(file, HEADER)) {
      writer.write(weighted(block(0, 7, 6, 5, -1), 0.1f, 1e-10f, 3, 9));
      writer.write(gap);
      writer.write(unstated);
      writer.counts(1, new long[] {1, 0, 0, 0, 5_000_000_000L, 0, 0, 0});
      writer.complete();
    }

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"moe_routing":1,"model":"m","num_experts":8,"top_k":2,"layers":[3,5],"hash_layers":[3],"source":"s","license":"l"}
            {"seq":4,"pos":6,"prompt_len":7,"layer":3,"ids":[[7,6],[5,-1]],"weights":[[0.1,1.0E-10],[3.0,0.0]]}
            {"seq":4,"pos":6,"prompt_len":7,"layer":5,"ids":[[0,1]]}
            {"seq":4,"pos":9,"prompt_len":9,"layer":5,"ids":[[2,3]]}
            {"seq":4,"pos":6,"layer":3,"ids":[[6,5]]}
            {"hist":"layer 5","layer":5,"routed":5000000001,"counts":[1,0,0,0,5000000000,0,0,0]}
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.npy", "t.npz", "t.jsonl"})
  void leavesNothingUnlessComplete(String name) throws IOException {
    Files.writeString(folder.resolve(name), "old");
    try (TraceWriter writer = Traces.write(folder.resolve(name), HEADER)) {
      writer.write(fromZero(0, 1, 2));
    }

    assertThat(files()).containsExactly(name);
    assertThat(folder.resolve(name)).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.npy", "t.npz", "t.jsonl"})
  void anEmptyTraceIsAFile(String name) throws IOException {
    try (TraceWriter writer = Traces.write(folder.resolve(name), HEADER)) {
      writer.complete();
    }

    assertThat(folder.resolve(name)).isNotEmptyFile();
    assertThat(files()).allMatch(file -> file.startsWith("t."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.npy", "t.npz", "t.jsonl"})
  void saysInOneLineWhatCannotBeWritten(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve(name);

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Traces.write(file, HEADER))
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.CANNOT_WRITE))
        .withMessageStartingWith("cannot write " + file)
        .matches(e -> e.getMessage().lines().count() == 1);
  }

  @Test
  void refusesOtherEndings() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Traces.write(folder.resolve("t.safetensors"), HEADER))
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .withMessageContaining(".npz, .npy or .jsonl");
  }

  @Test
  void arraysHoldATokenOnce() throws IOException {
    try (TraceWriter writer = Traces.write(folder.resolve("t.npz"), HEADER)) {
      writer.write(block(0, 1, 2, 3, 4));
      writer.write(block(1, 1, 2, 3, 4));
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> writer.write(block(1, 1, 2)))
          .withMessageContaining("layer 5 has sequence 4, position 6 twice");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void arraysHoldNoCounts() {
    for (String name : List.of("t.npy", "t.npz")) {
      try (TraceWriter writer = Traces.write(folder.resolve(name), HEADER)) {
        assertThatExceptionOfType(UserError.class)
            .isThrownBy(() -> writer.counts(0, new long[8]))
            .withMessageContaining("write a .jsonl file");
      }
    }
  }

  @Test
  void npyHoldsOneSequenceFromItsStart() {
    TraceBlock other = fromZero(0, 1, 2, 3, 4);
    other.sequences()[1] = 5;
    for (TraceBlock wrong : List.of(block(0, 1, 2), other)) {
      try (TraceWriter writer = Traces.write(folder.resolve("t.npy"), HEADER)) {
        assertThatExceptionOfType(UserError.class)
            .isThrownBy(() -> writer.write(wrong))
            .withMessageContaining("one sequence from position 0 on")
            .withMessageContaining("write a .npz file");
      }
    }
  }

  /** Tables grow several times, in files mapped anew. */
  @Test
  void manyTokensInManyBlocks() throws IOException {
    TraceHeader header = TraceHeader.of(1000, 8, 3);
    int tokens = 120_000;
    Path file = folder.resolve("t.npz");
    try (TraceWriter writer = Traces.write(file, header)) {
      TraceBlock block = new TraceBlock(1000, 8);
      for (int start = 0; start < tokens; start += 1000) {
        for (int layer = 0; layer < 3; layer++) {
          block.start(layer, start, 1000);
          for (int i = 0; i < 8000; i++) {
            block.positions()[i / 8] = start + i / 8;
            block.ids()[i] = (short) ((start + i / 8 + 31 * layer + i % 8) % 1000);
          }
          writer.write(block);
        }
      }
      writer.complete();
    }

    short[] ids = shorts(members(file).get("ids.npy"));
    assertThat(ids).hasSize(tokens * 24);
    for (int i = 0; i < ids.length; i++) {
      assertThat((int) ids[i]).isEqualTo((i / 24 + 31 * (i / 8 % 3) + i % 8) % 1000);
    }
  }
}
