// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.Policy;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.arms.BenchmarkJar;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.selftest.AaCollection;
import org.moebench.gate.selftest.Collection;
import org.moebench.gate.selftest.CollectionFiles;
import org.moebench.gate.selftest.InjectedRun;
import org.moebench.gate.session.Instruments.Place;
import org.moebench.run.EnvironmentProbe;

/**
 * The self-test's pairs on this machine: forks of the project's jar and of byte-identical copies of
 * it, where the head may be given real extra work.
 */
public final class SelfTestForks {
  private final Instruments instruments;
  private final List<GateCell> cells;
  private final Path root;
  private final long seed;
  private final Place place;

  /**
   * @param cells unchanged cells of every round
   * @param root folder of the project
   * @param seed of all orders
   */
  public SelfTestForks(
      Instruments instruments, List<GateCell> cells, Path root, long seed, Place place) {
    this.instruments = instruments;
    this.cells = cells;
    this.root = root;
    this.seed = seed;
    this.place = place;
  }

  /**
   * Measures so many rounds, after those that a file holds already. What was measured is in the
   * file after every round.
   *
   * @param file of the collection; begun if it does not exist
   * @param cell id of the cell that is measured with extra work too
   * @throws UserError INCOMPARABLE if the file is of another jar, machine or set of cells
   */
  public Collection collect(Path file, int rounds, String cell) {
    BenchmarkJar jar = BenchmarkJar.running(root);
    Fingerprint here = instruments.fingerprint();
    Collection from =
        Files.exists(file)
            ? continued(CollectionFiles.read(file), file, jar, here)
            : begun(jar, here, cell(cell));
    Map<String, List<String>> extra = new HashMap<>();
    for (Collection.Injected one : from.injected()) {
      extra.put(one.cell().id(), List.of(AaCollection.argument(one.factor())));
    }
    GateLock lock = GateLock.of(folder());
    try (ArmCopies copies = ArmCopies.of(folder().resolve("run"), jar, jar, extra)) {
      return AaCollection.extend(
          from,
          instruments.pairs(copies, seed + from.rounds(), Double.POSITIVE_INFINITY, place),
          rounds,
          file);
    } finally {
      lock.close();
    }
  }

  /**
   * One gate run in which the head of one cell does extra work.
   *
   * @param factor work: 1.10 is a tenth more calls
   */
  public InjectedRun inject(String cell, double factor, Policy policy) {
    BenchmarkJar jar = BenchmarkJar.running(root);
    Map<String, List<String>> extra =
        Map.of(cell(cell).id(), List.of(AaCollection.argument(factor)));
    GateLock lock = GateLock.of(folder());
    try (ArmCopies copies = ArmCopies.of(folder().resolve("run"), jar, jar, extra)) {
      return InjectedRun.run(
          policy,
          instruments.bias(root.resolve(Baselines.FOLDER), instruments.fingerprint()),
          cells,
          instruments.controls(),
          cell,
          factor,
          instruments.pairs(copies, seed, Double.POSITIVE_INFINITY, place));
    } finally {
      lock.close();
    }
  }

  private Path folder() {
    return root.resolve(GateSession.FOLDER);
  }

  private GateCell cell(String id) {
    List<String> ids = cells.stream().map(GateCell::id).toList();
    return cells.stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("cell", id, ids));
  }

  private Collection begun(BenchmarkJar jar, Fingerprint here, GateCell cell) {
    String commit = new EnvironmentProbe().probe(1, 0).commit();
    return Collection.of(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        seed,
        here,
        ArmInfo.ofWorkingTree(commit, jar.sha256()),
        cells,
        instruments.controls(),
        AaCollection.injected(cell, AaCollection.FACTORS));
  }

  private Collection continued(Collection from, Path file, BenchmarkJar jar, Fingerprint here) {
    List<String> differences = from.fingerprint().differences(here);
    if (!differences.isEmpty()) {
      throw cannotContinue(file, "is of another machine (" + String.join(", ", differences) + ")");
    }
    if (!from.subject().jarSha256().equals(jar.sha256())) {
      throw cannotContinue(file, "is of another jar, of commit " + from.subject().label());
    }
    if (!from.cells().equals(cells) || !from.controls().equals(instruments.controls())) {
      throw cannotContinue(file, "holds other cells");
    }
    return from;
  }

  private static UserError cannotContinue(Path file, String why) {
    return new UserError(
        ExitStatus.INCOMPARABLE, file + " " + why + ": begin a new one with another --from");
  }
}
