// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.quant.QuantizedMatrix;

class WeightStoreTest {
  private static final int HEADER = 128;

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> steps = new ArrayList<>();
  private WeightStore store;

  @BeforeEach
  void makeStore() {
    store = new WeightStore(folder.resolve("cache"), 3, new Recorder());
  }

  private final class Recorder implements Progress {
    @Override
    public void message(String line) {
      lines.add(line);
    }

    @Override
    public void step(int done, int total) {
      steps.add(done);
    }
  }

  private static WeightSpec spec(QuantFormat format) {
    return new WeightSpec(format, 5, 70, 64, 32, 42);
  }

  @ParameterizedTest
  @EnumSource
  void loadsWhatQuantizingTheSyntheticWeightsGives(QuantFormat format) {
    WeightSpec spec = spec(format);
    PackedWeights loaded = store.load(spec).weights();
    PackedWeights expected = PackedWeights.allocate(spec.layout());
    for (int e = 0; e < spec.experts(); e++) {
      expected.pack(e, matrix(spec, e));
    }
    assertThat(loaded.words()).isEqualTo(expected.words());
    assertThat(loaded.floats()).isEqualTo(expected.floats());
    assertThat(loaded.scales()).isEqualTo(expected.scales());
    assertThat(loaded.offsets()).isEqualTo(expected.offsets());
  }

  private static QuantizedMatrix matrix(WeightSpec spec, int expert) {
    float[] w = new float[spec.n() * spec.k()];
    for (int row = 0; row < spec.n(); row++) {
      SyntheticData.weights(spec.seed(), expert, row, spec.k(), w, row * spec.k());
    }
    return spec.format().quantize(w, spec.n(), spec.k(), spec.group());
  }

  @Test
  void isBuiltOnceAndReadAfterwards() throws IOException {
    WeightSpec spec = spec(QuantFormat.INT4_ASYM);
    assertThat(store.exists(spec)).isFalse();
    store.ensure(spec);
    assertThat(store.exists(spec)).isTrue();
    assertThat(Files.size(store.path(spec))).isEqualTo(WeightStore.fileBytes(spec));
    assertThat(lines).singleElement().asString().contains("building").contains(spec.fileName());
    assertThat(steps).containsExactly(1, 2, 3, 4, 5);

    String hash = store.load(spec).hash();
    store.ensure(spec);
    assertThat(lines).hasSize(1);
    assertThat(new WeightStore(folder.resolve("other"), 1, Progress.SILENT).load(spec).hash())
        .isEqualTo(hash)
        .matches("[0-9a-f]{64}");
    assertThat(filesIn("cache")).containsExactly(spec.fileName());
  }

  @Test
  void differentWeightsHaveDifferentFilesAndHashes() throws IOException {
    List<String> hashes = new ArrayList<>();
    for (WeightSpec spec :
        List.of(
            spec(QuantFormat.INT8_SYM),
            spec(QuantFormat.INT8_ASYM),
            new WeightSpec(QuantFormat.INT8_SYM, 5, 70, 64, 32, 43),
            new WeightSpec(QuantFormat.INT8_SYM, 5, 70, 64, 64, 42),
            new WeightSpec(QuantFormat.INT8_SYM, 5, 71, 64, 32, 42))) {
      hashes.add(store.load(spec).hash());
    }
    assertThat(hashes).doesNotHaveDuplicates();
    assertThat(filesIn("cache")).hasSize(hashes.size());
  }

  private List<String> filesIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void truncatedFileIsRebuilt() throws IOException {
    replacedAfter("bytes instead of", bytes -> Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void emptyFileIsRebuilt() throws IOException {
    replacedAfter("is no weight file", bytes -> new byte[0]);
  }

  @Test
  void foreignFileIsRebuilt() throws IOException {
    replacedAfter("another version or for other", bytes -> new byte[bytes.length]);
  }

  @Test
  void fileOfAnotherVersionIsRebuilt() throws IOException {
    replacedAfter("another version or for other", bytes -> changed(bytes, 20));
  }

  @Test
  void fileWithADamagedWeightIsRebuilt() throws IOException {
    replacedAfter("is damaged", bytes -> changed(bytes, HEADER + 1000));
    replacedAfter("is damaged", bytes -> changed(bytes, bytes.length - 1));
  }

  private static byte[] changed(byte[] bytes, int at) {
    bytes[at] ^= 4;
    return bytes;
  }

  private interface Damage {
    byte[] apply(byte[] bytes);
  }

  private void replacedAfter(String reason, Damage damage) throws IOException {
    WeightSpec spec = spec(QuantFormat.FP8_E5M2);
    StoredWeights good = store.load(spec);
    byte[] bytes = Files.readAllBytes(store.path(spec));
    Files.write(store.path(spec), damage.apply(bytes.clone()));
    lines.clear();
    StoredWeights again = store.load(spec);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains(reason).contains("building it anew");
    assertThat(again.hash()).isEqualTo(good.hash());
    assertThat(again.weights().words()).isEqualTo(good.weights().words());
    assertThat(Files.readAllBytes(store.path(spec))).isEqualTo(bytes);
  }

  @Test
  void leftOversOfAnInterruptedBuildDoNoHarm() throws IOException {
    WeightSpec spec = spec(QuantFormat.INT2_SYM);
    Files.createDirectories(store.path(spec).getParent());
    Path part = store.path(spec).resolveSibling(spec.fileName() + ".part");
    Files.write(part, new byte[1_000_000]);
    store.load(spec);
    assertThat(part).doesNotExist();
    assertThat(Files.size(store.path(spec))).isEqualTo(WeightStore.fileBytes(spec));
  }

  @Test
  void severalThreadsMayAskForTheSameFileAtOnce() throws Exception {
    WeightSpec spec = spec(QuantFormat.FP32);
    Callable<String> load =
        () -> new WeightStore(folder.resolve("cache"), 2, Progress.SILENT).load(spec).hash();
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<String> hashes = new ArrayList<>();
      for (Future<String> future : executor.invokeAll(List.of(load, load, load, load))) {
        hashes.add(future.get());
      }
      assertThat(hashes).hasSize(4).containsOnly(hashes.get(0));
    }
  }

  @Test
  void refusesWhatDoesNotFitTheDisk() {
    Path file = folder.resolve("w.weights");
    WeightBuilder.requireSpace(file, 5_000, 5_000);
    assertThatThrownBy(() -> WeightBuilder.requireSpace(file, 5_000, 4_999))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContainingAll("needs 5,000 bytes", "4,999 free", "--cache DIR");
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    WeightStore inFile = new WeightStore(file, 1, Progress.SILENT);
    assertThatThrownBy(() -> inFile.ensure(spec(QuantFormat.INT8_SYM)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.CANNOT_WRITE))
        .hasMessageContaining("--cache DIR");
  }

  @Test
  void refusesImpossibleShapes() {
    WeightSpec spec = new WeightSpec(QuantFormat.INT8_SYM, 1, 32, 100, 32, 42);
    assertThatThrownBy(() -> store.load(spec))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE));
    assertThat(folder.resolve("cache")).doesNotExist();
  }
}
