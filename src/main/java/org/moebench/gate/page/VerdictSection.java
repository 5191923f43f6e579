// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;

/** The answer: of the whole run, and of every cell that did not simply pass. */
final class VerdictSection {
  private VerdictSection() {}

  static Section of(Changes changes) {
    GateRun run = changes.run();
    List<Block> blocks = new ArrayList<>();
    if (!changes.judged()) {
      blocks.add(new Block.Note(Tone.BAD, state(run.judgement())));
    }
    List<Finding> findings = new ArrayList<>();
    ExitStatus status = run.outcome().status();
    findings.add(
        new Finding(
            Words.tone(status),
            Words.status(status),
            Words.line(run.outcome().headline()),
            sentence(Words.meaning(status)) + passed(changes)));
    changes.notable().forEach(change -> findings.add(finding(change)));
    blocks.add(new Block.Findings(findings));
    return new Section("verdict", "Verdict", blocks);
  }

  static Finding finding(Change change) {
    String answer = (Words.verdict(change) + " " + change.words()).strip();
    return new Finding(Words.tone(change), change.name(), answer, sentence(change.reason()));
  }

  private static String passed(Changes changes) {
    int passed = changes.with(Verdict.PASS).size();
    if (passed == 0) {
      return "";
    }
    return " %s shown to be slower by less than %s."
        .formatted(
            Words.count(passed, "cell is", "cells are"),
            Words.percent(changes.run().policy().guard()));
  }

  /** What happened to a run that was not judged, and what to do. */
  static String state(Judgement judgement) {
    String reason = judgement.reason() == null ? "no reason given" : Words.line(judgement.reason());
    return switch (judgement.state()) {
      case JUDGED -> "";
      case CONTAMINATED ->
          "CONTAMINATED: "
              + reason
              + ". Nothing is said about the change: run it again, on a quieter machine if this"
              + " happens twice.";
      case UNFIT ->
          "UNFIT: "
              + reason
              + ". Nothing is said about the change: end what else runs, ask ./run-bench.sh doctor,"
              + " and run it again.";
      case STOPPED ->
          "STOPPED: "
              + reason
              + ". What was measured is kept below, nothing was judged: run it again with the"
              + " command under Repeat it.";
    };
  }

  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String ended = text.endsWith(".") ? text : text + ".";
    return ended.substring(0, 1).toUpperCase(Locale.ROOT) + ended.substring(1);
  }
}
