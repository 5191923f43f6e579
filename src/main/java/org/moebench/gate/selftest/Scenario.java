// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A world in which the gate is tried. All sizes are shares: 0.03 is 3%.
 *
 * @param model how pairs scatter
 * @param deviation standard deviation of a pair, before outliers and slow forks
 * @param cells cells that are judged; two controls come on top
 * @param slowdown true slowdown of the first cell; 0 if nothing changed
 * @param armBias deviation of an advantage that one arm has in all cells and controls for a whole
 *     run
 * @param layoutBias deviation of an advantage that one arm has in one cell for a whole run, as from
 *     the placement of code
 * @param biasKnown whether the gate has been told of the layout's bias, as a noise profile does
 */
public record Scenario(
    NoiseModel model,
    double deviation,
    int cells,
    double slowdown,
    double armBias,
    double layoutBias,
    boolean biasKnown) {
  /** Controls of every simulated run. */
  static final int CONTROLS = 2;

  /** Identical code, no bias. */
  public static Scenario of(NoiseModel model, double deviation, int cells) {
    return new Scenario(model, deviation, cells, 0, 0, 0, false);
  }

  /** The same with a slowed cell. */
  public Scenario slowed(double by) {
    return new Scenario(model, deviation, cells, by, armBias, layoutBias, biasKnown);
  }

  /** The same with a bias of the arms. */
  public Scenario withArmBias(double bias) {
    return new Scenario(model, deviation, cells, slowdown, bias, layoutBias, biasKnown);
  }

  /** The same with a bias of the layout. */
  public Scenario withLayoutBias(double bias, boolean known) {
    return new Scenario(model, deviation, cells, slowdown, armBias, bias, known);
  }

  /** Its noise in words, for example {@code bimodal forks, 3%}. */
  public String noise() {
    List<String> parts = new ArrayList<>(List.of(model.words(), percent(deviation)));
    if (armBias > 0) {
      parts.add("arms biased " + percent(armBias));
    }
    if (layoutBias > 0) {
      parts.add("cells biased " + percent(layoutBias) + (biasKnown ? ", known" : ", unknown"));
    }
    return String.join(", ", parts);
  }

  /** Everything in words: equal names are equal scenarios. */
  public String name() {
    String change = slowdown > 0 ? ", one slower by " + percent(slowdown) : "";
    return noise() + "; " + cells + " cells" + change;
  }

  /** A share as percent, with a decimal only if it has one. */
  static String percent(double share) {
    double percent = 100 * share;
    boolean whole = Math.abs(percent - Math.rint(percent)) < 1e-9;
    return String.format(Locale.ROOT, whole ? "%.0f%%" : "%.1f%%", percent);
  }
}
