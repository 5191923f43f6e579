// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.jmh.JmhBenchmark;
import org.moebench.gate.jmh.JmhFile;
import org.moebench.gate.jmh.JmhKey;
import org.moebench.report.document.MarkdownRenderer;
import org.moebench.report.document.TerminalRenderer;
import org.moebench.result.ResultFiles;

/** Compares two files, shows and writes what came of it. */
public final class CompareRun {
  /** With longer names verdicts would not fit the terminal's width. */
  private static final int LONGEST_NAME = 24;

  private CompareRun() {}

  /**
   * Compares.
   *
   * @param out where the table is printed
   * @param colour whether to use ANSI colours
   * @return REGRESSION if a row is slower and that shall fail, else OK
   * @throws org.moebench.fault.UserError BAD_INPUT if a file is bad, USAGE if the files are
   *     swapped, CANNOT_WRITE if an output cannot be written
   */
  public static ExitStatus run(CompareRequest request, PrintStream out, boolean colour) {
    List<JmhBenchmark> a = JmhFile.read(request.a());
    List<JmhBenchmark> b = JmhFile.read(request.b());
    Comparison comparison = Comparison.of(a, b, request.level(), request.effect());
    Labels labels = new Labels(Stream.concat(a.stream(), b.stream()).map(JmhKey::of).toList());
    ComparePage page = new ComparePage(request, comparison, labels);
    List<String> differences = Differences.of(a, b, labels);
    out.print(TerminalRenderer.render(page.document(differences, LONGEST_NAME), colour));
    if (request.markdown() != null) {
      String text = MarkdownRenderer.render(page.document(differences, Integer.MAX_VALUE));
      write("--markdown", request.markdown(), text);
    }
    if (request.csv() != null) {
      write("--csv", request.csv(), page.csv().text());
    }
    boolean slower = comparison.count(Row.Word.SLOWER) > 0;
    return request.fail() && slower ? ExitStatus.REGRESSION : ExitStatus.OK;
  }

  private static void write(String option, Path file, String text) {
    try {
      ResultFiles.write(file, text);
    } catch (UserError e) {
      String advice = "cannot write " + file + "; choose another file with " + option;
      throw new UserError(e.status(), advice, e);
    }
  }
}
