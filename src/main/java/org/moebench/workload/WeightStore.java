// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;

/**
 * Synthetic weights in a folder of cache files, one per {@link WeightSpec}. The first to need a
 * file generates, quantizes and packs it, panel by panel in little memory; later processes read it,
 * mostly from the operating system's page cache.
 *
 * <p>A file is built under its name with {@code .part} appended, locked against other processes,
 * and then moved into place: what has the right name is whole. Every load checks the content's
 * hash; a truncated, damaged or foreign file is built anew.
 */
public final class WeightStore {
  private final Path folder;
  private final int threads;
  private final Progress progress;

  /**
   * @param folder where the files are; made when first written to
   * @param threads threads that build and read
   * @param progress hears of builds and of files that had to be replaced
   */
  public WeightStore(Path folder, int threads, Progress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    this.folder = folder;
    this.threads = threads;
    this.progress = progress;
  }

  /** Bytes of the file on disk. */
  public static long fileBytes(WeightSpec spec) {
    return new WeightFile(spec).bytes();
  }

  /** Where the file is, or will be. */
  public Path path(WeightSpec spec) {
    return folder.resolve(spec.fileName());
  }

  /** Whether a file of the right kind and size is there. Its content is checked when loaded. */
  public boolean exists(WeightSpec spec) {
    return Files.exists(path(spec)) && new WeightFile(spec).problem(path(spec)) == null;
  }

  /**
   * Builds the file unless it is there, without keeping the weights in memory.
   *
   * @throws UserError TOO_LARGE if the disk is too full, CANNOT_WRITE if the folder is not writable
   */
  public void ensure(WeightSpec spec) {
    WeightFile file = new WeightFile(spec);
    if (!isUsable(file, spec)) {
      new WeightBuilder(spec, file, path(spec), progress).build(threads);
    }
  }

  /**
   * The weights, built first if need be.
   *
   * @throws UserError as {@link #ensure}
   */
  public StoredWeights load(WeightSpec spec) {
    WeightFile file = new WeightFile(spec);
    ensure(spec);
    PackedWeights weights = PackedWeights.allocate(spec.layout());
    String hash = tryRead(file, spec, weights);
    if (hash == null) {
      rebuild(file, spec);
      hash = tryRead(file, spec, weights);
    }
    if (hash == null) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "weight file "
              + path(spec)
              + " is damaged again right after it was built: check the disk"
              + " or choose another folder with --cache DIR");
    }
    return new StoredWeights(weights, hash);
  }

  private boolean isUsable(WeightFile file, WeightSpec spec) {
    if (!Files.exists(path(spec))) {
      return false;
    }
    String problem = file.problem(path(spec));
    if (problem != null) {
      progress.message("weight file " + path(spec) + " " + problem + "; building it anew");
    }
    return problem == null;
  }

  private void rebuild(WeightFile file, WeightSpec spec) {
    try {
      Files.deleteIfExists(path(spec));
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE,
          "cannot replace damaged weight file %s (%s); choose another folder with --cache DIR"
              .formatted(path(spec), e),
          e);
    }
    new WeightBuilder(spec, file, path(spec), progress).build(threads);
  }

  /** Reads into {@code weights} and returns the hash; {@code null}, and a message, if damaged. */
  private String tryRead(WeightFile file, WeightSpec spec, PackedWeights weights) {
    try (FileChannel channel = FileChannel.open(path(spec), StandardOpenOption.READ)) {
      int[] checksums = new int[spec.experts()];
      ExpertLoop.run(
          spec.experts(),
          threads,
          file::panelBuffer,
          (e, buffer) -> checksums[e] = file.readExpert(channel, weights, e, buffer));
      String hash = file.verify(channel, checksums);
      if (hash == null) {
        progress.message("weight file " + path(spec) + " is damaged; building it anew");
      }
      return hash;
    } catch (IOException e) {
      progress.message(
          "weight file " + path(spec) + " cannot be read (" + e + "); building it anew");
      return null;
    }
  }
}
