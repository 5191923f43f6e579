// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A plan for people, as {@code --dry-run} prints it. */
public final class PlanText {
  private static final int NARROWEST = 38;

  private PlanText() {}

  /** The plan: inputs, cells with their memory, disk, expected time. */
  public static String of(Plan plan) {
    RunSettings settings = plan.settings();
    List<String> lines = new ArrayList<>();
    lines.add("preset    " + settings.preset().id());
    lines.addAll(plan.subjectLines());
    lines.add(
        String.format(Locale.ROOT, "workers   %d, seed %d", settings.workers(), settings.seed()));
    lines.add("output    " + settings.out());
    lines.add("");
    lines.addAll(cells(plan));
    lines.add("");
    lines.addAll(plan.storageLines());
    lines.add("memory    a fork at most " + MachineMemory.text(MachineMemory.perFork()));
    lines.add("time      " + time(plan));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> cells(Plan plan) {
    List<Cell> cells = Stream.concat(plan.cells().stream(), plan.ceilings().stream()).toList();
    int longest = cells.stream().mapToInt(cell -> cell.id().length()).max().orElse(0);
    String name = "%-" + Math.max(NARROWEST, longest) + "s ";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, name + "%10s %12s", "cell (one fork per round)", "heap", "about"));
    for (Cell cell : cells) {
      lines.add(
          cell.runs()
              ? String.format(
                  Locale.ROOT,
                  name + "%10s %12s",
                  cell.id(),
                  MachineMemory.text(cell.heapBytes()),
                  Durations.text(cell.expectedSeconds()))
              : String.format(Locale.ROOT, name + "skipped: %s", cell.id(), cell.skipReason()));
    }
    return lines;
  }

  private static String time(Plan plan) {
    int rounds = plan.expectedRounds();
    double round = plan.expectedRoundSeconds();
    return String.format(
        Locale.ROOT,
        "about %s: %d rounds of %s (a guess; the run knows better after its first round)",
        Durations.text(round * rounds),
        rounds,
        Durations.text(round));
  }
}
