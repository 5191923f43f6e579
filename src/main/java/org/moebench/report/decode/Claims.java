// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moebench.moe.DispatchStrategy;
import org.moebench.report.decode.Rates.Rate;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.stats.Estimate;

/** The targets of the decode kernel and what else the page answers, from this run alone. */
final class Claims {
  private static final String TUNED = DispatchStrategy.UNIFIED_TUNED.id();

  private Claims() {}

  /** One for each claim that the run has figures for. */
  static List<Fact> facts(DecodeRun run) {
    List<Fact> facts = new ArrayList<>();
    for (Target target : Target.values()) {
      bandwidth(run, target).ifPresent(facts::add);
    }
    rows(run).ifPresent(facts::add);
    tuned(run).ifPresent(facts::add);
    DispatchSection.fact(run).ifPresent(facts::add);
    WorkspaceSection.fact(run).ifPresent(facts::add);
    return facts;
  }

  /** A share of the read ceiling at one row, for every format of as many bits. */
  private static Optional<Fact> bandwidth(DecodeRun run, Target target) {
    List<Rate> rates = target.rates(run.rates());
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    Held held = Held.all(rates.stream().map(target::held).toList());
    String parts =
        rates.stream()
            .map(
                rate ->
                    run.label(rate.cell().projection())
                        + " "
                        + Phrases.share(rate.readShare())
                        + " "
                        + target.held(rate).text())
            .collect(Collectors.joining("; "));
    String label = target.bits() + "-bit codes, 1 row: ≥ " + percent(target.share(), 0);
    return Optional.of(new Fact(held.tone(), label + " of read ceiling", parts));
  }

  /** Several rows for little more than the time of one. */
  private static Optional<Fact> rows(DecodeRun run) {
    List<Ladder> ladders =
        run.ladders().stream()
            .filter(ladder -> Target.sharesRows(ladder.projection().format()))
            .filter(ladder -> Double.isFinite(cost(ladder).value()))
            .toList();
    if (ladders.isEmpty()) {
      return Optional.empty();
    }
    Held held = Held.all(ladders.stream().map(Claims::held).toList());
    String parts =
        ladders.stream()
            .map(
                ladder ->
                    run.label(ladder.projection())
                        + " "
                        + Phrases.ratio(cost(ladder))
                        + " "
                        + held(ladder).text())
            .collect(Collectors.joining("; "));
    String label =
        "8-bit integers, " + Target.ROWS + " rows: ≤ " + Target.MOST_TIMES + "× of 1 row";
    return Optional.of(new Fact(held.tone(), label, parts));
  }

  private static Estimate cost(Ladder ladder) {
    return ladder.at(Target.ROWS).map(Ladder.Step::overOne).orElse(DecodeCells.UNKNOWN);
  }

  private static Held held(Ladder ladder) {
    return Held.atMost(Target.MOST_TIMES, cost(ladder));
  }

  /** On how many decode workloads the tuned rule may be the fastest. */
  private static Optional<Fact> tuned(DecodeRun run) {
    List<TraceVerdict> judged =
        run.traces().stream()
            .filter(verdict -> verdict.contest().rivals() > 1)
            .filter(Claims::timedTuned)
            .toList();
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    List<TraceVerdict> beaten =
        judged.stream().filter(verdict -> !verdict.candidates().contains(TUNED)).toList();
    String all = judged.size() + (judged.size() == 1 ? " workload" : " workloads");
    if (beaten.isEmpty()) {
      return Optional.of(new Fact(TUNED + " beaten?", "never beyond noise, on " + all));
    }
    String where =
        beaten.stream()
            .map(
                verdict ->
                    TracesSection.label(run, verdict)
                        + " by "
                        + String.join(" or ", verdict.candidates()))
            .collect(Collectors.joining(", "));
    String text = "on " + beaten.size() + " of " + all + ": " + where;
    return Optional.of(new Fact(Tone.WARN, TUNED + " beaten?", text));
  }

  private static boolean timedTuned(TraceVerdict verdict) {
    return verdict.cells().stream()
        .anyMatch(cell -> cell.isTimed() && cell.variant().equals(TUNED));
  }
}
