// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileOptions;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.stats.Shares;

/** The answers, and what must be known to trust them. */
final class AnswerSection {
  static final String ID = "answer";

  /** Recordings that a sentence names. */
  private static final int MOST_NAMES = 4;

  private AnswerSection() {}

  /**
   * @param problems what else a reader must know, each a sentence
   */
  static Section of(ProfileView view, List<String> problems) {
    List<Block> blocks = new ArrayList<>();
    warnings(view).forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    blocks.add(
        new Block.Findings(
            List.of(
                LocalityAnswer.of(view),
                Answers.caches(view),
                Answers.load(view),
                Answers.saliency(view))));
    problems.forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    return new Section(ID, "Answer", blocks);
  }

  private static List<String> warnings(ProfileView view) {
    List<String> warnings = new ArrayList<>();
    Profile.Origin origin = view.origin();
    List<Profile.Recording> cut =
        origin.recordings().stream().filter(recording -> !recording.complete()).toList();
    if (!cut.isEmpty()) {
      String names =
          cut.stream()
              .limit(MOST_NAMES)
              .map(recording -> recording.name() + " (" + percent(recording.readShare(), 0) + ")")
              .collect(Collectors.joining(", "));
      String more = cut.size() > MOST_NAMES ? " and " + (cut.size() - MOST_NAMES) + " more" : "";
      warnings.add(
          "Incomplete: not all was read of %s%s. The figures are of what was read."
              .formatted(names, more));
    }
    if (!origin.expertsStated()) {
      warnings.add(
          ("%s per layer is a guess: the largest id plus one, as no recording states it. With more"
                  + " experts chance levels would be lower and more of them idle;"
                  + " --experts states it.")
              .formatted(Words.count(origin.experts(), "expert")));
    }
    if (origin.options().phase() != ProfileOptions.PhaseChoice.ALL) {
      warnings.add(phase(origin.options().phase()));
    }
    if (view.missing() > 0) {
      long slots = view.missing() + view.profile().selections();
      warnings.add(
          "Missing: %s of %s slots hold no expert (%s); they are left out."
              .formatted(
                  Numbers.count(view.missing()),
                  Numbers.count(slots),
                  Words.share(Shares.ratio(view.missing(), slots))));
    }
    return warnings;
  }

  private static String phase(ProfileOptions.PhaseChoice phase) {
    return phase == ProfileOptions.PhaseChoice.PROMPT
        ? "Only tokens of prompts were profiled, as asked for."
        : "Only generated tokens were profiled, as asked for.";
  }
}
