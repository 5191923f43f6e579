// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;

/** What more workers gain, and which variant is then the fastest. */
final class ScalingSection {
  static final String ID = "scaling";

  private ScalingSection() {}

  /**
   * @param figures its charts
   * @param verdicts of settings with more workers than the fewest measured
   */
  static Section of(List<Figure> figures, List<RoutingVerdict> verdicts) {
    List<Block> blocks = new ArrayList<>();
    if (figures.isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              "No variant was timed with one worker and with more at the same number of tokens."));
    } else {
      blocks.add(
          new Block.Paragraph(
              "Time of one worker divided by the time of all, paired within rounds. Each launch"
                  + " ends in a barrier over all workers: many launches over few tokens gain"
                  + " little, or lose."));
      figures.forEach(figure -> blocks.add(new Block.Chart(figure.name())));
    }
    if (!verdicts.isEmpty()) {
      blocks.add(new Block.Paragraph("Which variant is fastest with more workers:"));
      blocks.add(new Block.Findings(verdicts.stream().map(VerdictSection::finding).toList()));
    }
    return new Section(ID, "More workers", blocks);
  }
}
