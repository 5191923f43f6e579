// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.report.document.Block;
import org.moebench.report.document.Document;
import org.moebench.report.document.MarkdownRenderer;
import org.moebench.report.document.Section;

/**
 * The Markdown that GitHub shows on a run's page: headline and what did not pass first, the rest
 * folded. Written for every run, because silence looks like a gate that never ran.
 */
final class StepSummary {
  /** GitHub drops a step's summary above 1 MiB. */
  private static final int MOST_BYTES = 1_000_000;

  private static final String CUT =
      "\n\n**Cut off here:** the whole report is gate.md in the run's artifact.\n";

  private StepSummary() {}

  /**
   * Appends the summary to a file.
   *
   * @throws UserError CANNOT_WRITE naming the file
   */
  static void append(Changes changes, Path file) {
    try {
      long there = Files.exists(file) ? Files.size(file) : 0;
      Files.writeString(
          file,
          of(changes, (int) Math.max(0, MOST_BYTES - there)),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE, "cannot append the summary to " + file + " (" + e + ")", e);
    }
  }

  /** The text, in at most so many bytes. */
  static String of(Changes changes, int mostBytes) {
    String top = render(Words.line(changes.run().outcome().headline()), changes, top(changes));
    String details =
        "\n<details><summary>Every cell, environment, how to repeat it</summary>\n\n"
            + render("Details", changes, details(changes))
            + "\n</details>\n";
    if (size(top) + size(details) <= mostBytes) {
      return top + details;
    }
    int room = mostBytes - size(CUT);
    return room <= 0 ? "" : cut(top, room) + CUT;
  }

  private static String render(String title, Changes changes, List<Section> sections) {
    String subtitle = GateDocument.subtitle(changes.run());
    return MarkdownRenderer.render(new Document(title, subtitle, sections, Map.of(), List.of()));
  }

  private static List<Section> top(Changes changes) {
    List<Block> blocks = new ArrayList<>();
    if (!changes.judged()) {
      blocks.add(new Block.Note(Block.Tone.BAD, VerdictSection.state(changes.run().judgement())));
    }
    if (!changes.notable().isEmpty()) {
      blocks.add(ChangesSection.table(changes.notable()));
      blocks.add(
          new Block.Findings(changes.notable().stream().map(VerdictSection::finding).toList()));
    }
    ExitStatus status = changes.run().outcome().status();
    blocks.add(new Block.Paragraph(Words.status(status) + ": " + Words.meaning(status) + "."));
    return List.of(new Section("verdict", "Verdict", blocks));
  }

  private static List<Section> details(Changes changes) {
    List<Section> sections = new ArrayList<>();
    sections.add(ChangesSection.of(changes, List.of()));
    sections.add(TrustSection.of(changes, List.of()));
    UnresolvedSection.of(changes).ifPresent(sections::add);
    sections.add(RepeatSection.of(changes, List.of(), List.of()));
    return sections;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The whole lines that fit. */
  private static String cut(String text, int mostBytes) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (String line : text.split("(?<=\n)")) {
      bytes += size(line);
      if (bytes > mostBytes) {
        break;
      }
      kept.append(line);
    }
    return kept.toString();
  }
}
