// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.ExpertRows;

/** A plan for people, as {@code --dry-run} prints it. */
public final class PlanText {
  private PlanText() {}

  /** The plan: workload, cells with their memory, weight files, expected time. */
  public static String of(PrefillPlan plan) {
    List<String> lines = new ArrayList<>(head(plan.config()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "%-38s %10s %12s", "cell (one fork per round)", "heap", "about"));
    plan.cells().forEach(cell -> lines.add(cell(cell)));
    plan.ceilings().forEach(cell -> lines.add(cell(cell)));
    lines.add("");
    plan.config().formats().forEach(format -> lines.add(weights(plan, format)));
    lines.add(
        String.format(
            Locale.ROOT,
            "disk      %s to be written; memory of a fork at most %s",
            MachineMemory.text(plan.missingBytes()),
            MachineMemory.text(MachineMemory.perFork())));
    lines.add("time      " + time(plan));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> head(PrefillConfig config) {
    ExpertRows rows = config.workload().rows();
    return List.of(
        "preset    " + config.preset().id(),
        String.format(
            Locale.ROOT,
            "workload  %s: %d rows on %d of %d experts, at most %d on one",
            config.workload().name(),
            rows.total(),
            rows.active(),
            rows.experts(),
            rows.max()),
        "shape     " + config.shape(),
        String.format(Locale.ROOT, "workers   %d, seed %d", config.workers(), config.seed()),
        "output    " + config.out());
  }

  private static String cell(Cell cell) {
    return cell.runs()
        ? String.format(
            Locale.ROOT,
            "%-38s %10s %12s",
            cell.id(),
            MachineMemory.text(cell.heapBytes()),
            Durations.text(cell.expectedSeconds()))
        : String.format(Locale.ROOT, "%-38s skipped: %s", cell.id(), cell.skipReason());
  }

  private static String weights(PrefillPlan plan, QuantFormat format) {
    boolean missing = plan.missingWeights().contains(format);
    return String.format(
        Locale.ROOT,
        "weights   %-10s %10s  %s",
        format,
        MachineMemory.text(plan.config().weightBytes(format)),
        missing ? "to be built in " + plan.config().cache() : "stored");
  }

  private static String time(PrefillPlan plan) {
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
