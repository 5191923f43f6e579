// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.gate.Mode;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Section;

/** How it was decided, in plain words. */
final class MethodSection {
  private MethodSection() {}

  static Section of(Changes changes) {
    Policy policy = changes.run().policy();
    List<Fact> words =
        Arrays.stream(Verdict.values())
            .map(verdict -> new Fact(verdict.mark() + " " + verdict, meaning(verdict, policy)))
            .toList();
    return new Section(
        "method",
        "How it was decided",
        List.of(
            new Block.Paragraph(measuring(changes.run().mode())),
            new Block.Paragraph(test(policy)),
            new Block.Paragraph(trust(policy)),
            new Block.Paragraph(
                "Interval: the wider of two 95% intervals of the change, the exact one of the"
                    + " Hodges–Lehmann estimate over pairs, and a bootstrap that draws pairs and"
                    + " then iterations within each fork."),
            new Block.Facts(words)));
  }

  private static String meaning(Verdict verdict, Policy policy) {
    return Words.meaning(verdict, policy);
  }

  private static String measuring(Mode mode) {
    if (mode != Mode.PAIRED) {
      return "Measuring. " + Words.mode(mode) + ".";
    }
    return "Measuring. A pair is one fresh JVM (fork) of base and one of head, right after each"
        + " other in random order; cells take turns, so that a noisy minute is shared by all."
        + " A fork's figure is the fastest tenth of its iterations (their 10% quantile: neighbours slow iterations and never speed one up), a pair's the logarithm of head over"
        + " base. Pairs are left out by the machine's counters only, never by their times.";
  }

  private static String test(Policy policy) {
    String looks = policy.looks().stream().map(String::valueOf).collect(Collectors.joining(" or "));
    return ("Deciding. %d pairs of every cell choose the candidates, those whose estimated change"
            + " exceeds %s (more where identical jars are known to differ). Candidates are measured"
            + " again, %s fresh pairs each, and a signed-rank test against a slowdown of that size"
            + " decides, corrected for the number of candidates and looks: in a run of identical"
            + " code the chance of any false REGRESSION is at most %s.")
        .formatted(
            policy.screenPairs(),
            Words.percent(policy.effect()),
            looks,
            Words.percent(policy.alpha()));
  }

  private static String trust(Policy policy) {
    return ("Trusting. Controls run the same bytes in both arms; if one differs by more than %s and"
            + " not by chance, nothing is judged. Cells whose pairs deviate by more than %s are not"
            + " judged unless the change is far larger.")
        .formatted(Words.percent(policy.controlEffect()), Words.percent(policy.mostNoise()));
  }
}
