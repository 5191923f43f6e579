// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.Batch;
import org.moebench.workload.DistinctExperts;

/** Lays out the cells of a run of decoding, or of a search for crossovers. */
final class DecodeCells {
  /** Operation of a run, and of its cells that compute. */
  static final String DECODE = "decode";

  /** Operation of a search for crossovers. */
  static final String TUNE = "tune";

  /** Cells with and without the workspace cache. */
  static final String WORKSPACE = "workspace";

  /** Workload in which no expert comes again before all others did. */
  static final String DISTINCT = "distinct";

  /** Parameters that say which weights a fork loads. */
  static final String FORMAT = "format";

  static final String COPIES = "copies";

  static final String BENCHMARKS = "org.moebench.bench.";

  /** Weights that many times the caches come from memory; twice that where experts repeat. */
  static final int CACHES = 4;

  private static final String CACHED = "cached";
  private static final String ALLOCATED = "allocated";

  // Requests of a service whose number varies: what its forks are expected to meet.
  private static final int IN_FLIGHT = 50;
  private static final int MOST_IN_FLIGHT = 512;

  private final DecodeConfig config;
  private final long perForkBytes;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  private DecodeCells(DecodeConfig config, long perForkBytes) {
    this.config = config;
    this.perForkBytes = perForkBytes;
  }

  /**
   * All cells, in the order of the report; memory is not checked yet, but no more layers are held
   * than fit a fork.
   */
  static List<Cell> of(DecodeConfig config, long perForkBytes) {
    DecodeCells layout = new DecodeCells(config, perForkBytes);
    config.distinct().forEach(layout::add);
    config.traces().forEach(layout::add);
    config.dispatch().forEach(experts -> DispatchCells.of(experts, config).forEach(layout::add));
    config.workspaces().forEach(layout::addWorkspace);
    return List.copyOf(layout.cells.values());
  }

  /** A cell that several grids have is one cell. */
  private void add(Cell cell) {
    cells.putIfAbsent(cell.id(), cell);
  }

  private void add(DistinctGrid grid) {
    for (ProjectionShape shape : grid.shapes()) {
      for (QuantFormat format : grid.formats()) {
        grid.rows().forEach(rows -> add(distinct(format, shape, rows)));
      }
    }
  }

  private Cell distinct(QuantFormat format, ProjectionShape shape, int rows) {
    DecodePoint point = distinctPoint(format, shape, rows);
    String size = shape.equals(usual()) ? "" : "/N%dxK%d".formatted(shape.n(), shape.k());
    Map<String, String> params = params(point, point.matrices());
    params.put("workload", DISTINCT);
    params.put("rows", Integer.toString(rows));
    params.put("active", Integer.toString(active(point)));
    params.put("batch", "1");
    params.put(COPIES, "1");
    params.put("variant", DispatchStrategy.ALWAYS_DECODE.id());
    params.put(Turns.PARAM, DispatchStrategy.ALWAYS_PREFILL.id());
    params.put("tuning", TuningChoice.NONE);
    return cell(
        "%s/%s%s/m%d".formatted(DECODE, format, size, rows),
        DECODE,
        DispatchStrategy.ALWAYS_DECODE.id(),
        DISTINCT,
        settings(point, rows),
        "DecodeBenchmark.multiply",
        params,
        point);
  }

  /** The shape that ids do not mention. */
  private ProjectionShape usual() {
    return config.preset() == Preset.SMOKE ? DecodeScale.SMALL : DecodeScale.USUAL;
  }

  private DecodePoint distinctPoint(QuantFormat format, ProjectionShape shape, int rows) {
    int matrices = matrices(format, shape);
    int active = Math.min(DecodeScale.ACTIVE, matrices);
    long all = (long) active * rows;
    return new DecodePoint(format, shape, matrices, active, all, all, config.workers());
  }

  /** As many as the caches do not hold, between the scale's two numbers. */
  private int matrices(QuantFormat format, ProjectionShape shape) {
    long one = shape.layout(format, 1, DecodeScale.GROUP).bytesPerExpert();
    long wanted = Math.ceilDiv(CACHES * config.cacheBytes(), one);
    return Math.clamp(wanted, config.matrices().usual(), config.matrices().most());
  }

  private static int active(DecodePoint point) {
    return (int) point.active();
  }

  private static Map<String, String> settings(DecodePoint point, int rows) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("rows", Integer.toString(rows));
    settings.put("active", Integer.toString(active(point)));
    settings.put("n", Integer.toString(point.shape().n()));
    settings.put("k", Integer.toString(point.shape().k()));
    return settings;
  }

  private void add(TraceGrid grid) {
    for (String name : grid.workloads()) {
      for (QuantFormat format : grid.formats()) {
        for (String batch : grid.batches()) {
          grid.strategies()
              .forEach(
                  strategy -> add(trace(config.workloads().get(name), format, batch, strategy)));
        }
      }
    }
  }

  private Cell trace(
      DecodeConfig.Traced traced, QuantFormat format, String batch, DispatchStrategy strategy) {
    String name = traced.workload().name();
    int experts = traced.workload().experts();
    int copies = copies(traced, format, batch);
    DecodePoint point = tracePoint(traced, format, batch, copies);
    Map<String, String> params = params(point, experts);
    params.put("workload", traced.spec().name());
    params.put("rows", "1");
    params.put("active", "1");
    params.put("batch", batch);
    params.put(COPIES, Integer.toString(copies));
    params.put("variant", strategy.id());
    params.put(Turns.PARAM, beside(strategy).id());
    params.put("tuning", config.tuning().param());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("batch", batch);
    settings.put("n", Integer.toString(point.shape().n()));
    settings.put("k", Integer.toString(point.shape().k()));
    settings.put("experts", Integer.toString(experts));
    Cell cell =
        cell(
            "%s/%s/%s/B%s/%s".formatted(DECODE, format, name, batch, strategy.id()),
            DECODE,
            strategy.id(),
            name,
            settings,
            "DecodeBenchmark.multiply",
            params,
            point);
    boolean apart = Batch.parse(batch).varies() && !traced.workload().independent();
    return apart ? cell.skipped(name + " is defined for a fixed number of requests") : cell;
  }

  /** All are compared with the tuned strategy, and that one with the published baseline. */
  private static DispatchStrategy beside(DispatchStrategy strategy) {
    return strategy == DispatchStrategy.UNIFIED_TUNED
        ? DispatchStrategy.ALWAYS_PREFILL
        : DispatchStrategy.UNIFIED_TUNED;
  }

  /** Layers, as many as the caches do not hold even where experts repeat, if they fit a fork. */
  private int copies(DecodeConfig.Traced traced, QuantFormat format, String batch) {
    DecodePoint one = tracePoint(traced, format, batch, 1);
    if (one.problem() != null) {
      return 1;
    }
    long wanted = Math.ceilDiv(2L * CACHES * config.cacheBytes(), one.weightBytes());
    int allowed = Math.max(1, DecodeScale.MOST_MATRICES / traced.workload().experts());
    int copies = Math.clamp(wanted, 1, Math.min(allowed, traced.workload().layers()));
    while (copies > 1 && !fits(tracePoint(traced, format, batch, copies))) {
      copies--;
    }
    return copies;
  }

  private boolean fits(DecodePoint point) {
    return point.problem() == null && ForkMemory.residentBytes(point.heapBytes()) <= perForkBytes;
  }

  private DecodePoint tracePoint(
      DecodeConfig.Traced traced, QuantFormat format, String batch, int copies) {
    int experts = traced.workload().experts();
    int topK = traced.workload().topK();
    Batch asked = Batch.parse(batch);
    int usual = asked.varies() ? IN_FLIGHT : asked.size();
    int most = asked.varies() ? MOST_IN_FLIGHT : asked.size();
    return new DecodePoint(
        format,
        traced.shape(),
        experts * copies,
        DistinctExperts.uniform(experts, topK, usual),
        (double) usual * topK,
        (long) most * topK,
        config.workers());
  }

  private void addWorkspace(QuantFormat format) {
    DecodePoint point = distinctPoint(format, usual(), 1);
    Map<String, String> params = params(point, point.matrices());
    params.put("rows", "1");
    params.put("active", Integer.toString(active(point)));
    params.put("variant", CACHED);
    params.put(Turns.PARAM, ALLOCATED);
    add(
        cell(
            "%s/%s/%s/m1".formatted(WORKSPACE, format, CACHED),
            WORKSPACE,
            CACHED,
            DISTINCT,
            settings(point, 1),
            "WorkspaceBenchmark.multiply",
            params,
            point));
  }

  /** What every fork that computes is told. */
  private Map<String, String> params(DecodePoint point, int experts) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put(FORMAT, point.format().name());
    params.put("n", Integer.toString(point.shape().n()));
    params.put("k", Integer.toString(point.shape().k()));
    params.put("group", Integer.toString(DecodeScale.GROUP));
    params.put("experts", Integer.toString(experts));
    params.put("workers", Integer.toString(config.workers()));
    params.put("seed", Long.toString(config.seed()));
    params.put("cache", absolute(config.cache()));
    return params;
  }

  private static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  private Cell cell(
      String id,
      String operation,
      String variant,
      String workload,
      Map<String, String> settings,
      String method,
      Map<String, String> params,
      DecodePoint point) {
    String problem = point.problem();
    return new Cell(
        id,
        operation,
        variant,
        point.format().name(),
        workload,
        settings,
        BENCHMARKS + method,
        params,
        config.timing(),
        point.shape().flopsPerRow(),
        problem == null ? point.heapBytes() : 0,
        problem == null ? point.expectedSeconds(config.timing()) : 0,
        problem);
  }
}
