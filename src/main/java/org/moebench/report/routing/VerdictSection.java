// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.routing.RoutingVerdict.Batch;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

/** The answer: which variant to use, per router and type of logits. */
final class VerdictSection {
  static final String ID = "verdict";

  private VerdictSection() {}

  /**
   * @param verdicts of the settings with the fewest workers
   */
  static Section of(List<RoutingVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      String none = "The run holds no routing cell: there is no verdict.";
      return new Section(ID, "Verdict", List.of(new Block.Note(Tone.BAD, none)));
    }
    return new Section(
        ID,
        "Verdict",
        List.of(
            new Block.Paragraph(
                "T is the number of tokens routed in one call: 1 where one sequence is decoded,"
                    + " thousands in prefill."),
            new Block.Findings(verdicts.stream().map(VerdictSection::finding).toList())));
  }

  /** The answer for one setting. */
  static Finding finding(RoutingVerdict verdict) {
    List<Batch> batches = verdict.batches();
    String subject = verdict.setting().label();
    if (batches.stream().allMatch(batch -> batch.contest().rivals() == 0)) {
      String text = "No cell was timed; the table below gives the reasons.";
      return new Finding(Tone.BAD, subject, "no figures", text);
    }
    List<Stretch> stretches = Stretch.of(batches);
    boolean decided = batches.stream().allMatch(VerdictSection::isDecided);
    List<String> sentences = new ArrayList<>();
    stretches.forEach(stretch -> sentences.add(sentence(stretch)));
    sentences.addAll(factors(batches));
    return new Finding(
        decided ? Tone.GOOD : Tone.WARN,
        subject,
        stretches.stream().map(VerdictSection::answer).collect(Collectors.joining("; ")),
        String.join(" ", sentences));
  }

  private static String answer(Stretch stretch) {
    int rivals = stretch.batches().get(0).contest().rivals();
    if (rivals == 0) {
      return "no figures " + stretch.where();
    }
    List<String> names = stretch.candidates();
    if (rivals == 1) {
      return "only " + names.get(0) + " was timed " + stretch.where();
    }
    return names.size() == 1
        ? names.get(0) + " is fastest " + stretch.where()
        : "cannot tell " + stretch.where() + ": " + String.join(" or ", names);
  }

  /** Whether the fastest variant is known, and none is out of the race for an error. */
  private static boolean isDecided(Batch batch) {
    return batch.contest().decided()
        && batch.missing().stream().noneMatch(cell -> cell.result().status() == Status.FAILED);
  }

  private static String sentence(Stretch stretch) {
    int rivals = stretch.batches().get(0).contest().rivals();
    if (rivals == 0) {
      return "No cell was timed " + stretch.where() + ".";
    }
    String times = " (" + times(stretch) + ")";
    if (rivals == 1) {
      String only = capital(stretch.candidates().get(0)) + times;
      return only + " has nothing to be compared with " + stretch.where() + ".";
    }
    String head =
        stretch.candidates().size() == 1
            ? capital(stretch.candidates().get(0)) + " is fastest " + stretch.where()
            : capital(stretch.where()) + " the fastest cannot be told from the next";
    return head + times + gain(stretch) + missing(stretch) + ".";
  }

  /** {@code 312 ns per token at T=1, 98.3 at T=4,096}, with names where there are several. */
  private static String times(Stretch stretch) {
    boolean several = stretch.candidates().size() > 1;
    List<String> texts = new ArrayList<>();
    for (Batch batch : stretch.ends()) {
      String times =
          batch.candidates().stream()
              .map(c -> (several ? c.variant() + " " : "") + significant(c.perToken()))
              .collect(Collectors.joining(", "));
      texts.add(times + (texts.isEmpty() ? " ns per token" : "") + at(stretch, batch));
    }
    return String.join("; ", texts);
  }

  /** The speed-up over staged; empty where staged may itself be the fastest, or is missing. */
  private static String gain(Stretch stretch) {
    List<String> texts = new ArrayList<>();
    if (!stretch.candidates().contains(Variants.STAGED)) {
      for (Batch batch : known(stretch.batches(), Batch::overStaged)) {
        String staged = texts.isEmpty() ? " the speed of staged" : "";
        texts.add(times(batch.overStaged()) + staged + at(stretch, batch));
      }
    }
    return texts.isEmpty() ? "" : ", " + String.join(" and ", texts);
  }

  private static String missing(Stretch stretch) {
    return stretch.missing().isEmpty()
        ? ""
        : "; without a time: " + String.join(", ", stretch.missing());
  }

  /** What of the gain is fusing and what is vectors, for the smallest and largest batch. */
  private static List<String> factors(List<Batch> batches) {
    List<String> factors = new ArrayList<>();
    String fusing = ratios(batches, Batch::fusing);
    if (!fusing.isEmpty()) {
      factors.add("fusing the passes (scalar against staged) gives " + fusing);
    }
    String vectors = ratios(batches, Batch::vectors);
    if (!vectors.isEmpty()) {
      String names =
          known(batches, Batch::vectors).stream()
              .map(Batch::vector)
              .distinct()
              .collect(Collectors.joining(", then "));
      factors.add("vectors (" + names + ", against scalar) give " + vectors);
    }
    if (factors.isEmpty()) {
      boolean some = batches.stream().anyMatch(batch -> batch.contest().rivals() > 1);
      String open = "How much is fusing and how much vectors is not known without scalar.";
      return some ? List.of(open) : List.of();
    }
    return List.of(capital(String.join("; ", factors)) + ".");
  }

  /** {@code 7.12× [6.61, 7.70] at T=1 and 5.03× at T=4,096}; empty if none is known. */
  private static String ratios(List<Batch> batches, Function<Batch, Estimate> ratio) {
    return known(batches, ratio).stream()
        .map(batch -> times(ratio.apply(batch)) + at(batch))
        .collect(Collectors.joining(" and "));
  }

  private static String times(Estimate ratio) {
    return Numbers.times(ratio.value(), ratio.low(), ratio.high());
  }

  /** The smallest and the largest batch of which the ratio is known. */
  private static List<Batch> known(List<Batch> batches, Function<Batch, Estimate> ratio) {
    List<Batch> known =
        batches.stream().filter(b -> Double.isFinite(ratio.apply(b).value())).toList();
    return known.size() < 2 ? known : List.of(known.get(0), known.get(known.size() - 1));
  }

  /** Which batch of a stretch is meant; a stretch of one has said so. */
  private static String at(Stretch stretch, Batch batch) {
    return stretch.batches().size() == 1 ? "" : at(batch);
  }

  private static String at(Batch batch) {
    return " at T=" + count((long) batch.tokens());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
