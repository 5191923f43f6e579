// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceSource;

/** Makes a trace the folder of a workload. */
final class RecordedWriter {
  private static final int LONGEST_TEXT = 500;
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final RecordedOptions options;

  /**
   * @param name checked already
   */
  RecordedWriter(Path root, String name, RecordedOptions options) {
    this.folder = root.toAbsolutePath().normalize().resolve(name);
    this.options = options;
  }

  /**
   * Reads the trace and writes the folder.
   *
   * @param mostIds most ids kept
   * @return what is in it, and how to use it
   */
  String write(TraceSource source, long mostIds) {
    TraceHeader header = source.header();
    RecordedCollector collector = new RecordedCollector(source.name(), header, mostIds);
    source.read(LayerRange.all(header), 0, collector);
    RecordedLoads loads = collector.loads();
    int[] lengths = collector.tokens().lengths();
    if (lengths.length == 0 && loads.total(loads.typical()) == 0) {
      throw new UserError(
          ExitStatus.BAD_INPUT, source.name() + ": holds no selections to make a workload of");
    }
    try {
      Path part = sibling("part");
      try {
        Files.createDirectories(part);
        String hash = writeIds(part.resolve(RecordedFile.IDS), header, collector.tokens(), lengths);
        RecordedFile file = describe(header, collector.decoded(), lengths, hash, loads);
        Files.writeString(part.resolve(RecordedFile.in(folder).getFileName()), file.toJson());
        moveIntoPlace(part);
        return new RecordedSummary(folder, file, collector.tokens()).text();
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE,
          "cannot write workload %s (%s); choose another folder with --workloads-dir"
              .formatted(folder, e),
          e);
    }
  }

  /** A folder beside the workload's that no list shows. */
  private Path sibling(String what) {
    return folder.resolveSibling(
        ".%s.%d.%s".formatted(folder.getFileName(), ProcessHandle.current().pid(), what));
  }

  /** Writes the ids and returns their hash. */
  private static String writeIds(
      Path file, TraceHeader header, RecordedTokens tokens, int[] lengths) throws IOException {
    MessageDigest digest = RoutingTrace.sha256Digest();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      out.write(
          RecordedIds.header(Arrays.stream(lengths).sum(), header.layers().size(), header.topK()));
      DigestOutputStream hashed = new DigestOutputStream(out, digest);
      tokens.write(hashed);
      hashed.flush();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private RecordedFile describe(
      TraceHeader header, String decoded, int[] lengths, String hash, RecordedLoads loads) {
    return new RecordedFile(
        folder.getFileName().toString(),
        line(header.model()),
        line(header.source()),
        line(header.license()),
        header.experts(),
        header.topK(),
        header.layers(),
        options.hiddenOrUsual(),
        options.intermediateOrUsual(),
        options.sizes(),
        decoded,
        lengths,
        hash,
        loads);
  }

  /** What a trace says, as one line that is not blank. */
  private static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    String cut = line.substring(0, Math.min(line.length(), LONGEST_TEXT));
    return cut.isEmpty() ? TraceHeader.NOT_STATED : cut;
  }

  /** Replaces the workload of that name, if there is one, by renaming alone. */
  private void moveIntoPlace(Path part) throws IOException {
    Path old = sibling("old");
    if (Files.exists(folder)) {
      Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
