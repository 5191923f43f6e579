// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Checkouts, jars and a Maven for tests. */
public final class ExampleArms {
  /** Text by which the Maven of {@link #maven} fails. */
  public static final String BROKEN = "does not compile";

  private ExampleArms() {}

  /** A jar with an entry in JMH's list per benchmark; {@code text} makes its bytes differ. */
  public static Path jar(Path file, String text, List<String> benchmarks) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    StringBuilder list = new StringBuilder();
    for (String benchmark : benchmarks) {
      int dot = benchmark.lastIndexOf('.');
      String type = benchmark.substring(0, dot);
      String method = benchmark.substring(dot + 1);
      list.append("JMH ");
      for (String part : List.of(type, type + "_" + method + "_jmhTest", method, "AverageTime")) {
        list.append("S ").append(part.length()).append(' ').append(part).append(' ');
      }
      list.append("E A 1 1 1 E \n");
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "META-INF/BenchmarkList", list.toString());
      entry(zip, "text", text);
    }
    return file;
  }

  /** A jar without benchmarks. */
  static Path plainJar(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "text", "x");
    }
    return file;
  }

  static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** An empty git checkout. */
  public static void init(Path folder) throws IOException {
    Files.createDirectories(folder);
    git(folder, "init", "-q", "-b", "main");
    git(folder, "config", "user.name", "Somebody");
    git(folder, "config", "user.email", "somebody@example.org");
    git(folder, "config", "commit.gpgsign", "false");
  }

  /** Writes a file and commits it; the commit's id. */
  public static String commit(Path folder, String file, String text) throws IOException {
    write(folder, file, text);
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "Change " + file);
    return git(folder, "rev-parse", "HEAD");
  }

  /** Writes a file. */
  public static void write(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** What git says; it must succeed. */
  public static String git(Path folder, String... arguments) {
    return new Git(folder, System.getenv()).say(arguments);
  }

  /**
   * An environment whose {@code mvn} packs the benchmarks of {@code src/list} into a jar, fails on
   * sources that say {@link #BROKEN}, and notes its arguments in {@code calls}.
   */
  public static Map<String, String> maven(Path bin, Path builtJar) throws IOException {
    Path script = bin.resolve("mvn");
    Files.createDirectories(bin);
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$JAVA_HOME $*" >> "%1$s/calls"
        if grep -q '%2$s' src/*; then
          echo '[ERROR] COMPILATION ERROR : '
          echo "[ERROR] $PWD/src/A.java:[3,5] cannot find symbol"
          echo '[ERROR] Failed to execute goal'
          exit 1
        fi
        mkdir -p target && cp "%3$s" target/benchmarks.jar
        """
            .formatted(bin, BROKEN, builtJar));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + script + " executable");
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    return environment;
  }
}
