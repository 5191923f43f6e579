// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.List;
import java.util.Optional;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Effects;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.stats.Estimate;
import org.moebench.stats.Samples;

/**
 * What is shown of one cell or control.
 *
 * @param cell what was measured; {@code null} if only the judgement knows it
 * @param judgement what was found
 * @param pairs pairs that decided, in the order they were measured; empty without any
 * @param effect its log-ratio with the interval shown, NaN where unknown
 * @param waiver accepts its regression; {@code null} if none does
 */
record Change(
    GateCell cell, CellJudgement judgement, List<Pair> pairs, Estimate effect, Waiver waiver) {
  /** The id on one line, whatever is in it. */
  String name() {
    return Words.line(judgement.cell());
  }

  Verdict verdict() {
    return judgement.verdict();
  }

  boolean measured() {
    return judgement.effect() != null;
  }

  /** Whether it fails the build by itself. */
  boolean fails() {
    return verdict() == Verdict.ERROR || (verdict() == Verdict.REGRESSION && waiver == null);
  }

  /** Median of the base's forks in microseconds per call. */
  double baseMicros() {
    return median(pairs.stream().mapToDouble(pair -> pair.base().micros()).toArray());
  }

  /** The same of the head. */
  double headMicros() {
    return median(pairs.stream().mapToDouble(pair -> pair.head().micros()).toArray());
  }

  private static double median(double[] micros) {
    return micros.length == 0 ? Double.NaN : Samples.median(micros);
  }

  /** For example {@code 11.8% slower [+9.6%, +13.9%]}; empty if it was not measured. */
  String words() {
    return measured() ? (Effects.words(effect.value()) + " " + interval()).strip() : "";
  }

  /** For example {@code [+9.6%, +13.9%]}; empty if there is none. */
  String interval() {
    return effect.hasInterval() ? Effects.interval(effect.low(), effect.high()) : "";
  }

  /** Why this verdict, and what was decided about it. */
  String reason() {
    String reason = Optional.ofNullable(judgement.reason()).map(Words::line).orElse("");
    return waiver == null ? reason : reason + "; " + waived();
  }

  /** Verdict, figures and reason in one line. */
  String message() {
    String start = measured() ? Effects.words(effect.value()) : "";
    String figures = reason().startsWith(start) ? interval() : words();
    String between = figures.isEmpty() ? ": " : " " + figures + ": ";
    return verdict() + between + reason();
  }

  private String waived() {
    return "accepted up to "
        + Words.percent(waiver.most())
        + " until "
        + Words.line(waiver.expires())
        + ": "
        + Words.line(waiver.reason());
  }
}
