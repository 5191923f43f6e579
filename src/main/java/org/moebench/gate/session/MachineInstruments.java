// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.*;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.pairs.Arm;

/** TEMP. */
public final class MachineInstruments implements Instruments {
  /** TEMP. */
  public MachineInstruments(boolean terminal) {}

  @Override
  public List<GateCell> cells() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<GateCell> controls() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Fingerprint fingerprint(List<GateCell> cells) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Double> bias(Fingerprint here) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Waiver> waivers(Path file, LocalDate today) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> unfit(Arm head, GateCell control, Place place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PairSource pairs(ArmCopies copies, long seed, double budgetSeconds, Place place) {
    throw new UnsupportedOperationException();
  }
}
