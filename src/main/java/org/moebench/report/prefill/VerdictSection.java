// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.prefill.PrefillVerdict.Outcome;
import org.moebench.report.prefill.Thresholds.Answer;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/** The answer: one sentence per format. */
final class VerdictSection {
  static final String ID = "verdict";

  private VerdictSection() {}

  static Section of(List<PrefillVerdict> verdicts) {
    List<Block> blocks = new ArrayList<>();
    List<Finding> findings = verdicts.stream().map(VerdictSection::finding).toList();
    if (findings.isEmpty()) {
      blocks.add(new Block.Note(Tone.BAD, "The run holds no prefill cell: there is no verdict."));
    } else {
      blocks.add(new Block.Findings(findings));
    }
    return new Section(ID, "Verdict", blocks);
  }

  private static Finding finding(PrefillVerdict verdict) {
    return switch (verdict.outcome()) {
      case EMPTY ->
          new Finding(
              Tone.WARN,
              verdict.format(),
              "nothing to compute",
              "The workload routes no rows: there is nothing to compare.");
      case NOTHING ->
          new Finding(
              Tone.BAD,
              verdict.format(),
              "no figures",
              "No cell was timed; the table below gives the reasons.");
      case ALONE ->
          new Finding(
              Tone.WARN,
              verdict.format(),
              "nothing to compare",
              "Only "
                  + timed(verdict.winner())
                  + " was timed: there is nothing to compare it with.");
      case BEST, TIED ->
          new Finding(
              verdict.outcome() == Outcome.BEST ? Tone.GOOD : Tone.WARN,
              verdict.format(),
              answer(verdict),
              fastest(verdict) + "; " + padding(verdict) + ".");
    };
  }

  private static String answer(PrefillVerdict verdict) {
    if (verdict.outcome() == Outcome.BEST) {
      return verdict.winner().variant() + " is best";
    }
    String names =
        Stream.concat(Stream.of(verdict.winner()), verdict.tied().stream())
            .map(CellResult::variant)
            .collect(Collectors.joining(" or "));
    return "cannot tell: " + names;
  }

  private static String fastest(PrefillVerdict verdict) {
    CellResult winner = verdict.winner();
    StringBuilder text = new StringBuilder(capital(timed(winner)));
    if (verdict.outcome() == Outcome.BEST) {
      text.append(" is best");
    } else {
      text.append(" was fastest but cannot be told apart from ");
      text.append(
          verdict.tied().stream().map(VerdictSection::timed).collect(Collectors.joining(" and ")));
    }
    if (!winner.variant().equals(Strategy.PER_EXPERT.id()) && known(verdict.speedUp())) {
      text.append(": ").append(times(verdict.speedUp())).append(" as fast as per-expert");
    }
    if (winner.ceilingShare() != null) {
      text.append(", at ").append(fixed(winner.ceilingShare(), 2)).append(" of the ");
      text.append(ceiling(winner)).append(" ceiling");
    }
    return text.toString();
  }

  /** What the measured sweeps say on pad-and-clip against per-expert. */
  private static String padding(PrefillVerdict verdict) {
    List<Thresholds> sweeps =
        verdict.sweeps().stream().filter(sweep -> known(sweep.speedUp())).toList();
    if (sweeps.isEmpty()) {
      return "pad-and-clip was not compared with per-expert";
    }
    if (sweeps.stream().allMatch(sweep -> sweep.pays() == Answer.NO)) {
      return "no pad threshold pays against per-expert ("
          + sweeps.stream().map(VerdictSection::speed).collect(Collectors.joining(", "))
          + ")";
    }
    return sweeps.stream().map(VerdictSection::pays).collect(Collectors.joining("; "));
  }

  private static String pays(Thresholds sweep) {
    String name = sweep.strategy().id();
    return switch (sweep.pays()) {
      case YES -> name + " pays: " + times(sweep.speedUp()) + " at " + choice(sweep);
      case NO -> "no threshold of " + name + " pays (" + speed(sweep) + ")";
      case CANNOT_TELL -> "whether " + name + " pays cannot be told (" + speed(sweep) + ")";
    };
  }

  private static String choice(Thresholds sweep) {
    String best = "T=" + PrefillCells.threshold(sweep.best());
    return sweep.candidates().size() == 1 ? best : best + " (" + sweep.range() + " may be as good)";
  }

  private static String speed(Thresholds sweep) {
    int threshold = PrefillCells.threshold(sweep.best());
    return sweep.strategy().id() + " at best " + times(sweep.speedUp()) + " at T=" + threshold;
  }

  private static String times(Estimate ratio) {
    return Numbers.times(ratio.value(), ratio.low(), ratio.high());
  }

  private static String timed(CellResult cell) {
    return PrefillCells.name(cell) + " (" + significant(cell.median()) + " ms)";
  }

  private static String ceiling(CellResult cell) {
    return "fma".equals(cell.ceiling()) ? "FMA" : String.valueOf(cell.ceiling());
  }

  private static boolean known(Estimate estimate) {
    return Double.isFinite(estimate.value());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
