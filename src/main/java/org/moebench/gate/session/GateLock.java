// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** One run at a time in a checkout: two would share files and disturb each other's times. */
final class GateLock implements AutoCloseable {
  private final FileChannel channel;

  private GateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder; the system frees it if the process dies.
   *
   * @throws UserError UNFIT_MACHINE if another run holds it, CANNOT_WRITE
   */
  static GateLock of(Path folder) {
    Path file = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!taken(channel)) {
        channel.close();
        throw new UserError(
            ExitStatus.UNFIT_MACHINE,
            "another gate run is measuring in %s: wait for its end".formatted(folder));
      }
      return new GateLock(channel);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(Path.of("lock"), e);
    }
  }

  private static UserError cannotWrite(Path file, IOException cause) {
    return new UserError(
        ExitStatus.CANNOT_WRITE, "cannot write %s (%s)".formatted(file, cause), cause);
  }
}
