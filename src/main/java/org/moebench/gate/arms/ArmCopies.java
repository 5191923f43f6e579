// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.pairs.Arm;

/**
 * The jars that forks run: copies made for this run, with paths of equal length, so that neither
 * the length of the class path nor where a file lies in memory belongs to an arm. Both controls are
 * the head's bytes.
 */
public final class ArmCopies implements AutoCloseable {
  private static final int MOST = 99;

  private final Path folder;
  private final BenchmarkJar base;
  private final BenchmarkJar head;
  private final int number;
  private final Map<String, List<String>> headJvmArgs;

  private ArmCopies(
      Path folder,
      BenchmarkJar base,
      BenchmarkJar head,
      int number,
      Map<String, List<String>> headJvmArgs) {
    this.folder = folder;
    this.base = base;
    this.head = head;
    this.number = number;
    this.headJvmArgs = Map.copyOf(headJvmArgs);
    copy(base, "base.jar");
    copy(head, "head.jar");
    copy(head, "base-control.jar");
    copy(head, "head-control.jar");
  }

  /**
   * Makes the first copies of a run; removes those of an earlier one.
   *
   * @param folder for the copies: {@code target/gate/run}
   * @throws UserError CANNOT_WRITE
   */
  public static ArmCopies of(Path folder, BenchmarkJar base, BenchmarkJar head) {
    return of(folder, base, head, Map.of());
  }

  /**
   * The same for a test of the gate itself.
   *
   * @param headJvmArgs JVM arguments that only the head's forks get, by cell id
   * @throws UserError CANNOT_WRITE
   */
  public static ArmCopies of(
      Path folder, BenchmarkJar base, BenchmarkJar head, Map<String, List<String>> headJvmArgs) {
    Folders.delete(folder);
    return new ArmCopies(folder.toAbsolutePath(), base, head, 1, headJvmArgs);
  }

  /** New copies of the same jars, elsewhere on the disk and in memory. */
  public ArmCopies fresh() {
    return new ArmCopies(folder, base, head, number % MOST + 1, headJvmArgs);
  }

  /** The side compared with. */
  public Arm base() {
    return arm(Arm.BASE);
  }

  /** The side that is judged. */
  public Arm head() {
    return arm(Arm.HEAD);
  }

  /** Both, the base first. */
  public List<Arm> arms() {
    return List.of(base(), head());
  }

  private Arm arm(String name) {
    Map<String, List<String>> extra = name.equals(Arm.HEAD) ? headJvmArgs : Map.of();
    return new Arm(name, path(name + ".jar"), path(name + "-control.jar"), extra);
  }

  private Path path(String name) {
    return folder.resolve("%02d".formatted(number)).resolve(name);
  }

  private void copy(BenchmarkJar jar, String name) {
    Path to = path(name);
    try {
      Folders.create(to.getParent());
      Files.deleteIfExists(to); // A copy onto a file would keep its place.
      Files.copy(jar.path(), to);
      if (!BenchmarkJar.sha256(to).equals(jar.sha256())) {
        throw new UserError(
            ExitStatus.CANNOT_WRITE,
            "%s changed while the gate ran: leave it alone and start again".formatted(jar.path()));
      }
    } catch (IOException e) {
      throw Folders.cannotWrite(to, e);
    }
  }

  /** Removes all copies of the run, also those of {@link #fresh}. */
  @Override
  public void close() {
    Folders.delete(folder);
  }
}
