// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.chart.Drawing;
import org.moebench.report.document.Document;
import org.moebench.report.document.MarkdownRenderer;
import org.moebench.report.document.Picture;
import org.moebench.report.document.Section;
import org.moebench.report.document.TerminalRenderer;
import org.moebench.result.ResultFiles;

/** A self-test for people. */
public final class SelfTestReport {
  private static final String TITLE = "How good the gate is";

  private SelfTestReport() {}

  /** As text for a terminal. */
  public static String text(SelfTestResult result, boolean colour) {
    return TerminalRenderer.render(document(result, Map.of()), colour);
  }

  /** One real run with extra work, as text for a terminal. */
  public static String text(InjectedRun run, boolean colour) {
    Section section = SelfTestSections.injected(run);
    Document document = new Document(TITLE, "", List.of(section), Map.of(), List.of());
    return TerminalRenderer.render(document, colour);
  }

  /**
   * Writes {@code self-test.md} and its chart into a folder.
   *
   * @throws org.moebench.fault.UserError CANNOT_WRITE
   */
  public static void write(SelfTestResult result, Path folder) {
    write(result, folder.resolve("self-test.md"), "charts", folder.resolve("charts"));
  }

  /**
   * Writes {@code gate-quality.md} and {@code gate-quality/power.svg} into the documentation.
   *
   * @throws org.moebench.fault.UserError CANNOT_WRITE
   */
  public static void writeDocs(SelfTestResult result, Path docs) {
    write(result, docs.resolve("gate-quality.md"), "gate-quality", docs.resolve("gate-quality"));
  }

  private static void write(SelfTestResult result, Path page, String link, Path charts) {
    Drawing drawing = Drawing.of(List.of(PowerFigure.of(result)));
    String text = MarkdownRenderer.render(document(result, drawing.pictures()));
    for (Picture picture : drawing.pictures().values()) {
      String name = picture.name() + ".svg";
      text = text.replace("(charts/" + picture.name() + ".png)", "(" + link + "/" + name + ")");
      ResultFiles.write(charts.resolve(name), picture.svg());
    }
    ResultFiles.write(page, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Document document(SelfTestResult result, Map<String, Picture> pictures) {
    List<Section> sections = new ArrayList<>();
    sections.add(SelfTestSections.targets(result));
    sections.add(SelfTestSections.power());
    if (result.injected() != null) {
      sections.add(SelfTestSections.injected(result.injected()));
    }
    if (result.collected() != null) {
      sections.add(SelfTestSections.collected(result.collected()));
    }
    sections.add(SelfTestSections.unchanged(result.synthetic()));
    sections.add(SelfTestSections.slowed(result.synthetic()));
    String subtitle =
        "The gate's own decision code, tried in %d runs of each kind (seed %d, %s)."
            .formatted(result.runs(), result.seed(), result.created());
    return new Document(TITLE, subtitle, sections, pictures, List.of());
  }
}
