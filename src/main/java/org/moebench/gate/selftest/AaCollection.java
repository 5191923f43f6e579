// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;

/** Measures pairs of identical jars, round after round, and keeps every complete round. */
public final class AaCollection {
  /** Extra work that the injected variants do. */
  public static final List<Double> FACTORS = List.of(1.03, 1.05, 1.10, 1.20);

  /** JVM property that makes a benchmark do extra real calls. */
  public static final String INJECT = "moebench.inject";

  /** A machine that is unfit for so many rounds on end will not become fit by waiting. */
  private static final int UNFIT_ROUNDS = 3;

  private AaCollection() {}

  /** The variants of a cell whose head does extra work, one per factor. */
  public static List<Collection.Injected> injected(GateCell cell, List<Double> factors) {
    return factors.stream()
        .map(
            factor ->
                new Collection.Injected(
                    renamed(cell, "%s@%s".formatted(cell.id(), text(factor))),
                    cell.id(),
                    factor,
                    null))
        .toList();
  }

  /** JVM argument that gives a head its extra work. */
  public static String argument(double factor) {
    return "-D" + INJECT + "=" + text(factor);
  }

  private static String text(double factor) {
    return String.format(Locale.ROOT, "%.2f", factor);
  }

  private static GateCell renamed(GateCell cell, String id) {
    return new GateCell(
        id,
        cell.operation(),
        cell.benchmark(),
        cell.params(),
        cell.bottleneck(),
        cell.timing(),
        cell.heapMebibytes(),
        cell.expectedSeconds());
  }

  /**
   * Adds rounds to a collection; the file is written after each.
   *
   * @param source both arms hold the same bytes; heads of injected cells do extra work
   * @return the collection with the rounds that were completed, fewer if the user stopped it
   * @throws UserError WRONG_RESULT if a cell fails, UNFIT_MACHINE if the machine stays disturbed,
   *     CANNOT_WRITE
   */
  public static Collection extend(Collection from, PairSource source, int rounds, Path file) {
    Collection collection = from;
    int unfit = 0;
    while (collection.rounds() < from.rounds() + rounds) {
      PairSource.Measured round = source.measure(collection.measured(), Stage.SCREEN, 1);
      if (round.stopped()) {
        return collection;
      }
      refuse(round, file);
      unfit = round.unfit() == null ? 0 : unfit + 1;
      if (unfit == UNFIT_ROUNDS) {
        throw new UserError(
            ExitStatus.UNFIT_MACHINE,
            "%s; %d rounds are kept in %s: go on later with --from"
                .formatted(round.unfit(), collection.rounds(), file));
      }
      if (unfit == 0) {
        collection = collection.plus(round.pairs());
        CollectionFiles.write(collection, file);
      }
    }
    return collection;
  }

  private static void refuse(PairSource.Measured round, Path file) {
    if (!round.failures().isEmpty()) {
      PairSource.Failure failure = round.failures().get(0);
      throw new UserError(
          ExitStatus.WRONG_RESULT,
          "%s: %s; what was measured before is in %s"
              .formatted(failure.cell(), failure.reason(), file));
    }
  }
}
