// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks whether this machine and JVM can make figures, and good ones. */
public final class Doctor {
  private static final int JAVA = 25;
  private static final String MODULE = "jdk.incubator.vector";
  private static final long LEAST_MEMORY = 2L << 30;
  private static final long LEAST_DISK = 1L << 30;

  private final Path out;
  private final Path cache;

  /**
   * @param out output folder to be checked
   * @param cache folder of the weight files to be checked
   */
  public Doctor(Path out, Path cache) {
    this.out = out;
    this.cache = cache;
  }

  /** All checks, those that decide first. Takes about a second. */
  public List<DoctorCheck> examine() {
    MachineState machine = new MachineState(Path.of("/"));
    int cores = Runtime.getRuntime().availableProcessors();
    return List.of(
        jdk(Runtime.version().feature()),
        vectorModule(ModuleFinder.ofSystem().find(MODULE).isPresent()),
        vectorWidth(VmFlags.number("MaxVectorSize")),
        memory(MachineMemory.physicalBytes()),
        writable(out),
        disk(cache, WeightFiles.freeBytes(cache)),
        cores(cores),
        machine.quota(cores),
        machine.hugePages(),
        machine.governor(),
        machine.load(cores),
        machine.steal(),
        fonts());
  }

  static DoctorCheck jdk(int feature) {
    String found = System.getProperty("java.version") + ", " + System.getProperty("java.vm.name");
    return feature >= JAVA
        ? DoctorCheck.ok("JDK", found)
        : DoctorCheck.fail("JDK", found, "install a JDK " + JAVA + " or newer, or set JAVA_HOME");
  }

  static DoctorCheck vectorModule(boolean present) {
    return present
        ? DoctorCheck.ok("Vector API", MODULE + " is in this JDK")
        : DoctorCheck.fail("Vector API", "no " + MODULE, "use a full JDK, not a trimmed runtime");
  }

  static DoctorCheck vectorWidth(long bytes) {
    String name = "vector width";
    if (bytes < 0) {
      return DoctorCheck.warn(
          name, "the JVM does not say", "use a HotSpot JVM with the C2 compiler");
    }
    String found = 8 * bytes + " bits";
    return bytes >= 16
        ? DoctorCheck.ok(name, found)
        : DoctorCheck.fail(name, found, "use a JVM with the C2 compiler on a processor with SIMD");
  }

  static DoctorCheck memory(long physical) {
    String found =
        MachineMemory.text(physical)
            + ", a fork may take "
            + MachineMemory.text(MachineMemory.perFork(physical));
    if (physical <= 0) {
      return DoctorCheck.warn(
          "memory", "unknown", "make sure that 12 GiB are free for --preset full");
    } else if (physical < LEAST_MEMORY) {
      return DoctorCheck.fail("memory", found, "give this machine or container at least 2 GiB");
    } else if (MachineMemory.perFork(physical) < MachineMemory.MOST_PER_FORK) {
      return DoctorCheck.warn(
          "memory",
          found,
          "--preset full wants 12 GiB for one fork: its largest cells are skipped");
    }
    return DoctorCheck.ok("memory", found);
  }

  static DoctorCheck writable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".doctor", ".tmp"));
      return DoctorCheck.ok("output", folder + " can be written");
    } catch (IOException e) {
      return DoctorCheck.fail(
          "output", folder + " cannot be written: " + e, "choose another folder with --out");
    }
  }

  static DoctorCheck disk(Path cache, long free) {
    if (free == Long.MAX_VALUE) {
      return DoctorCheck.warn("disk", "free space unknown", "make sure that weight files fit");
    }
    String found = MachineMemory.text(free) + " free for weight files in " + cache;
    return free >= LEAST_DISK
        ? DoctorCheck.ok("disk", found)
        : DoctorCheck.warn("disk", found, "free some space or choose another folder with --cache");
  }

  static DoctorCheck cores(int cores) {
    return cores > 1
        ? DoctorCheck.ok("cores", Integer.toString(cores))
        : DoctorCheck.warn("cores", "1", "the cost of a launch cannot be seen with one worker");
  }

  /** Java needs fontconfig and a font even to draw into a file. */
  private static DoctorCheck fonts() {
    String advice = "install fontconfig and a font (for example fonts-dejavu-core) to get charts";
    try {
      int fonts =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      return fonts > 0
          ? DoctorCheck.ok("fonts", fonts + " families for the charts")
          : DoctorCheck.warn("fonts", "none", advice);
    } catch (RuntimeException | LinkageError | InternalError e) {
      return DoctorCheck.warn("fonts", "cannot be used: " + e.getMessage(), advice);
    }
  }
}
