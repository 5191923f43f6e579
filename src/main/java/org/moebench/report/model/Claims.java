// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;

/** What is claimed of the dispatcher, tested in every setting of the run. */
final class Claims {
  /** The strategies whose worth over always-prefill is said in the verdict. */
  static final List<String> DISPATCHING =
      List.of(Strategies.TUNED, Strategies.AUTO, Strategies.HINTED);

  private static final String SOURCE = "intel/auto-round, test_moe_model_perf.py";

  /** What the published rule's look at the rows is said to cost of a kernel call. */
  private static final double PUBLISHED_COST = 0.25;

  private Claims() {}

  /** A line for each claim that the run can speak to. */
  static List<Fact> facts(ModelCells cells, List<ModelVerdict> verdicts) {
    List<Fact> facts = new ArrayList<>();
    nearBest(cells, verdicts).ifPresent(facts::add);
    notWorse(cells, verdicts).ifPresent(facts::add);
    for (String strategy : DISPATCHING) {
      overPrefill(cells, verdicts, strategy).ifPresent(facts::add);
    }
    deciding(cells, verdicts).ifPresent(facts::add);
    return facts;
  }

  /** Whether unified-tuned is within 3% of the best strategy in every setting. */
  static Optional<Fact> nearBest(ModelCells cells, List<ModelVerdict> verdicts) {
    String label = "unified-tuned within " + percent(ModelVerdict.NEAR, 0) + " of the best?";
    return fact(
        cells, label, verdicts, ModelVerdict::nearBest, v -> v.nearest().orElse(Strategies.AUTO));
  }

  /** Whether unified-tuned is never slower than the published rule beyond noise. */
  static Optional<Fact> notWorse(ModelCells cells, List<ModelVerdict> verdicts) {
    String label = "never worse than unified-auto?";
    return fact(cells, label, verdicts, ModelVerdict::notWorse, v -> Strategies.AUTO);
  }

  /**
   * A claim over all settings that it can be tested in: it holds if it does in each of them, and
   * does not if there is one where it does not.
   *
   * @param rival the strategy whose comparison with unified-tuned is shown
   */
  private static Optional<Fact> fact(
      ModelCells cells,
      String label,
      List<ModelVerdict> verdicts,
      Function<ModelVerdict, Optional<Answer>> claim,
      Function<ModelVerdict, String> rival) {
    List<ModelVerdict> tested = verdicts.stream().filter(v -> claim.apply(v).isPresent()).toList();
    if (tested.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    Answer worst = Answer.YES;
    for (Answer answer : List.of(Answer.NO, Answer.OPEN)) {
      List<ModelVerdict> own = answered(tested, claim, answer);
      if (!own.isEmpty()) {
        worst = worst == Answer.NO ? worst : answer;
        texts.add(answer.text() + " in " + list(cells, own, rival));
      }
    }
    List<ModelVerdict> holds = answered(tested, claim, Answer.YES);
    if (!holds.isEmpty()) {
      ModelVerdict nearest =
          holds.stream()
              .max(Comparator.comparingDouble(v -> v.tunedTime(rival.apply(v)).high()))
              .orElseThrow();
      String of = holds.size() + " of " + tested.size() + " settings";
      texts.add("holds in " + of + ", closest in " + list(cells, List.of(nearest), rival));
    }
    return Optional.of(new Fact(worst.tone(), label, String.join("; ", texts)));
  }

  private static List<ModelVerdict> answered(
      List<ModelVerdict> tested, Function<ModelVerdict, Optional<Answer>> claim, Answer answer) {
    return tested.stream().filter(v -> claim.apply(v).orElseThrow() == answer).toList();
  }

  private static String list(
      ModelCells cells, List<ModelVerdict> verdicts, Function<ModelVerdict, String> rival) {
    return verdicts.stream()
        .map(v -> cells.label(v.setting()) + " (" + against(v, rival.apply(v)) + ")")
        .collect(Collectors.joining(", "));
  }

  /** {@code +1.2% [-0.3, +2.7] against unified-auto}. */
  static String against(ModelVerdict verdict, String rival) {
    return Change.text(verdict.tunedTime(rival)) + " against " + rival;
  }

  /** What a strategy is worth over the published baseline, from the least to the most. */
  private static Optional<Fact> overPrefill(
      ModelCells cells, List<ModelVerdict> verdicts, String strategy) {
    return range(cells, verdicts, v -> Optional.ofNullable(v.overPrefill().get(strategy)))
        .map(text -> new Fact(strategy + " over always-prefill", text));
  }

  private static Optional<String> range(
      ModelCells cells,
      List<ModelVerdict> verdicts,
      Function<ModelVerdict, Optional<Comparison>> ratio) {
    Comparator<ModelVerdict> byRatio =
        Comparator.comparingDouble(v -> ratio.apply(v).orElseThrow().speedUp().value());
    List<ModelVerdict> known =
        verdicts.stream()
            .filter(v -> ratio.apply(v).isPresent())
            .filter(v -> Double.isFinite(ratio.apply(v).orElseThrow().speedUp().value()))
            .sorted(byRatio)
            .toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Function<ModelVerdict, String> text =
        v -> text(ratio.apply(v).orElseThrow()) + " (" + cells.label(v.setting()) + ")";
    String least = text.apply(known.get(0));
    return Optional.of(
        known.size() == 1
            ? least
            : "from " + least + " to " + text.apply(known.get(known.size() - 1)));
  }

  private static String text(Comparison comparison) {
    Estimate ratio = comparison.speedUp();
    return times(ratio.value(), ratio.low(), ratio.high());
  }

  /** What it costs to look at the rows, where the caller knows the phase. */
  private static Optional<Fact> deciding(ModelCells cells, List<ModelVerdict> verdicts) {
    List<String> texts = new ArrayList<>();
    for (ModelVerdict verdict : verdicts) {
      Setting setting = verdict.setting();
      Optional<ModelCell> auto = cells.timed(setting, ModelCell.FORWARD, Strategies.AUTO);
      Optional<ModelCell> hinted = cells.timed(setting, ModelCell.FORWARD, Strategies.HINTED);
      if (setting.routing().equals(Setting.PUBLISHED) && auto.isPresent() && hinted.isPresent()) {
        Comparison more =
            cells
                .comparer(verdict.level(), setting, ModelCell.FORWARD)
                .compare(auto.get().result(), hinted.get().result());
        texts.add(Change.text(more.speedUp()) + " (" + cells.label(setting) + ")");
      }
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Fact(
                "cost of deciding",
                "unified-auto against unified-hinted, which choose the same kernels here: "
                    + String.join(", ", texts)
                    + "; published: the look at the rows costs about "
                    + percent(PUBLISHED_COST, 0)
                    + " of a kernel call on a GPU ("
                    + SOURCE
                    + ")"));
  }
}
