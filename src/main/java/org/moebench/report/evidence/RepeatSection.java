// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Section;
import org.moebench.result.ResultSet;

/** How to repeat the run, how it was measured, and where the raw figures are. */
public final class RepeatSection {
  private RepeatSection() {}

  /**
   * The section.
   *
   * @param method paragraphs on how it was measured
   * @param data the report's CSV files
   * @param raw links to the raw results beside the page
   */
  public static Section of(
      ResultSet set, List<String> method, List<CsvTable> data, List<Link> raw) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Command(set.command()));
    method.forEach(text -> blocks.add(new Block.Paragraph(text)));
    List<Link> links = new ArrayList<>(raw);
    data.forEach(table -> links.add(new Link("data/" + table.file(), table.file())));
    blocks.add(new Block.Links(links));
    return new Section("repeat", "Repeat it", blocks);
  }

  /**
   * How cells are measured.
   *
   * @param contents what the timed call contains
   * @param reference what a fork compares its output with
   */
  public static String measuring(String contents, String reference) {
    return "Measuring. Each cell runs in a fresh JVM (fork) once per round; within a round all"
        + " cells and the machine's ceilings run in random order, so that drift of the"
        + " machine hits all alike. The timed call contains "
        + contents
        + ". A fork first compares its output with "
        + reference
        + "; one that does not match has no time.";
  }

  /**
   * How figures and ratios are made of forks, and when one thing is called better.
   *
   * @param pool the cells that share their noise, for example {@code the format}
   * @param rival what competes, for example {@code strategy}
   */
  public static String statistics(String pool, String rival) {
    return "Statistics. A cell's figure is the median over forks of each fork's median; its 95%"
        + " interval is Student's t on logarithms over forks. Ratios are taken between"
        + " forks of the same round; their interval uses the noise of one fork, pooled over"
        + " all cells of "
        + pool
        + " (median residual of cells and rounds), or the two cells' own where that is larger. A "
        + rival
        + " is called best only if its interval against every other "
        + rival
        + " excludes 1 and the difference is at least "
        + percent(Comparison.SMALLEST, 0);
  }

  /**
   * The level at which several comparisons are sure together; empty where there is but one.
   *
   * @param subject what a verdict is about, for example {@code format}
   * @param comparisons behind the verdict that rests on most of them
   * @param level of each of its intervals
   */
  public static String level(String subject, int comparisons, double level) {
    return comparisons < 2
        ? ""
        : " One "
            + subject
            + "'s verdict rests on up to "
            + comparisons
            + " comparisons, so its intervals are at "
            + percent(level, 2)
            + " each (Bonferroni), wider than the 95% intervals in tables and charts: a difference"
            + " may look clear there and still be left open in the verdict.";
  }
}
