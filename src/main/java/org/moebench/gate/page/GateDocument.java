// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.gate.GateRun;
import org.moebench.report.chart.Drawing;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Document;
import org.moebench.report.document.Section;

/** The report of a gate run, in the order a reader asks. */
final class GateDocument {
  private static final String TITLE = "Gate: did this change make a kernel slower?";

  private GateDocument() {}

  /**
   * The whole report.
   *
   * @param raw links to the raw results beside the page
   */
  static Document page(Changes changes, List<Link> raw) {
    List<Figure> forest = ForestFigure.of(changes);
    List<Figure> course = CourseSection.figures(changes.run());
    List<Figure> figures = new ArrayList<>(forest);
    figures.addAll(course);
    Drawing drawing = Drawing.of(figures);
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = GateData.of(changes);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(changes));
    sections.add(TrustSection.of(changes, problems));
    sections.add(ChangesSection.of(changes, forest));
    UnresolvedSection.of(changes).ifPresent(sections::add);
    sections.add(CourseSection.of(course));
    sections.add(RepeatSection.of(changes, data, raw));
    sections.add(MethodSection.of(changes));
    return new Document(TITLE, subtitle(changes.run()), sections, drawing.pictures(), data);
  }

  /** Without pictures: for places that show none. */
  static Document summary(Changes changes, List<Section> sections) {
    return new Document(TITLE, subtitle(changes.run()), sections, Map.of(), List.of());
  }

  static String subtitle(GateRun run) {
    return "%s · %s · %s"
        .formatted(
            Words.arms(run),
            Words.count(run.cells().size(), "cell", "cells"),
            Words.count(run.controls().size(), "control", "controls"));
  }
}
