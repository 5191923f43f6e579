// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder {@code datasets} beside the classes, in a directory or inside a jar. What is in it is
 * found by listing it: a new file needs no registration.
 */
final class DatasetFolder {
  private static final String FOLDER = "datasets";
  private static final String SUFFIX = ".json";

  private DatasetFolder() {}

  /**
   * The text of every dataset by name, in alphabetical order.
   *
   * @param classes directory or jar the classes were loaded from
   */
  static Map<String, String> read(Path classes) {
    try {
      if (Files.isDirectory(classes)) {
        return list(classes.resolve(FOLDER));
      }
      try (FileSystem jar = FileSystems.newFileSystem(classes)) {
        return list(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the datasets in " + classes, e);
    }
  }

  private static Map<String, String> list(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          texts.put(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
        }
      }
    }
    return texts;
  }
}
