// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.Document;
import org.moebench.report.document.HtmlRenderer;
import org.moebench.report.document.MarkdownRenderer;
import org.moebench.result.ResultFiles;
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
   * Writes the report of a run. Everything is rendered before the first file is written, each file
   * is replaced as a whole, and charts and tables of an earlier report are removed.
   *
   * @throws UserError BAD_INPUT for an operation without a report, CANNOT_WRITE naming the file
   */
  public static void write(ResultSet set, Path folder) {
    Document document = document(set, folder);
    Map<String, byte[]> files = new LinkedHashMap<>();
    document
        .pictures()
        .values()
        .forEach(
            picture -> {
              files.put("charts/" + picture.name() + ".png", picture.wide().bytes());
              files.put("charts/" + picture.name() + ".svg", picture.svg());
            });
    document.data().forEach(table -> files.put("data/" + table.file(), utf8(table.text())));
    files.put("report.md", utf8(MarkdownRenderer.render(document)));
    files.put("index.html", utf8(HtmlRenderer.render(document)));
    files.forEach((name, bytes) -> ResultFiles.write(folder.resolve(name), bytes));
    removeStale(folder, "charts", files);
    removeStale(folder, "data", files);
  }

  private static Document document(ResultSet set, Path folder) {
    List<Link> raw = new ArrayList<>(RAW);
    raw.removeIf(link -> !Files.exists(folder.resolve(link.path())));
    return Operation.of(set).page(set, raw);
  }

  private static void removeStale(Path folder, String part, Map<String, byte[]> written) {
    Path directory = folder.resolve(part);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{png,svg,csv}")) {
      for (Path file : files) {
        if (!written.containsKey(part + "/" + file.getFileName())) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE, "cannot remove old files in " + directory + " (" + e + ")", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
