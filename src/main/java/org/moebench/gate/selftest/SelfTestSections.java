// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Effects;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;

/** The parts of a self-test's report. */
final class SelfTestSections {
  private SelfTestSections() {}

  static Section targets(SelfTestResult result) {
    List<Row> rows = new ArrayList<>();
    for (Target target : result.targets()) {
      rows.add(
          new Row(
              target.held() ? Tone.PLAIN : Tone.BAD,
              "",
              List.of(
                  target.held() ? "held" : "MISSED",
                  target.what(),
                  target.measured(),
                  target.limit(),
                  target.where())));
    }
    int missed = result.missed().size();
    String sentence =
        missed == 0
            ? "All %d targets hold.".formatted(rows.size())
            : "%d of %d targets were missed.".formatted(missed, rows.size());
    return new Section(
        "targets",
        "Targets",
        List.of(
            new Block.Note(missed == 0 ? Tone.GOOD : Tone.BAD, sentence),
            table("What must hold", rows, "", "what", "measured", "limit", "where")));
  }

  static Section power() {
    return new Section(
        "power",
        "Slowdowns that are found",
        List.of(
            new Block.Paragraph(
                "One cell is slower in every run. Bars are exact (Clopper-Pearson) 95% intervals;"
                    + " runs that a control stopped count as not found."),
            new Block.Chart(PowerFigure.NAME)));
  }

  static Section unchanged(SyntheticTest.Result result) {
    List<Row> rows = new ArrayList<>();
    result
        .unchanged()
        .forEach(
            (scenario, tally) ->
                rows.add(
                    row(
                        scenario.noise(),
                        Integer.toString(scenario.cells()),
                        Target.share(tally.falseAlarms().value()),
                        Target.share(tally.falseAlarmsAtMost()),
                        Target.share(tally.share(tally.improvements()).value()),
                        Target.share(tally.share(tally.contaminated()).value()))));
    return new Section(
        "unchanged",
        "Simulated runs of identical code",
        List.of(
            new Block.Paragraph(
                "Shares of whole runs. Correlated pairs and an unknown bias of single cells are"
                    + " what the gate cannot tell from a change: arms in random order prevent the"
                    + " first, a noise profile measured on the machine the second."),
            table(
                "False alarms",
                rows,
                "noise",
                "cells",
                "alarms",
                "bound",
                "improvements",
                "contaminated")));
  }

  static Section slowed(SyntheticTest.Result result) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Scenario, Tally> one : result.slowed().entrySet()) {
      Tally tally = one.getValue();
      rows.add(
          row(
              one.getKey().noise(),
              Integer.toString(one.getKey().cells()),
              Scenario.percent(one.getKey().slowdown()),
              Target.words(tally.called(Verdict.REGRESSION)),
              Target.share(tally.called(Verdict.PASS).value()),
              Target.share(tally.called(Verdict.UNRESOLVED).value()),
              Target.share(tally.falseAlarms().value())));
    }
    return new Section(
        "slowed",
        "Simulated runs with one slower cell",
        List.of(
            table(
                "Verdicts of the slower cell",
                rows,
                "noise",
                "cells",
                "slower by",
                "REGRESSION",
                "PASS",
                "UNRESOLVED",
                "alarms")));
  }

  static Section collected(CollectedTest.Result result) {
    Collection from = result.collection();
    Tally tally = result.unchanged();
    String honesty =
        "%d rounds of two identical jars, measured from %s at commit %s on %s (%s), with %d cells"
                .formatted(
                    from.rounds(),
                    from.created(),
                    from.subject().label(),
                    from.fingerprint().cpuModel(),
                    from.fingerprint().jdk(),
                    from.cells().size())
            + " and %d controls. The %d virtual runs draw from these rounds, enough for %d without drawing any twice: the bounds hold for draws from these rounds, not for other days."
                .formatted(from.controls().size(), tally.runs(), result.independent());
    List<Row> runs = new ArrayList<>();
    runs.add(
        row(
            "none",
            "",
            "",
            "",
            Target.share(tally.falseAlarms().value()),
            Target.share(tally.falseAlarmsAtMost())));
    for (CollectedTest.Point point : result.power()) {
      Tally one = point.tally();
      runs.add(
          row(
              point.injected().cell().id(),
              Effects.percent(Math.log(point.injected().achieved())),
              Target.words(one.called(Verdict.REGRESSION)),
              Target.share(one.called(Verdict.PASS).value()),
              Target.share(one.falseAlarms().value()),
              Target.share(one.falseAlarmsAtMost())));
    }
    List<Row> cells =
        result.cells().stream()
            .map(
                cell ->
                    row(
                        cell.cell(),
                        Effects.size(cell.deviation()),
                        Effects.size(cell.biasFloor()),
                        Integer.toString(cell.pairs())))
            .toList();
    return new Section(
        "measured",
        "Measured on a real machine",
        List.of(
            new Block.Paragraph(honesty),
            table(
                "Virtual gate runs",
                runs,
                "extra work",
                "achieved",
                "REGRESSION",
                "PASS",
                "false alarms",
                "upper bound"),
            table("Noise of identical jars", cells, "cell", "deviation", "bias floor", "pairs")));
  }

  static Section injected(InjectedRun run) {
    List<Row> rows = new ArrayList<>();
    for (CellJudgement cell : run.judgement().cells()) {
      rows.add(
          row(
              cell.cell(),
              cell.verdict().mark() + " " + cell.verdict(),
              cell.effect() == null ? "" : Effects.percent(cell.effect()),
              Effects.interval(cell.low(), cell.high()),
              cell.reason()));
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "A real gate run in which the head of %s did %.2f times the work.",
            run.cell(),
            run.factor());
    return new Section(
        "injected",
        "Real extra work",
        List.of(
            new Block.Paragraph(sentence),
            table("Verdicts", rows, "cell", "verdict", "effect", "95% interval", "why")));
  }

  private static Row row(String... cells) {
    return new Row(Tone.PLAIN, "", List.of(cells));
  }

  private static Block.Table table(String caption, List<Row> rows, String... titles) {
    return new Block.Table(
        caption, List.of(titles).stream().map(Column::text).toList(), rows, null);
  }
}
