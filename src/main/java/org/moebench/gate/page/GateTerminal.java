// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import org.moebench.gate.GateRun;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;
import org.moebench.report.document.TerminalRenderer;

/** A gate run in a terminal: verdict, what it rests on, and every cell. */
public final class GateTerminal {
  private GateTerminal() {}

  /**
   * Renders a run in at most {@value TerminalRenderer#WIDTH} columns.
   *
   * @param colour whether to use ANSI colours; the text says the same without
   */
  public static String render(GateRun run, boolean colour) {
    Changes changes = new Changes(run);
    List<Section> sections = new ArrayList<>();
    sections.add(VerdictSection.of(changes));
    sections.add(TrustSection.brief(changes));
    sections.add(
        new Section(
            "changes",
            "Every cell: time per call and its change (above 0 is slower)",
            List.of(
                ChangesSection.brief(changes.cells()),
                new Block.Paragraph(ChangesSection.mean(changes)))));
    return TerminalRenderer.render(GateDocument.summary(changes, sections), colour);
  }
}
