// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class BenchmarkJarTest {
  @TempDir private Path folder;

  private static void refused(Path file, String part) {
    assertThatThrownBy(() -> BenchmarkJar.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), part)
        .satisfies(e -> assertThat(((UserError) e).status()).isEqualTo(ExitStatus.BAD_INPUT));
  }

  @Test
  void readsNamesAndChecksum() throws Exception {
    List<String> names = List.of("org.moebench.bench.GemmBenchmark.multiply", "a.b.C.d");
    BenchmarkJar jar = BenchmarkJar.read(ExampleArms.jar(folder.resolve("a.jar"), "x", names));
    assertThat(jar.benchmarks()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(jar.sha256()).matches("[0-9a-f]{64}");
    Path other = ExampleArms.jar(folder.resolve("b.jar"), "y", names);
    assertThat(BenchmarkJar.read(other).sha256()).isNotEqualTo(jar.sha256());
  }

  @Test
  void readsTheListThatJmhWroteForThisSuite() throws Exception {
    Path list = Path.of("target/classes/META-INF/BenchmarkList");
    Path file = folder.resolve("suite.jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ExampleArms.entry(zip, "META-INF/BenchmarkList", Files.readString(list));
    }
    assertThat(BenchmarkJar.read(file).benchmarks())
        .contains("org.moebench.bench.GemmBenchmark.multiply");
  }

  @Test
  void refusesWhatHoldsNoBenchmarks() throws Exception {
    refused(folder.resolve("none.jar"), "does not exist");
    refused(Files.writeString(folder.resolve("text.jar"), "text"), "no readable jar");
    refused(ExampleArms.plainJar(folder.resolve("plain.jar")), "no JMH benchmarks");
    Path odd = folder.resolve("odd.jar");
    try (OutputStream out = Files.newOutputStream(odd);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ExampleArms.entry(zip, "META-INF/BenchmarkList", "JMH S 99 a");
    }
    refused(odd, "unknown form");
  }
}
