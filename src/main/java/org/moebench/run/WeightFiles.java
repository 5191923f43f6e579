// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.workload.Progress;
import org.moebench.workload.WeightSpec;
import org.moebench.workload.WeightStore;

/**
 * The weight files that a run reads.
 *
 * @param cache folder of the files
 * @param threads threads that build them
 * @param missing files that have to be built first
 */
record WeightFiles(Path cache, int threads, List<WeightSpec> missing) {
  /**
   * Looks which files are missing.
   *
   * @throws UserError TOO_LARGE if they do not fit the disk
   */
  static WeightFiles of(Path cache, int threads, Collection<WeightSpec> wanted) {
    WeightStore store = new WeightStore(cache, threads, Progress.SILENT);
    WeightFiles files =
        new WeightFiles(
            cache, threads, wanted.stream().distinct().filter(w -> !store.exists(w)).toList());
    files.checkDisk();
    return files;
  }

  /** Bytes of the missing files. */
  long missingBytes() {
    return missing.stream().mapToLong(WeightStore::fileBytes).sum();
  }

  private void checkDisk() {
    long bytes = missingBytes();
    long free = freeBytes(cache);
    if (bytes > free) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "the weight files need %d bytes (%s) in %s, where %s are free: choose another folder with"
                  .formatted(bytes, MachineMemory.text(bytes), cache, MachineMemory.text(free))
              + " --cache, or fewer formats");
    }
  }

  /** Free bytes where a folder is or will be; no limit if the system does not say. */
  static long freeBytes(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? Long.MAX_VALUE : Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Builds what is missing. */
  void build(StopSignal stop, Consumer<String> says) {
    new WeightBuild(this, stop).run(says);
  }

  /** Where a set of weights is, for people. */
  String state(Collection<WeightSpec> wanted) {
    return wanted.stream().anyMatch(missing::contains) ? "to be built in " + cache : "stored";
  }

  /** What will be written, for people. */
  String diskLine() {
    return "disk      " + MachineMemory.text(missingBytes()) + " to be written";
  }
}
