// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.moe.DispatchStrategy;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardRouting;

/** Lays out the cells of a run of forward passes: the grids' combinations. */
final class ForwardCells {
  /** Operation of a run and of its cells. */
  static final String OPERATION = "model";

  private static final String BENCHMARK = "org.moebench.bench.ModelBenchmark.forward";

  private final ForwardConfig config;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  private ForwardCells(ForwardConfig config) {
    this.config = config;
  }

  /** All cells, in the order of the report; memory is not checked yet. */
  static List<Cell> of(ForwardConfig config) {
    ForwardCells layout = new ForwardCells(config);
    config.grids().forEach(layout::add);
    return List.copyOf(layout.cells.values());
  }

  private void add(ForwardGrid grid) {
    for (String name : grid.stacks()) {
      ForwardPreset stack = config.stacks().get(name);
      for (ForwardRouting routing : grid.routings()) {
        if (stack != null && stack.routings().contains(routing)) {
          add(grid, stack, routing);
        }
      }
    }
  }

  private void add(ForwardGrid grid, ForwardPreset stack, ForwardRouting routing) {
    for (ForwardPart part : grid.parts()) {
      for (DispatchStrategy strategy : grid.strategies()) {
        Cell cell =
            cell(
                new ForwardPoint(
                    stack, routing, config.format(), strategy, part, config.workers()));
        // A cell that several grids have is one cell.
        cells.putIfAbsent(cell.id(), cell);
      }
    }
  }

  private Cell cell(ForwardPoint point) {
    String problem = point.problem();
    return new Cell(
        id(point),
        OPERATION,
        point.strategy().id(),
        point.format().name(),
        point.stack().name(),
        settings(point),
        BENCHMARK,
        params(point),
        point.timing(config.timing()),
        point.stack().flopsPerRow(),
        problem == null ? point.heapBytes() : 0,
        problem == null ? point.expectedSeconds(config.timing()) : 0,
        problem);
  }

  /** What is usual, the whole pass, is left out. */
  private static String id(ForwardPoint point) {
    return "%s/%s/%s/%s%s"
        .formatted(
            OPERATION,
            point.stack().name(),
            point.routing().id(),
            point.strategy().id(),
            point.part() == ForwardPart.FORWARD ? "" : "/" + point.part().id());
  }

  private static Map<String, String> settings(ForwardPoint point) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("routing", point.routing().id());
    settings.put("part", point.part().id());
    return settings;
  }

  /** What a fork is told. */
  private Map<String, String> params(ForwardPoint point) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("preset", point.stack().name());
    params.put("routing", point.routing().id());
    params.put("part", point.part().id());
    params.put("format", point.format().name());
    params.put("divisor", Integer.toString(point.stack().divisor()));
    params.put("layers", Integer.toString(point.stack().layers()));
    params.put("variant", point.strategy().id());
    params.put(Turns.PARAM, point.beside().id());
    params.put("workers", Integer.toString(point.workers()));
    params.put("seed", Long.toString(config.seed()));
    params.put("cache", absolute(config.cache()));
    params.put("tuning", config.tuning().param());
    return params;
  }

  private static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }
}
