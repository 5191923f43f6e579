// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCatalogue;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.baseline.FingerprintProbe;
import org.moebench.gate.baseline.NoiseProfile;
import org.moebench.gate.baseline.NoiseProfiles;
import org.moebench.gate.pairs.Arm;
import org.moebench.gate.pairs.Fitness;
import org.moebench.gate.pairs.ForkPairs;
import org.moebench.gate.pairs.JmhFork;
import org.moebench.gate.pairs.PairProgress;
import org.moebench.gate.pairs.TimeBudget;

/** The catalogue's cells, measured by JMH's forks on this machine. */
public final class MachineInstruments implements Instruments {
  private static final String LOG = "jmh.log";
  private static final String FITNESS_LOG = "fitness.log";

  private final boolean terminal;

  /**
   * @param terminal whether a line of the messages can be rewritten
   */
  public MachineInstruments(boolean terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<GateCell> cells() {
    return GateCatalogue.cells();
  }

  @Override
  public List<GateCell> controls() {
    return GateCatalogue.controls();
  }

  @Override
  public Fingerprint fingerprint() {
    List<GateCell> all = new ArrayList<>(cells());
    all.addAll(controls());
    return FingerprintProbe.probe(all);
  }

  @Override
  public Map<String, Double> bias(Path baselines, Fingerprint here) {
    return NoiseProfiles.find(baselines, here).map(NoiseProfile::bias).orElse(Map.of());
  }

  @Override
  public Optional<String> unfit(Arm head, GateCell control, Place place) {
    return Fitness.check(
        new JmhFork(place.out().resolve(FITNESS_LOG), place.stop()), head, control);
  }

  @Override
  public PairSource pairs(ArmCopies copies, long seed, double budgetSeconds, Place place) {
    ForkPairs pairs =
        new ForkPairs(
            new JmhFork(place.out().resolve(LOG), place.stop()),
            copies.base(),
            copies.head(),
            seed,
            new TimeBudget(budgetSeconds, System::nanoTime),
            new PairProgress(place.messages(), terminal),
            place.stop());
    pairs.beforeConfirm(() -> copies.fresh().arms());
    return pairs;
  }
}
