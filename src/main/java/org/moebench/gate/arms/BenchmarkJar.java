// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCell;

/**
 * A jar with JMH benchmarks.
 *
 * @param path where it is
 * @param sha256 of its bytes, in hexadecimal
 * @param benchmarks full names of its benchmark methods
 */
public record BenchmarkJar(Path path, String sha256, Set<String> benchmarks) {
  /** Where a build of the suite leaves its jar. */
  static final String BUILT = "target/benchmarks.jar";

  private static final String LIST = "META-INF/BenchmarkList";

  /** JMH writes a line per method: each text as {@code S}, its length, and itself. */
  private static final Pattern LENGTH = Pattern.compile("S (\\d{1,5}) ");

  /**
   * Reads a jar.
   *
   * @throws UserError BAD_INPUT if it is missing, no jar, or without benchmarks
   */
  public static BenchmarkJar read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw bad(file, "does not exist", null);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry list = zip.getEntry(LIST);
      if (list == null) {
        throw bad(file, "holds no JMH benchmarks (no " + LIST + ")", null);
      }
      String text = new String(zip.getInputStream(list).readAllBytes(), StandardCharsets.UTF_8);
      return new BenchmarkJar(file, sha256(file), names(file, text));
    } catch (IOException e) {
      throw bad(file, "is no readable jar (" + e.getMessage() + ")", e);
    }
  }

  /** The jar this process runs from; outside a jar, the one the build has left in the project. */
  public static BenchmarkJar running(Path root) {
    CodeSource source = BenchmarkJar.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location != null && location.getPath().endsWith(".jar")) {
      try {
        return read(Path.of(location.toURI()));
      } catch (URISyntaxException e) {
        throw bad(Path.of(location.getPath()), "has no usable path", e);
      }
    }
    return read(root.resolve(BUILT));
  }

  /** Whether it holds the benchmark of a cell; its parameters may still differ. */
  public boolean has(GateCell cell) {
    return benchmarks.contains(cell.benchmark());
  }

  private static Set<String> names(Path file, String list) {
    Set<String> names = new TreeSet<>();
    list.lines().filter(line -> !line.isBlank()).forEach(line -> names.add(name(file, line)));
    return names;
  }

  /** Class and method: the first and the third text of the line. */
  private static String name(Path file, String line) {
    Matcher length = LENGTH.matcher(line);
    String[] texts = new String[3];
    int at = 0;
    for (int i = 0; i < texts.length; i++) {
      int end = length.find(at) ? length.end() + Integer.parseInt(length.group(1)) : -1;
      if (end < 0 || end > line.length()) {
        throw bad(file, "has a " + LIST + " of an unknown form", null);
      }
      texts[i] = line.substring(length.end(), end);
      at = end;
    }
    return texts[0] + "." + texts[2];
  }

  /** SHA-256 of a file, in hexadecimal. */
  static String sha256(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static UserError bad(Path file, String what, Exception cause) {
    return new UserError(
        ExitStatus.BAD_INPUT,
        "%s %s: give a jar that ./run-bench.sh has built".formatted(file, what),
        cause);
  }
}
