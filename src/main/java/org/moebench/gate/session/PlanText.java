// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.util.List;
import java.util.Locale;
import org.moebench.gate.GateCell;
import org.moebench.gate.Policy;
import org.moebench.run.Durations;

/** What {@code --dry-run} prints. */
final class PlanText {
  private PlanText() {}

  static String of(
      GateRequest request, String sides, CellSelection selection, List<GateCell> controls) {
    Policy policy = request.rules().policy();
    RunCost cost = new RunCost(policy, controls);
    StringBuilder text = new StringBuilder();
    line(text, "compares", sides);
    line(text, "seed", Long.toString(request.seed()));
    selection.cells().forEach(cell -> line(text, "cell", cell(cell)));
    controls.forEach(cell -> line(text, "control", cell(cell)));
    selection
        .dropped()
        .forEach(dropped -> line(text, "dropped", dropped.cell() + ": " + dropped.reason()));
    line(
        text,
        "pairs",
        "%d of every cell and control, then %s of every candidate and control"
            .formatted(policy.screenPairs(), looks(policy)));
    line(
        text,
        "time",
        "about %s, and up to %s for a candidate; builds not included"
            .formatted(
                Durations.text(cost.screen(selection.cells())),
                Durations.text(cost.confirmation(selection.cells()))));
    line(text, "output", request.out().toString());
    return text.toString();
  }

  private static String looks(Policy policy) {
    List<Integer> looks = policy.looks();
    return looks.size() == 1
        ? looks.get(0).toString()
        : looks.get(0) + " to " + looks.get(looks.size() - 1);
  }

  private static String cell(GateCell cell) {
    return String.format(Locale.ROOT, "%-44s %4.1f s a fork", cell.id(), cell.expectedSeconds());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
  }
}
