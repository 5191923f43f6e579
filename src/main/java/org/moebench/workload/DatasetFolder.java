// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder {@code datasets} beside the classes, in a directory or inside a jar, and its folders
 * {@code routers}, {@code models}, {@code decode} and {@code lengths}. What is in them is found by
 * listing them: a new file needs no registration.
 */
final class DatasetFolder {
  private static final String DATASETS = "datasets";
  private static final String ROUTERS = "datasets/routers";
  private static final String MODELS = "datasets/models";
  private static final String DECODE = "datasets/decode";
  private static final String LENGTHS = "datasets/lengths";
  private static final String SUFFIX = ".json";

  private DatasetFolder() {}

  /** Directory or jar the suite's classes were loaded from. */
  static Path classes() {
    try {
      return Path.of(
          DatasetFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes come from an unreadable place", e);
    }
  }

  /**
   * The text of every dataset by name, in alphabetical order.
   *
   * @param classes directory or jar the classes were loaded from
   */
  static Map<String, String> read(Path classes) {
    return read(classes, DATASETS);
  }

  /** The text of every router by name, as {@link #read(Path)}. */
  static Map<String, String> readRouters(Path classes) {
    return read(classes, ROUTERS);
  }

  /** The text of every model by name, as {@link #read(Path)}. */
  static Map<String, String> readModels(Path classes) {
    return read(classes, MODELS);
  }

  /** The text of every decode workload by name, as {@link #read(Path)}. */
  static Map<String, String> readDecode(Path classes) {
    return read(classes, DECODE);
  }

  /** The text of every table of request lengths by name, as {@link #read(Path)}. */
  static Map<String, String> readLengths(Path classes) {
    return read(classes, LENGTHS);
  }

  private static Map<String, String> read(Path classes, String folder) {
    try {
      if (Files.isDirectory(classes)) {
        return list(classes.resolve(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(classes)) {
        return list(jar.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s in %s".formatted(folder, classes), e);
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
