// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.concurrent.atomic.AtomicInteger;
import org.moebench.launch.Launcher;

/**
 * One launch over segments × column panels: workers take units of a few panels of one segment until
 * none is left. How large units are depends on the workers, what a unit computes does not.
 */
final class UnitLoop {
  /** What is done for a unit. */
  @FunctionalInterface
  interface Body {
    /**
     * @param worker who does it
     * @param segment of the dispatch
     * @param begin first panel
     * @param end panel after the last
     */
    void run(int worker, int segment, int begin, int end);
  }

  /** Most elements of a unit's output: with its twin, half of a second-level cache. */
  static final int UNIT_FLOATS = 1 << 15;

  /** Most columns of a unit, which keeps its output small for few rows too. */
  private static final int MOST_PANELS = 64;

  // The last unit to finish keeps the others waiting for an eighth of a worker's part at most;
  // smaller units
  // read weights in runs too short for the prefetchers.
  private static final int UNITS_PER_WORKER = 8;

  private final Launcher launcher;
  private final Dispatch dispatch;
  private final int panels;
  private final Body body;
  private final AtomicInteger next = new AtomicInteger();
  private final Launcher.Task task = this::work;
  private int unitPanels;
  private int unitsPerSegment;

  /**
   * @param panels column panels of every segment
   */
  UnitLoop(Launcher launcher, Dispatch dispatch, int panels, Body body) {
    this.launcher = launcher;
    this.dispatch = dispatch;
    this.panels = panels;
    this.body = body;
  }

  void launch() {
    int units = UNITS_PER_WORKER * launcher.workers();
    int wanted = Math.ceilDiv(dispatch.segments() * panels, units);
    unitPanels = Math.max(2, Math.min(evenUp(wanted), mostPanels()));
    unitsPerSegment = Math.ceilDiv(panels, unitPanels);
    next.set(0);
    launcher.launch(task);
  }

  // Panels are multiplied in pairs.
  private static int evenUp(int panels) {
    return (panels + 1) / 2 * 2;
  }

  private int mostPanels() {
    int fitting = UNIT_FLOATS / (32 * Math.max(1, dispatch.longest()));
    return Math.min(MOST_PANELS, fitting / 2 * 2);
  }

  private void work(int worker) {
    int units = dispatch.segments() * unitsPerSegment;
    for (int u = next.getAndIncrement(); u < units; u = next.getAndIncrement()) {
      int begin = u % unitsPerSegment * unitPanels;
      body.run(worker, u / unitsPerSegment, begin, Math.min(panels, begin + unitPanels));
    }
  }
}
