// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.run.Doctor;
import org.moebench.run.DoctorCheck;
import org.moebench.run.DoctorCheck.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: says whether this machine is fit for measuring. */
@Command(
    name = "doctor",
    description =
        "Check JDK, processors, memory, noise, fonts and folders, and say what to change.",
    headerHeading = "Examples:%n" + "  ./run-bench.sh doctor%n" + "%n")
final class DoctorCommand implements Callable<Integer> {
  private static final Map<Level, String> STYLES =
      Map.of(Level.OK, "fg(green)", Level.WARN, "fg(yellow),bold", Level.FAIL, "fg(red),bold");

  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", description = "Output folder to check.")
  private Path out;

  @Option(names = "--cache", paramLabel = "DIR", description = "Folder of weight files to check.")
  private Path cache;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    Doctor doctor =
        new Doctor(
            Objects.requireNonNullElse(out, terminal.root().resolve(Commands.PREFILL_OUT)),
            Objects.requireNonNullElse(cache, terminal.root().resolve(Commands.CACHE)));
    List<DoctorCheck> checks = doctor.examine();
    checks.forEach(check -> print(check, terminal));
    boolean fit = checks.stream().noneMatch(check -> check.level() == Level.FAIL);
    return (fit ? ExitStatus.OK : ExitStatus.UNSUITABLE_JVM).code();
  }

  private static void print(DoctorCheck check, Terminal terminal) {
    Ansi ansi = terminal.colour() ? Ansi.ON : Ansi.OFF;
    String level = String.format(Locale.ROOT, "%-4s", check.level());
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s  %-13s %s%n",
            ansi.string("@|" + STYLES.get(check.level()) + " " + level + "|@"),
            check.name(),
            check.finding());
    if (check.advice() != null) {
      terminal.out().printf(Locale.ROOT, "%20s-> %s%n", "", check.advice());
    }
  }
}
