// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

/**
 * The answer: which strategy to use for each stack and routing, and whether the tuned one can be
 * trusted.
 */
final class VerdictSection {
  static final String ID = "verdict";

  private VerdictSection() {}

  static Section of(ModelCells cells, List<ModelVerdict> verdicts) {
    List<Block> blocks = new ArrayList<>();
    if (verdicts.isEmpty()) {
      String none = "The run holds no whole forward pass: there is no verdict.";
      blocks.add(new Block.Note(Tone.BAD, none));
      return new Section(ID, "Verdict", blocks);
    }
    blocks.add(
        new Block.Paragraph(
            "Of whole forward passes: one prefill step and the decode steps that follow it, through"
                + " all layers of a stack."));
    blocks.add(new Block.Findings(verdicts.stream().map(v -> finding(cells, v)).toList()));
    List<Fact> facts = Claims.facts(cells, verdicts);
    if (!facts.isEmpty()) {
      blocks.add(new Block.Facts(facts));
    }
    return new Section(ID, "Verdict", blocks);
  }

  /** The answer for one setting. */
  static Finding finding(ModelCells cells, ModelVerdict verdict) {
    String subject = cells.label(verdict.setting());
    if (verdict.cells().isEmpty()) {
      String text = "No cell was timed; the tables below give the reasons.";
      return new Finding(Tone.BAD, subject, "no figures", text);
    }
    List<String> sentences = new ArrayList<>();
    tuned(verdict).ifPresent(sentences::add);
    overPrefill(verdict).ifPresent(sentences::add);
    if (sentences.isEmpty()) {
      sentences.add("Nothing was timed to compare it with: there is no ratio.");
    }
    missing(verdict).ifPresent(sentences::add);
    Tone tone = isDecided(verdict) ? Tone.GOOD : Tone.WARN;
    return new Finding(tone, subject, answer(verdict), String.join(" ", sentences));
  }

  private static String answer(ModelVerdict verdict) {
    List<String> names = verdict.candidates().stream().map(ModelCell::strategy).toList();
    if (verdict.contest().rivals() == 1) {
      return "only " + names.get(0) + " was timed";
    } else if (names.size() == verdict.contest().rivals()) {
      return "cannot tell the strategies apart";
    }
    return "use " + choice(names);
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}. */
  static String choice(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** Whether unified-tuned is known to be as good as claimed, and no rival failed. */
  private static boolean isDecided(ModelVerdict verdict) {
    return verdict.nearBest().equals(Optional.of(Answer.YES))
        && !verdict.notWorse().equals(Optional.of(Answer.NO))
        && verdict.missing().stream().noneMatch(c -> c.result().status() == Status.FAILED);
  }

  /** How unified-tuned compares with the fastest other strategy, and with the published rule. */
  private static Optional<String> tuned(ModelVerdict verdict) {
    List<String> texts = new ArrayList<>();
    verdict
        .nearest()
        .ifPresent(
            other ->
                texts.add(
                    Claims.against(verdict, other)
                        + ", the fastest other ("
                        + near(verdict.nearBest().orElse(Answer.OPEN))
                        + " of the best)"));
    verdict
        .notWorse()
        .ifPresent(
            answer ->
                texts.add(Claims.against(verdict, Strategies.AUTO) + " (" + worse(answer) + ")"));
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of("Time of unified-tuned: " + String.join("; ", texts) + ".");
  }

  private static String near(Answer answer) {
    String within = "within " + percent(ModelVerdict.NEAR, 0);
    return switch (answer) {
      case YES -> within;
      case NO -> "not " + within;
      case OPEN -> "cannot tell whether " + within;
    };
  }

  private static String worse(Answer answer) {
    return switch (answer) {
      case YES -> "not slower";
      case NO -> "slower beyond noise";
      case OPEN -> "cannot tell whether slower";
    };
  }

  /** The published comparison: what dispatching is worth over the baseline. */
  private static Optional<String> overPrefill(ModelVerdict verdict) {
    String text =
        Claims.DISPATCHING.stream()
            .filter(strategy -> verdict.overPrefill().containsKey(strategy))
            .map(strategy -> strategy + " " + ratio(verdict.overPrefill().get(strategy).speedUp()))
            .collect(Collectors.joining(", "));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of("Speed over always-prefill: " + text + ".");
  }

  private static String ratio(Estimate ratio) {
    return times(ratio.value(), ratio.low(), ratio.high());
  }

  private static Optional<String> missing(ModelVerdict verdict) {
    String names =
        verdict.missing().stream().map(ModelCell::strategy).collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of("Without a time: " + names + ".");
  }
}
