// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;

/**
 * Judges a head by a stored baseline.
 *
 * <p>On a machine, JVM and plan equal to the baseline's, times are compared ({@link
 * Mode#ABSOLUTE}). What the machine itself changed between the two sessions is then part of every
 * effect; a reference, which is frozen code, that moved says so and the run counts as contaminated.
 *
 * <p>Elsewhere ratios of a cell to the reference with the same bottleneck are compared ({@link
 * Mode#RATIO}), at a margin of 10%. A ratio cannot see a change that slows the reference as much as
 * the cell, such as that of a JVM flag or of the JDK; nor can it tell a change of the code from one
 * machine being relatively better at the cell than at the reference, by larger caches, say. Where
 * kernels run other instructions (architecture, vector width), nothing is compared.
 */
public final class BaselineComparison {
  /** Least effect between ratios from two machines, as a ratio minus one. */
  static final double RATIO_EFFECT = 0.10;

  private final Policy policy;
  private final Map<String, Double> bias;

  /**
   * @param policy the numbers of the test
   * @param bias known difference between identical jars by cell, as a log-ratio; cells it does not
   *     name have none
   */
  public BaselineComparison(Policy policy, Map<String, Double> bias) {
    this.policy = policy;
    this.bias = Map.copyOf(bias);
  }

  /**
   * What came of a comparison.
   *
   * @param mode ABSOLUTE or RATIO
   * @param differences parts in which the fingerprints differ, now / then; empty in mode ABSOLUTE
   * @param judgement one entry per cell of the head; of references only in mode ABSOLUTE
   */
  public record Compared(Mode mode, List<String> differences, Judgement judgement) {
    /**
     * Whether a regression may fail the build. Times of another session only if the user says so.
     */
    public boolean mayFail(boolean allowAbsolute) {
      return mode == Mode.RATIO || allowAbsolute;
    }

    /**
     * For {@code --require-comparable}.
     *
     * @throws UserError INCOMPARABLE naming the first cell that could not be compared
     */
    public void requireComparable() {
      List<CellJudgement> not =
          judgement.cells().stream()
              .filter(cell -> cell.verdict() == Verdict.INCOMPARABLE)
              .toList();
      if (!not.isEmpty()) {
        String elsewhere =
            differences.isEmpty() ? "" : " (now / then: " + String.join(", ", differences) + ")";
        throw new UserError(
            ExitStatus.INCOMPARABLE,
            "%d of %d cells cannot be compared with the baseline, first %s: %s%s; write a baseline here with gate update"
                .formatted(
                    not.size(),
                    judgement.cells().size(),
                    not.get(0).cell(),
                    not.get(0).reason(),
                    elsewhere));
      }
    }
  }

  /** Whether kernels run the same instructions on both. */
  static boolean sameInstructions(Fingerprint one, Fingerprint other) {
    return one.arch().equals(other.arch()) && one.vectorBits() == other.vectorBits();
  }

  /** Judges every cell of the head. */
  public Compared compare(Baseline then, HeadRun now) {
    List<String> differences = now.fingerprint().differences(then.fingerprint());
    Mode mode = differences.isEmpty() ? Mode.ABSOLUTE : Mode.RATIO;
    Map<String, CellJudgement> without = new LinkedHashMap<>();
    List<TwoSessions.Samples> samples = new ArrayList<>();
    for (CellForks cell : now.cells()) {
      Optional<PairSource.Failure> obstacle = obstacle(cell, then, now, mode);
      if (obstacle.isPresent()) {
        without.put(cell.id(), CellJudgement.without(obstacle.get()));
      } else {
        samples.add(samples(then.cell(cell.id()).orElseThrow(), cell, mode));
      }
    }
    now.failures().forEach(one -> without.put(one.cell(), CellJudgement.without(one)));
    double effect = mode == Mode.RATIO ? RATIO_EFFECT : policy.effect();
    TwoSessions test = new TwoSessions(policy, effect, bias);
    List<CellJudgement> controls =
        mode == Mode.RATIO ? List.of() : test.controls(references(then, now));
    Optional<CellJudgement> moved =
        controls.stream().filter(one -> one.verdict() != Verdict.PASS).findFirst();
    test.judge(samples, moved.isPresent())
        .forEach(judgement -> without.put(judgement.cell(), judgement));
    List<CellJudgement> cells = inOrder(now, without);
    State state = moved.isPresent() ? State.CONTAMINATED : State.JUDGED;
    return new Compared(
        mode,
        differences,
        new Judgement(
            state, moved.map(BaselineComparison::sentence).orElse(null), cells, controls));
  }

  private static String sentence(CellJudgement control) {
    return "control %s, which no change can touch, %s since the baseline: the machine changed"
        .formatted(control.cell(), control.reason());
  }

  private static List<CellJudgement> inOrder(HeadRun now, Map<String, CellJudgement> judged) {
    List<CellJudgement> all = new ArrayList<>();
    now.cells().forEach(cell -> all.add(judged.remove(cell.id())));
    all.addAll(judged.values());
    return all;
  }

  /** Why a cell has nothing to be compared with. */
  private Optional<PairSource.Failure> obstacle(
      CellForks now, Baseline baseline, HeadRun run, Mode mode) {
    Optional<CellForks> found = baseline.cell(now.id());
    if (found.isEmpty()) {
      String why = "the baseline " + baseline.name() + " does not have it";
      return Optional.of(new PairSource.Failure(now.id(), Verdict.NEW, why));
    }
    CellForks then = found.get();
    String why = null;
    if (!now.timing().equals(then.timing())) {
      why =
          "measured for %s, its baseline for %s"
              .formatted(FingerprintProbe.text(now.timing()), FingerprintProbe.text(then.timing()));
    } else if (!now.shape().equals(then.shape())) {
      why = "measured in %s, its baseline in %s".formatted(now.shape(), then.shape());
    } else if (mode == Mode.RATIO && !sameInstructions(run.fingerprint(), baseline.fingerprint())) {
      why = "kernels run other instructions on the machine of its baseline";
    } else if (mode == Mode.RATIO) {
      why = unlikeReferences(now, then);
    }
    return Optional.ofNullable(why)
        .map(text -> new PairSource.Failure(now.id(), Verdict.INCOMPARABLE, text));
  }

  private static String unlikeReferences(CellForks now, CellForks then) {
    if (lacksReference(now) || lacksReference(then)) {
      return "no reference of its class (%s) %s"
          .formatted(now.bottleneck(), lacksReference(now) ? "was measured" : "in its baseline");
    }
    if (now.bottleneck() != then.bottleneck()
        || !now.reference().id().equals(then.reference().id())) {
      return "its reference was %s (%s), now it is %s (%s)"
          .formatted(
              then.reference().id(), then.bottleneck(), now.reference().id(), now.bottleneck());
    }
    return null;
  }

  private static boolean lacksReference(CellForks cell) {
    return cell.reference() == null || cell.reference().bottleneck() != cell.bottleneck();
  }

  private static TwoSessions.Samples samples(CellForks then, CellForks now, Mode mode) {
    return mode == Mode.ABSOLUTE
        ? new TwoSessions.Samples(now.id(), then.logTimes(), now.logTimes())
        : new TwoSessions.Samples(now.id(), then.logRatios(), now.logRatios());
  }

  /** Forks of every reference that both have, once. */
  private static List<TwoSessions.Samples> references(Baseline then, HeadRun now) {
    Map<String, TwoSessions.Samples> found = new LinkedHashMap<>();
    for (CellForks cell : now.cells()) {
      Optional<CellForks.Reference> old =
          then.cell(cell.id()).map(CellForks::reference).filter(one -> cell.reference() != null);
      if (old.isPresent() && old.get().id().equals(cell.reference().id())) {
        found.putIfAbsent(
            old.get().id(),
            new TwoSessions.Samples(
                old.get().id(), old.get().logTimes(), cell.reference().logTimes()));
      }
    }
    return List.copyOf(found.values());
  }
}
