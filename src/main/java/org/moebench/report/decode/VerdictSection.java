// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.report.decode.Ladder.Step;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.stats.Crossing;

/** The answer: which kernel up to how many rows, and whether memory is what limits it. */
final class VerdictSection {
  static final String ID = "verdict";

  private VerdictSection() {}

  static Section of(DecodeRun run) {
    List<Block> blocks = new ArrayList<>();
    List<Fact> facts = Claims.facts(run);
    if (run.ladders().isEmpty() && facts.isEmpty()) {
      String none = "The run holds no cell of the decode kernel: there is no verdict.";
      blocks.add(new Block.Note(Tone.BAD, none));
      return new Section(ID, "Verdict", blocks);
    }
    if (!run.ladders().isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              "Rows are rows per expert. Both kernels read the same packed weights: the decode"
                  + " kernel unpacks them in registers, the prefill kernel into a panel that many"
                  + " rows share."));
      blocks.add(new Block.Findings(run.ladders().stream().map(l -> finding(run, l)).toList()));
    }
    if (!facts.isEmpty()) {
      blocks.add(new Block.Facts(facts));
    }
    return new Section(ID, "Verdict", blocks);
  }

  private static Finding finding(DecodeRun run, Ladder ladder) {
    String subject = run.label(ladder.projection());
    if (ladder.steps().isEmpty()) {
      String text = "No cell was timed; the tables below give the reasons.";
      return new Finding(Tone.BAD, subject, "no figures", text);
    }
    List<String> sentences = new ArrayList<>();
    run.rates(ladder.projection()).stream().limit(1).forEach(r -> sentences.add(rate(r)));
    String leads =
        ladder.steps().stream()
            .filter(step -> Double.isFinite(step.lead().value()))
            .filter(step -> isEnd(ladder, step))
            .map(step -> Phrases.ratio(step.lead()) + " at " + Phrases.rows(step.rows()))
            .collect(Collectors.joining(" and "));
    if (!leads.isEmpty()) {
      sentences.add("Its speed over the prefill kernel: " + leads + ".");
    }
    if (!ladder.missing().isEmpty()) {
      sentences.add("Without a time: " + missing(ladder) + ".");
    }
    boolean sure = ladder.crossing().filter(Crossing::hasInterval).isPresent();
    return new Finding(
        sure ? Tone.GOOD : Tone.WARN, subject, answer(ladder), String.join(" ", sentences));
  }

  private static String answer(Ladder ladder) {
    if (ladder.crossing().isEmpty()) {
      return "cannot tell where the kernels meet";
    }
    Crossing crossing = ladder.crossing().get();
    if (crossing.decodeRows() == 0) {
      return "prefill kernel from the first row " + Phrases.interval(crossing);
    }
    return ladder.meetsBeyond()
        ? "decode kernel up to " + Phrases.rows(crossing.decodeRows()) + " and maybe more"
        : ("decode kernel up to "
                + Phrases.rows(crossing.decodeRows())
                + " "
                + Phrases.interval(crossing))
            .strip();
  }

  private static boolean isEnd(Ladder ladder, Step step) {
    List<Step> steps = ladder.steps();
    return step.equals(steps.get(0)) || step.equals(steps.get(steps.size() - 1));
  }

  private static String rate(Rate rate) {
    String gbps = significant(rate.gbps()) + " GB/s of weights";
    String share =
        Double.isFinite(rate.readShare().value())
            ? ", " + percent(rate.readShare().value(), 0) + " of the read ceiling"
            : "";
    return "At " + Phrases.rows(rate.cell().rows()) + " it reads " + gbps + share + ".";
  }

  private static String missing(Ladder ladder) {
    return ladder.missing().stream()
        .map(cell -> cell.rows() == 0 ? cell.result().id() : Phrases.rows(cell.rows()))
        .collect(Collectors.joining(", "));
  }
}
