// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.swiglu.SwigluVerdict.Batch;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

/** The answer: which variant to use at which concurrency, per model and format. */
final class VerdictSection {
  static final String ID = "verdict";

  private VerdictSection() {}

  /**
   * @param verdicts of the base settings
   */
  static Section of(SwigluCells cells, List<SwigluVerdict> verdicts) {
    List<Block> blocks = new ArrayList<>();
    if (verdicts.isEmpty()) {
      String none = "The run holds no SwitchGLU cell: there is no verdict.";
      blocks.add(new Block.Note(Tone.BAD, none));
      return new Section(ID, "Verdict", blocks);
    }
    blocks.add(
        new Block.Paragraph(
            "B is the concurrency: requests decoded together, one token of each per call."));
    blocks.add(new Block.Findings(verdicts.stream().map(v -> finding(cells, v)).toList()));
    List<Fact> facts = new ArrayList<>();
    neverSlower(cells, verdicts).ifPresent(facts::add);
    facts.addAll(Claim.facts(cells));
    if (!facts.isEmpty()) {
      blocks.add(new Block.Facts(facts));
    }
    return new Section(ID, "Verdict", blocks);
  }

  /** The answer for one setting. */
  static Finding finding(SwigluCells cells, SwigluVerdict verdict) {
    String subject = cells.label(verdict.setting());
    List<Batch> batches = verdict.batches();
    if (batches.stream().allMatch(batch -> batch.contest().rivals() == 0)) {
      String text = "No cell was timed; the tables below give the reasons.";
      return new Finding(Tone.BAD, subject, "no figures", text);
    }
    List<String> sentences = new ArrayList<>();
    verdict.compared().forEach(variant -> sentences.add(sentence(verdict, variant)));
    if (sentences.isEmpty()) {
      sentences.add("No variant was timed beside unfused: there is no ratio.");
    }
    missing(batches).ifPresent(sentences::add);
    String answer =
        Stretch.of(batches).stream().map(VerdictSection::answer).collect(Collectors.joining("; "));
    boolean decided = batches.stream().allMatch(VerdictSection::isDecided);
    return new Finding(
        decided ? Tone.GOOD : Tone.WARN, subject, answer, String.join(" ", sentences));
  }

  private static String answer(Stretch stretch) {
    List<String> names = stretch.candidates();
    if (stretch.rivals() == 0) {
      return "no figures " + stretch.where();
    } else if (stretch.rivals() == 1) {
      return "only " + names.get(0) + " was timed " + stretch.where();
    } else if (stretch.open()) {
      return "cannot tell whether fusing pays " + stretch.where();
    }
    return "use " + String.join(" or ", names) + " " + stretch.where();
  }

  /** Whether it is known if fusing pays, and none is out of the race for an error. */
  private static boolean isDecided(Batch batch) {
    return batch.contest().rivals() > 1
        && !batch.open()
        && batch.missing().stream().noneMatch(cell -> cell.result().status() == Status.FAILED);
  }

  /** {@code Fused is 1.12× [1.09, 1.15] as fast as unfused at B=1: faster at B=1; …}. */
  private static String sentence(SwigluVerdict verdict, String variant) {
    List<Batch> batches = verdict.comparedWith(variant);
    StringBuilder text = new StringBuilder(capital(variant)).append(" is ");
    text.append(ratio(batches.get(0), variant)).append(" as fast as unfused at B=");
    text.append(batches.get(0).concurrency());
    if (batches.size() > 1) {
      Batch last = batches.get(batches.size() - 1);
      text.append(" and ").append(ratio(last, variant)).append(" at B=");
      text.append(last.concurrency());
    }
    List<String> words = new ArrayList<>();
    for (Word word : Word.values()) {
      String where =
          batches.stream()
              .filter(batch -> Word.of(batch.overUnfused().get(variant)) == word)
              .map(batch -> String.valueOf(batch.concurrency()))
              .collect(Collectors.joining(", "));
      if (!where.isEmpty()) {
        words.add(word.text() + " at B=" + where);
      }
    }
    return text.append(": ").append(String.join("; ", words)).append('.').toString();
  }

  private static String ratio(Batch batch, String variant) {
    Estimate ratio = batch.overUnfused().get(variant).speedUp();
    return Numbers.times(ratio.value(), ratio.low(), ratio.high());
  }

  private static Optional<String> missing(List<Batch> batches) {
    String names =
        batches.stream()
            .flatMap(batch -> batch.missing().stream())
            .map(cell -> cell.variant() + " at B=" + cell.concurrency())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of("Without a time: " + names + ".");
  }

  /** Whether fusing ever costs time. */
  static Optional<Fact> neverSlower(SwigluCells cells, List<SwigluVerdict> verdicts) {
    List<String> slower = new ArrayList<>();
    int compared = 0;
    for (SwigluVerdict verdict : verdicts) {
      for (Batch batch : verdict.batches()) {
        for (String variant : batch.overUnfused().keySet()) {
          compared++;
          if (Word.of(batch.overUnfused().get(variant)) == Word.SLOWER) {
            String where = cells.label(verdict.setting()) + " B=" + batch.concurrency();
            slower.add(variant + " " + where + " " + ratio(batch, variant));
          }
        }
      }
    }
    if (compared == 0) {
      return Optional.empty();
    }
    String text =
        slower.isEmpty()
            ? "never beyond noise, in " + compared + " comparisons"
            : "in " + slower.size() + " of " + compared + " comparisons: " + list(slower);
    Tone tone = slower.isEmpty() ? Tone.PLAIN : Tone.WARN;
    return Optional.of(new Fact(tone, "slower than unfused?", text));
  }

  private static String list(List<String> slower) {
    int most = 4;
    String rest = slower.size() > most ? ", and " + (slower.size() - most) + " more" : "";
    return slower.stream().limit(most).collect(Collectors.joining(", ")) + rest;
  }

  /** With a capital first letter. */
  static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
