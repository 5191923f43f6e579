// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.session.Instruments;
import org.moebench.gate.session.MachineInstruments;
import org.moebench.run.SuiteVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line behind {@code run-bench.sh}. */
@Command(
    name = "./run-bench.sh",
    versionProvider = Main.Version.class,
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh prefill                    which prefill strategy is best here?%n"
            + "  ./run-bench.sh routing                    which way of routing is fastest here?%n"
            + "  ./run-bench.sh swiglu                     what does fusing gate and up gain here?%n"
            + "  ./run-bench.sh decode                     which kernel for few rows, how near memory?%n"
            + "  ./run-bench.sh tune                       where do the two kernels meet here?%n"
            + "  ./run-bench.sh model                      what is choosing the kernel worth?%n"
            + "  ./run-bench.sh prefill --preset smoke     the same in a minute, on a small problem%n"
            + "  ./run-bench.sh prefill --dry-run          what would run, in how much memory and time%n"
            + "  ./run-bench.sh doctor                     is this machine fit for measuring?%n"
            + "  ./run-bench.sh list                       variants, formats, workloads, routers, models%n"
            + "%n",
    footer = {"", "Options of a command: ./run-bench.sh COMMAND --help"},
    description = {"", "Verified, interleaved benchmarks of mixture-of-experts CPU kernels.", ""},
    subcommands = {
      PrefillCommand.class,
      RoutingCommand.class,
      SwigluCommand.class,
      DecodeCommand.class,
      TuneCommand.class,
      ModelCommand.class,
      ProfileCommand.class,
      TraceCommand.class,
      GateCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      JmhCommand.class,
    })
public final class Main implements Callable<Integer> {
  private final Terminal terminal;
  private final Instruments instruments;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces with errors.")
  private boolean debug;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  private Main(Terminal terminal, Instruments instruments) {
    this.terminal = terminal;
    this.instruments = instruments;
  }

  /** Runs a command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    // Figures look the same everywhere, also in texts made without naming a locale.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(Terminal.ofProcess(System.getProperties(), System.getenv()), args));
  }

  /** Runs a command; the exit status. */
  static int run(Terminal terminal, String... args) {
    return run(terminal, new MachineInstruments(terminal.rewritable()), args);
  }

  /** The same with other instruments for the gate. */
  static int run(Terminal terminal, Instruments instruments, String... args) {
    CommandLine line = new CommandLine(new Main(terminal, instruments));
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new UsageErrors());
    line.setExecutionExceptionHandler(new ExecutionErrors(args));
    try {
      return line.execute(args);
    } catch (LinkageError | VirtualMachineError e) { // what the handlers above do not see
      line.getErr()
          .println("internal error: " + e + "; is the jar complete, the heap large enough?");
      return ExitStatus.INTERNAL.code();
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Without a command: the menu. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }

  Terminal terminal() {
    return terminal;
  }

  /** What the gate measures with. */
  Instruments instruments() {
    return instruments;
  }

  boolean debug() {
    return debug;
  }

  /** Version for {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"moebench " + SuiteVersion.text()};
    }
  }
}
