// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;

/** Feeds a unit from its recording until it is done or told to stop. */
final class UnitReader implements TraceSink {
  private final Unit unit;
  private final BooleanSupplier stop;
  private final long saveEvery;
  private final Consumer<Unit> save;

  /** Tokens taken since this reader began, by layer, and the most of any layer. */
  private final long[] tokens;

  private long most;
  private long saved;

  /**
   * @param save keeps the unit's state; called between blocks, every {@code saveEvery} tokens
   */
  UnitReader(Unit unit, BooleanSupplier stop, long saveEvery, Consumer<Unit> save) {
    this.unit = unit;
    this.stop = stop;
    this.saveEvery = saveEvery;
    this.save = save;
    this.tokens = new long[unit.passes.length];
  }

  /** Ends the reading from within. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }

  /** Reads on to the end, unless told to stop. */
  void read(TraceSource source) {
    if (stop.getAsBoolean()) {
      return;
    }
    try {
      source.read(unit.layers(), unit.place, this);
      unit.done = true;
    } catch (Stopped e) {
      unit.done = unit.place == source.size();
    }
  }

  @Override
  public void records(TraceBlock block) {
    int index = block.layer() - unit.firstLayer;
    unit.passes[index].take(block);
    tokens[index] += block.size();
    most = Math.max(most, tokens[index]);
  }

  @Override
  public void counts(int layer, long[] counts) {
    unit.passes[layer - unit.firstLayer].take(counts);
  }

  @Override
  public void reached(long place) {
    unit.place = place;
    if (stop.getAsBoolean()) {
      throw new Stopped();
    }
    if (saveEvery > 0 && most - saved >= saveEvery) {
      saved = most;
      save.accept(unit);
    }
  }
}
