// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ResultFiles;

/** A document as files: {@code index.html}, Markdown, {@code charts/} and {@code data/}. */
public final class DocumentFiles {
  private DocumentFiles() {}

  /**
   * Writes a document. Everything is rendered before the first file is written, each file is
   * replaced as a whole, and charts and tables of an earlier document are removed.
   *
   * @param markdown name of the Markdown file
   * @param more texts of further files by name, written before the page
   * @throws UserError CANNOT_WRITE naming the file
   */
  public static void write(
      Document document, String markdown, Map<String, String> more, Path folder) {
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
    more.forEach((name, text) -> files.put(name, utf8(text)));
    files.put(markdown, utf8(MarkdownRenderer.render(document)));
    files.put("index.html", utf8(HtmlRenderer.render(document)));
    files.forEach((name, bytes) -> ResultFiles.write(folder.resolve(name), bytes));
    removeStale(folder, "charts", files);
    removeStale(folder, "data", files);
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
