// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.NamedRouter;

/** Lays out the cells of a routing run: every variant of every grid, and the sorts. */
final class RoutingCells {
  /** Operation of a whole routing call. */
  static final String OPERATION = "routing";

  /** Operation of what surrounds one, measured alone. */
  static final String PARTS = "parts";

  private static final String EXPERT_SORT = "expert-sort";
  private static final String BENCHMARK = "org.moebench.bench.RoutingBenchmark.route";
  private static final String SORT_BENCHMARK = "org.moebench.bench.ExpertSortBenchmark.sort";

  // Logits while drawn and as read, and the buffers of the staged variant: per token and expert.
  private static final long BYTES_PER_LOGIT = 32;

  // Output, reference, lists of the sort's verification: per token and slot.
  private static final long BYTES_PER_PICK = 96;

  // A hash table while drawn and as copied: per token id and slot.
  private static final long BYTES_PER_ENTRY = 16;

  // Drawing and routing by the reference, and one slow call: per token and expert, in seconds.
  private static final double SET_UP_SECONDS = 2e-7;
  private static final double CALL_SECONDS = 3e-8;

  private final RoutingConfig config;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  private RoutingCells(RoutingConfig config) {
    this.config = config;
  }

  /** All cells, in the order of the report; nothing is checked against the machine yet. */
  static List<Cell> of(RoutingConfig config) {
    RoutingCells layout = new RoutingCells(config);
    config.grids().forEach(layout::add);
    return List.copyOf(layout.cells.values());
  }

  private void add(RoutingGrid grid) {
    for (RouterSpec router : grid.routers()) {
      for (LogitType logits : grid.logits()) {
        for (int tokens : grid.tokens()) {
          Batch batch = new Batch(router, config.routers().get(router), tokens, logits, grid);
          if (grid.subject() == RoutingGrid.Subject.EXPERT_SORT) {
            add(sort(batch));
          } else {
            config.variants().forEach(variant -> add(route(batch, variant)));
          }
        }
      }
    }
  }

  /** A cell that several grids have is one cell. */
  private void add(Cell cell) {
    cells.putIfAbsent(cell.id(), cell);
  }

  /** What one call routes, and with how many workers. */
  private record Batch(
      RouterSpec router, NamedRouter named, int tokens, LogitType logits, RoutingGrid grid) {
    int workers() {
      return grid.workers();
    }

    /** The end of an id: what is usual is left out. */
    String suffix() {
      return "/T"
          + tokens
          + (logits == LogitType.FP32 ? "" : "/" + logits.id())
          + (workers() == 1 ? "" : "/W" + workers());
    }

    Map<String, String> params(String routerName) {
      Map<String, String> params = new LinkedHashMap<>();
      params.put("router", routerName);
      params.put("tokens", Integer.toString(tokens));
      params.put("logits", logits.id());
      params.put("workers", Integer.toString(workers()));
      return params;
    }

    long dataBytes() {
      long rows = tokens;
      long table = (long) named.vocabulary() * named.config().routedSlots();
      return rows * named.config().experts() * BYTES_PER_LOGIT
          + rows * named.config().slots() * BYTES_PER_PICK
          + table * BYTES_PER_ENTRY;
    }

    double scores() {
      return (double) tokens * named.config().experts();
    }
  }

  private Cell route(Batch batch, RoutingVariant variant) {
    Map<String, String> params = params(batch);
    params.put("variant", variant.id());
    return cell(OPERATION, variant.id(), BENCHMARK, params, batch);
  }

  private Cell sort(Batch batch) {
    return cell(PARTS, EXPERT_SORT, SORT_BENCHMARK, params(batch), batch);
  }

  /** What a fork is told. */
  private Map<String, String> params(Batch batch) {
    Map<String, String> params = batch.params(batch.router().name());
    params.put("seed", Long.toString(config.seed()));
    return params;
  }

  private Cell cell(
      String operation, String variant, String benchmark, Map<String, String> params, Batch batch) {
    String router = batch.named().name();
    Timing timing = config.timing();
    return new Cell(
        operation + "/" + router + "/" + variant + batch.suffix(),
        operation,
        variant,
        null,
        router,
        batch.params(router),
        benchmark,
        params,
        timing,
        0,
        ForkMemory.heapBytes(batch.dataBytes()),
        ForkTime.expectedSeconds(
            timing,
            batch.scores() * SET_UP_SECONDS,
            batch.scores() * CALL_SECONDS / batch.workers()),
        null);
  }
}
