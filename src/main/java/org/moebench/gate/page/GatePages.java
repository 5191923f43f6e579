// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.DocumentFiles;

/**
 * Writes everything that is read of a gate run beside its {@code gate.json}: {@code index.html},
 * {@code gate.md}, {@code gate.csv}, {@code gate.txt}, {@code junit.xml}, {@code charts/} and
 * {@code data/}. The same run gives the same bytes.
 */
public final class GatePages {
  private static final String PAIRS = "gate.csv";

  private static final List<Link> RAW =
      List.of(
          new Link(GateFiles.NAME, "gate.json (everything, documented schema)"),
          new Link("base.jmh.json", "base.jmh.json (plain JMH)"),
          new Link("head.jmh.json", "head.jmh.json (plain JMH)"));

  private GatePages() {}

  /**
   * Writes the files alone.
   *
   * @throws org.moebench.fault.UserError CANNOT_WRITE naming the file
   */
  public static void write(GateRun run, Path folder) {
    write(new Changes(run), folder);
  }

  /**
   * Writes the files and tells the pipeline, if the environment names one: a summary for {@code
   * GITHUB_STEP_SUMMARY}, annotations if {@code GITHUB_ACTIONS} is {@code true}.
   *
   * @param annotationsOut the runner reads annotations from the standard output
   * @param env environment variables
   * @throws org.moebench.fault.UserError CANNOT_WRITE naming the file
   */
  public static void write(
      GateRun run, Path folder, PrintStream annotationsOut, Map<String, String> env) {
    Changes changes = new Changes(run);
    write(changes, folder);
    if (env.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
      Annotations.of(changes).forEach(annotationsOut::println);
    }
    String summary = env.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isEmpty()) {
      StepSummary.append(changes, Path.of(summary));
    }
  }

  private static void write(Changes changes, Path folder) {
    List<Link> raw = new ArrayList<>(RAW);
    raw.removeIf(link -> !Files.exists(folder.resolve(link.path())));
    raw.add(new Link(PAIRS, "gate.csv (a line per pair)"));
    raw.add(new Link("junit.xml", "junit.xml"));
    Map<String, String> more = new LinkedHashMap<>();
    more.put(PAIRS, GateData.pairs(changes.run(), PAIRS).text());
    more.put("gate.txt", line(changes.run()));
    more.put("junit.xml", JunitReport.of(changes));
    DocumentFiles.write(GateDocument.page(changes, raw), "gate.md", more, folder);
  }

  /** For shells: {@code read -r code status headline < gate.txt}. */
  private static String line(GateRun run) {
    ExitStatus status = run.outcome().status();
    return status.code() + " " + status + " " + Words.line(run.outcome().headline()) + "\n";
  }
}
