// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.moebench.result.Environment;

/** Describes the machine and JVM, with {@code unknown} where the system does not say. */
public final class EnvironmentProbe {
  /** Revision of the suite, set by {@code run-bench.sh}. */
  static final String COMMIT_PROPERTY = "moebench.commit";

  private static final String UNKNOWN = "unknown";

  private final Path cpuinfo;
  private final Path caches;

  /** Reads this machine. */
  public EnvironmentProbe() {
    this(Path.of("/proc/cpuinfo"), Path.of("/sys/devices/system/cpu/cpu0/cache"));
  }

  EnvironmentProbe(Path cpuinfo, Path caches) {
    this.cpuinfo = cpuinfo;
    this.caches = caches;
  }

  /**
   * The environment of a run.
   *
   * @param workers worker threads of every launch
   * @param vectorBits species width that the forks reported; 0 if none has
   */
  public Environment probe(int workers, int vectorBits) {
    return new Environment(
        cpuModel(),
        System.getProperty("os.arch", UNKNOWN),
        Runtime.getRuntime().availableProcessors(),
        workers,
        MachineMemory.physicalBytes(),
        cacheSizes(),
        System.getProperty("os.name", UNKNOWN) + " " + System.getProperty("os.version", ""),
        System.getProperty("java.version", UNKNOWN)
            + " ("
            + System.getProperty("java.vendor", UNKNOWN)
            + ")",
        System.getProperty("java.vm.name", UNKNOWN),
        vectorBits,
        ForkArguments.common(),
        System.getProperty(COMMIT_PROPERTY, UNKNOWN),
        SuiteVersion.text());
  }

  /** Widest vectors this JVM's C2 uses, in bits, without asking the Vector API; 0 if unknown. */
  public static int vectorBits() {
    return (int) Math.max(0, Byte.SIZE * VmFlags.number("MaxVectorSize"));
  }

  /** x86 says {@code model name}; ARM says its implementer and part only. */
  String cpuModel() {
    List<String> lines = ProcText.lines(cpuinfo);
    return ProcText.value(lines, "model name")
        .or(() -> ProcText.value(lines, "Model"))
        .or(() -> ProcText.value(lines, "CPU part").map(part -> "ARM part " + part))
        .orElse(UNKNOWN);
  }

  /** Cache sizes of one core, smallest first, for example {@code L1d 32 KiB, L2 1 MiB}. */
  String cacheSizes() {
    if (!Files.isDirectory(caches)) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    try (Stream<Path> indexes = Files.list(caches)) {
      for (Path index : indexes.filter(path -> name(path).startsWith("index")).sorted().toList()) {
        cacheSize(index).ifPresent(texts::add);
      }
    } catch (IOException e) {
      return "";
    }
    return String.join(", ", texts);
  }

  /** Size of the largest cache that a core reads through, in bytes; 0 if unknown. */
  public long largestCacheBytes() {
    if (!Files.isDirectory(caches)) {
      return 0;
    }
    try (Stream<Path> indexes = Files.list(caches)) {
      return indexes
          .flatMap(index -> ProcText.line(index.resolve("size")).stream())
          .filter(EnvironmentProbe::isKibibytes)
          .mapToLong(size -> kibibytes(size) << 10)
          .max()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static Optional<String> cacheSize(Path index) {
    String type = ProcText.line(index.resolve("type")).orElse("");
    Optional<String> level = ProcText.line(index.resolve("level"));
    Optional<String> size = ProcText.line(index.resolve("size"));
    if (type.equals("Instruction") || level.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    String suffix = type.equals("Data") ? "d" : "";
    return Optional.of("L" + level.get() + suffix + " " + binary(size.get()));
  }

  /** The kernel writes {@code 1024K}. */
  private static String binary(String size) {
    if (!isKibibytes(size)) {
      return size;
    }
    long kibibytes = kibibytes(size);
    return kibibytes >= 1024 && kibibytes % 1024 == 0
        ? kibibytes / 1024 + " MiB"
        : kibibytes + " KiB";
  }

  private static boolean isKibibytes(String size) {
    return size.toUpperCase(Locale.ROOT).matches("\\d{1,9}K");
  }

  private static long kibibytes(String size) {
    return Long.parseLong(size.substring(0, size.length() - 1));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
