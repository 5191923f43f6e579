// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.PanelLayout;

/** Makes one weight file: generate, quantize, pack and write, a panel at a time. */
final class WeightBuilder {
  private final WeightSpec spec;
  private final WeightFile file;
  private final Path target;
  private final Path part;
  private final Progress progress;

  WeightBuilder(WeightSpec spec, WeightFile file, Path target, Progress progress) {
    this.spec = spec;
    this.file = file;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.progress = progress;
  }

  /**
   * Makes the file, unless another process makes it meanwhile.
   *
   * @throws UserError TOO_LARGE if the disk is too full, CANNOT_WRITE if writing fails
   */
  void build(int threads) {
    // File locks keep other processes out, this one keeps out other threads of this process.
    synchronized (WeightBuilder.class) {
      try {
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.lock();
          writeAndMove(channel, threads);
        } finally {
          Files.deleteIfExists(part);
        }
      } catch (IOException e) {
        throw new UserError(
            ExitStatus.CANNOT_WRITE,
            "cannot write weight file %s (%s); choose another folder with --cache DIR"
                .formatted(target, e),
            e);
      }
    }
  }

  private void writeAndMove(FileChannel channel, int threads) throws IOException {
    // Whoever held the lock before may have moved this very file into place: leave it alone then.
    if (Files.exists(target) && file.problem(target) == null) {
      return;
    }
    channel.truncate(0);
    Path folder = target.toAbsolutePath().getParent();
    requireSpace(target, file.bytes(), Files.getFileStore(folder).getUsableSpace());
    progress.message(
        String.format(
            Locale.ROOT, "building weight file %s (%.1f MB)", target, file.bytes() / 1e6));
    int[] checksums = new int[spec.experts()];
    AtomicInteger done = new AtomicInteger();
    ExpertLoop.run(
        spec.experts(),
        threads,
        file::panelBuffer,
        (expert, buffer) -> {
          checksums[expert] = writeExpert(channel, expert, buffer);
          synchronized (done) {
            progress.step(done.incrementAndGet(), spec.experts());
          }
        });
    file.writeHeader(channel, checksums);
    channel.force(false); // now, rather than in the background of what is measured next
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Throws TOO_LARGE if fewer bytes are free than the file needs. */
  static void requireSpace(Path target, long needed, long free) {
    if (free < needed) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "weight file %s needs %,d bytes and its disk has %,d free: make room or choose"
                  + " another folder with --cache DIR",
              target,
              needed,
              free));
    }
  }

  /** Writes the blocks of one expert and returns their checksum. */
  private int writeExpert(FileChannel channel, int expert, ByteBuffer buffer) throws IOException {
    CRC32C crc = new CRC32C();
    float[] rows = new float[PanelLayout.PANEL * spec.k()];
    int panels = spec.layout().panels();
    for (int panel = 0; panel < panels; panel++) {
      int first = panel * PanelLayout.PANEL;
      int count = Math.min(PanelLayout.PANEL, spec.n() - first);
      for (int i = 0; i < count; i++) {
        SyntheticData.weights(spec.seed(), expert, first + i, spec.k(), rows, i * spec.k());
      }
      PackedWeights packed =
          PackedWeights.allocate(spec.format(), 1, count, spec.k(), spec.group());
      packed.pack(0, spec.format().quantize(rows, count, spec.k(), spec.group()));
      file.writePanel(channel, packed, expert, panel, buffer, crc);
    }
    return (int) crc.getValue();
  }
}
