// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** A file that is being written beside its target; it vanishes with the JVM unless moved there. */
final class PartialFile {
  private final Path target;
  private final Path path;

  /**
   * @param target the file to come, or the one this file is a part of
   * @param part tells the parts of a target apart
   */
  PartialFile(Path target, String part) {
    this.target = target;
    this.path =
        target.resolveSibling(
            ".%s.%d%s.tmp".formatted(target.getFileName(), ProcessHandle.current().pid(), part));
  }

  Path path() {
    return path;
  }

  /** Opens it empty, for writing and mapping, creating its folder if needed. */
  FileChannel open() throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    path.toFile().deleteOnExit();
    return channel;
  }

  /** Gives it the target's name, replacing what has it. */
  void moveIntoPlace() throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes all of it. */
  void write(String text) throws IOException {
    open().close();
    Files.writeString(path, text);
  }

  /**
   * Closes what is open on it and removes it if it is still there. What fails here has been told
   * before, or matters to nobody: the file is of no use.
   */
  void discard(Closeable... open) {
    try {
      for (Closeable each : open) {
        each.close();
      }
    } catch (IOException e) {
      // Goes on to the removal.
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The JVM tries again when it ends.
    }
  }

  /** The error of a file that cannot be written. */
  static UserError cannotWrite(Path target, IOException cause) {
    return new UserError(
        ExitStatus.CANNOT_WRITE,
        "cannot write %s (%s); make room or choose another place".formatted(target, cause),
        cause);
  }
}
