// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFolderTest {
  private static final Map<String, String> FILES =
      Map.of(
          "datasets/a.json",
          "A",
          "datasets/b-1.01.json",
          "B",
          "datasets/README.md",
          "no",
          "datasets/routers/r.json",
          "R",
          "datasets/models/m.json",
          "M");

  @TempDir Path folder;

  @Test
  void findsTheFilesOfADirectory() throws IOException {
    Files.createDirectories(folder.resolve("datasets/routers"));
    Files.createDirectories(folder.resolve("datasets/models"));
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    assertThat(DatasetFolder.read(folder)).isEqualTo(Map.of("a", "A", "b-1.01", "B"));
    assertThat(DatasetFolder.readRouters(folder)).isEqualTo(Map.of("r", "R"));
    assertThat(DatasetFolder.readModels(folder)).isEqualTo(Map.of("m", "M"));
  }

  @Test
  void findsTheFilesOfAJarWithoutDirectoryEntries() throws IOException {
    Path jar = folder.resolve("a jar with blanks.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(DatasetFolder.read(jar)).isEqualTo(Map.of("a", "A", "b-1.01", "B"));
    assertThat(DatasetFolder.readRouters(jar)).isEqualTo(Map.of("r", "R"));
    assertThat(DatasetFolder.readModels(jar)).isEqualTo(Map.of("m", "M"));
  }

  @Test
  void saysWhereDatasetsShouldHaveBeen() {
    assertThatThrownBy(() -> DatasetFolder.read(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.toString());
  }
}
