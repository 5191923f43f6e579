// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.fault.UserError;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.DocumentFiles;
import org.moebench.result.ResultSet;

/**
 * Writes a report beside its results: {@code index.html}, {@code report.md}, {@code charts/} and
 * {@code data/}. The same results give the same bytes.
 */
public final class ReportWriter {
  /** Raw results that {@code run} leaves in the same folder. */
  private static final List<Link> RAW =
      List.of(
          new Link("results.json", "results.json (everything, documented schema)"),
          new Link("jmh.json", "jmh.json (plain JMH)"));

  private ReportWriter() {}

  /**
   * Writes the report of a run.
   *
   * @throws UserError BAD_INPUT for an operation without a report, CANNOT_WRITE naming the file
   */
  public static void write(ResultSet set, Path folder) {
    List<Link> raw = new ArrayList<>(RAW);
    raw.removeIf(link -> !Files.exists(folder.resolve(link.path())));
    DocumentFiles.write(Operation.of(set).page(set, raw), "report.md", Map.of(), folder);
  }
}
