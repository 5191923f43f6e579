// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCatalogue;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun.Dropped;
import org.moebench.run.Durations;

/**
 * Which cells a run measures. A short budget costs cells, never pairs: fewer pairs would make every
 * answer worse without saying so.
 *
 * @param cells what is measured, the most important first
 * @param dropped what is not, and why
 */
public record CellSelection(List<GateCell> cells, List<Dropped> dropped) {
  /** Cells of a quick run. */
  static final int QUICK = GateCatalogue.quick().size();

  /**
   * Selects: what the user names, in the catalogue's order but what the change touches first, as
   * much of it as fits.
   *
   * @param catalogue all cells, the most important first
   * @param controls measured in any case
   * @param changedPaths files that differ, relative to the project
   * @throws UserError USAGE if a pattern fits no cell or the budget not even one
   */
  static CellSelection of(
      List<GateCell> catalogue,
      List<GateCell> controls,
      GateRequest request,
      List<String> changedPaths) {
    List<Dropped> dropped = new ArrayList<>();
    List<GateCell> cells = named(catalogue, request.only(), dropped);
    TouchedOperations touched = new TouchedOperations(changedPaths);
    cells.sort(Comparator.comparing(cell -> !touched.include(cell)));
    if (request.scope() == GateRequest.Scope.QUICK) {
      dropFrom(cells, QUICK, "--cells quick", dropped);
    }
    fit(cells, controls, request, dropped);
    return new CellSelection(List.copyOf(cells), List.copyOf(dropped));
  }

  private static List<GateCell> named(
      List<GateCell> catalogue, List<String> only, List<Dropped> dropped) {
    List<Pattern> patterns = only.stream().map(pattern -> checked(pattern, catalogue)).toList();
    List<GateCell> cells = new ArrayList<>();
    for (GateCell cell : catalogue) {
      if (patterns.isEmpty() || patterns.stream().anyMatch(one -> fits(one, cell))) {
        cells.add(cell);
      } else {
        dropped.add(new Dropped(cell.id(), "not named by --only"));
      }
    }
    return cells;
  }

  private static Pattern checked(String only, List<GateCell> catalogue) {
    Pattern pattern =
        Pattern.compile(
            only.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
                .collect(Collectors.joining()));
    if (catalogue.stream().noneMatch(cell -> fits(pattern, cell))) {
      List<String> ids = catalogue.stream().map(GateCell::id).toList();
      throw new UserError(
          ExitStatus.USAGE,
          "--only '%s' fits no cell: did you mean '%s'? (--dry-run lists them; * stands for anything)"
              .formatted(only, NearestName.of(only, ids)));
    }
    return pattern;
  }

  private static boolean fits(Pattern pattern, GateCell cell) {
    return pattern.matcher(cell.id()).matches();
  }

  private static void fit(
      List<GateCell> cells, List<GateCell> controls, GateRequest request, List<Dropped> dropped) {
    RunCost cost = new RunCost(request.rules().policy(), controls);
    int count = cells.size();
    while (count > 0 && cost.least(cells.subList(0, count)) > request.budgetSeconds()) {
      count--;
    }
    String budget = "--budget of " + Durations.text(request.budgetSeconds());
    if (count == 0) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s is too short for even one cell with its controls: give --budget %s or more"
              .formatted(budget, Amounts.minutes(cost.least(cells.subList(0, 1)))));
    }
    String left = Durations.text(request.budgetSeconds());
    dropFrom(cells, count, "does not fit the " + left + " left of --budget", dropped);
  }

  private static void dropFrom(
      List<GateCell> cells, int count, String reason, List<Dropped> dropped) {
    if (count < cells.size()) {
      List<GateCell> rest = cells.subList(count, cells.size());
      rest.forEach(cell -> dropped.add(new Dropped(cell.id(), reason)));
      rest.clear();
    }
  }
}
