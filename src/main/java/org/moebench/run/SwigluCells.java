// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluVariant;

/** Lays out the cells of a SwitchGLU run: the grids' combinations and the parts. */
final class SwigluCells {
  /** Operation of a run, and of its cells that are no whole layers. */
  static final String OPERATION = "swiglu";

  static final String LAYER = "layer";
  static final String SHARDED = "sharded";
  static final String PARTS = "parts";

  /** Parameters that say which weights a fork loads. */
  static final String MODEL = "model";

  static final String FORMAT = "format";

  private static final String ALL_REDUCE = "all-reduce";
  private static final String LAUNCH = "launch";
  private static final String BENCHMARKS = "org.moebench.bench.";

  /** An empty launch needs nothing but JMH. */
  private static final long LAUNCH_HEAP_BYTES = 64L << 20;

  private final SwigluConfig config;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  // By cell and whether its batches are sorted, the first threshold: others would do the same.
  private final Map<String, Integer> thresholds = new HashMap<>();

  private final long perForkBytes;

  private SwigluCells(SwigluConfig config, long perForkBytes) {
    this.config = config;
    this.perForkBytes = perForkBytes;
  }

  /**
   * All cells, in the order of the report; memory is not checked yet. A variant is measured in
   * turns with {@code unfused}, if that is measured too and both fit a fork.
   */
  static List<Cell> of(SwigluConfig config, long perForkBytes) {
    SwigluCells layout = new SwigluCells(config, perForkBytes);
    config.grids().forEach(layout::add);
    config.grids().stream().map(SwigluGrid::workers).distinct().forEach(layout::addLaunch);
    return List.copyOf(layout.cells.values());
  }

  private void add(SwigluGrid grid) {
    for (String name : grid.models()) {
      SwigluConfig.Model model = config.models().get(name);
      for (QuantFormat format : grid.formats()) {
        for (int requests : grid.concurrency()) {
          Batch batch = new Batch(grid, model, format, requests);
          grid.variants().forEach(variant -> add(batch, variant));
        }
      }
    }
  }

  /** A grid at one model, format and batch size. */
  private record Batch(
      SwigluGrid grid, SwigluConfig.Model model, QuantFormat format, int requests) {
    SwigluPoint point(SwigluVariant variant, int threshold, int ranks) {
      int workers = ranks == 0 ? grid.workers() : Math.max(1, grid.workers() / ranks);
      return new SwigluPoint(
          model, format, variant, beside(variant, ranks), requests, threshold, ranks, workers);
    }

    private SwigluVariant beside(SwigluVariant variant, int ranks) {
      SwigluVariant base = SwigluVariant.UNFUSED;
      boolean pairs = ranks == 0 && variant != base && grid.variants().contains(base);
      return pairs ? base : null;
    }
  }

  private void add(Batch batch, SwigluVariant variant) {
    int usual = SwigluGrid.USUAL_THRESHOLD;
    int workers = batch.grid().workers();
    // The end of an id: what is usual is left out.
    String suffix = workers == config.workers() ? "" : "/W" + workers;
    switch (batch.grid().subject()) {
      case SWIGLU -> addThresholds(batch, variant, suffix);
      case LAYER -> add(layer(batch.point(variant, usual, 0), suffix));
      case SHARDED -> {
        for (int ranks : batch.grid().ranks()) {
          SwigluPoint point = batch.point(variant, usual, ranks);
          add(sharded(point, suffix));
          if (ranks > 1) {
            add(allReduce(point, suffix));
          }
        }
      }
    }
  }

  /** A cell that several grids have is one cell. */
  private void add(Cell cell) {
    cells.putIfAbsent(cell.id(), cell);
  }

  private void addThresholds(Batch batch, SwigluVariant variant, String suffix) {
    for (int threshold : batch.grid().thresholds()) {
      SwigluPoint point = batch.point(variant, threshold, 0);
      Cell cell = swiglu(point, suffix);
      boolean sorted = point.slots() >= threshold;
      Integer first = thresholds.putIfAbsent(id(OPERATION, point) + suffix + sorted, threshold);
      boolean repeats = first != null && first != threshold;
      add(repeats && cell.runs() ? cell.skipped(sameAs(first, sorted, point.slots())) : cell);
    }
  }

  private static String sameAs(int threshold, boolean sorted, long slots) {
    return "same as with threshold %d: %d slots are %s"
        .formatted(threshold, slots, sorted ? "sorted" : "not sorted");
  }

  private Cell swiglu(SwigluPoint point, String suffix) {
    int threshold = point.threshold();
    Map<String, String> settings = settings(point);
    settings.put("sortThreshold", Integer.toString(threshold));
    settings.put("workers", Integer.toString(point.workers()));
    return cell(
        OPERATION,
        id(OPERATION, point)
            + (threshold == SwigluGrid.USUAL_THRESHOLD ? "" : "/S" + threshold)
            + suffix,
        "SwigluBenchmark.run",
        point,
        settings,
        point.flopsPerSlot());
  }

  private Cell layer(SwigluPoint point, String suffix) {
    Map<String, String> settings = settings(point);
    settings.put("workers", Integer.toString(point.workers()));
    return cell(
        LAYER,
        id(LAYER, point) + suffix,
        "LayerBenchmark.forward",
        point,
        settings,
        point.layerFlopsPerSlot());
  }

  private Cell sharded(SwigluPoint point, String suffix) {
    Map<String, String> settings = settings(point);
    settings.put("ranks", Integer.toString(point.ranks()));
    settings.put("workers", Integer.toString(point.workers()));
    return cell(
        SHARDED,
        id(SHARDED, point) + "/R" + point.ranks() + suffix,
        "ShardedBenchmark.forward",
        point,
        settings,
        point.layerFlopsPerSlot());
  }

  private Cell allReduce(SwigluPoint point, String suffix) {
    Map<String, String> settings = settings(point);
    settings.put("ranks", Integer.toString(point.ranks()));
    String batch = "/B" + point.requests() + "/R" + point.ranks() + suffix;
    return cell(
        PARTS,
        PARTS + "/" + point.named().name() + "/" + ALL_REDUCE + batch,
        "AllReduceBenchmark.allReduce",
        point,
        settings,
        0);
  }

  private static String id(String operation, SwigluPoint point) {
    return "%s/%s/%s/%s/B%d"
        .formatted(
            operation,
            point.named().name(),
            point.format(),
            point.variant().id(),
            point.requests());
  }

  private static Map<String, String> settings(SwigluPoint point) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(MODEL, point.named().name());
    settings.put("concurrency", Integer.toString(point.requests()));
    return settings;
  }

  private Cell cell(
      String operation,
      String id,
      String method,
      SwigluPoint wanted,
      Map<String, String> settings,
      double flopsPerRow) {
    boolean part = operation.equals(PARTS);
    String problem = wanted.problem();
    boolean fits = problem != null || ForkMemory.residentBytes(wanted.heapBytes()) <= perForkBytes;
    SwigluPoint point = fits ? wanted : wanted.alone();
    return new Cell(
        id,
        operation,
        part ? ALL_REDUCE : point.variant().id(),
        part ? null : point.format().name(),
        point.named().name(),
        settings,
        BENCHMARKS + method,
        params(point),
        config.timing(),
        flopsPerRow,
        problem == null ? point.heapBytes() : 0,
        problem == null ? point.expectedSeconds(config.timing()) : 0,
        problem);
  }

  /** What a fork is told. */
  private Map<String, String> params(SwigluPoint point) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put(MODEL, point.model().spec().name());
    params.put("divisor", Integer.toString(point.model().spec().divisor()));
    params.put(FORMAT, point.format().name());
    params.put("variant", point.variant().id());
    params.put("concurrency", Integer.toString(point.requests()));
    params.put("sortThreshold", Integer.toString(point.threshold()));
    params.put("popularity", Double.toString(config.popularity()));
    if (config.routing() != null) {
      params.put("routing", config.routing().name());
    }
    params.put("workers", Integer.toString(point.workers()));
    if (point.ranks() > 0) {
      params.put("ranks", Integer.toString(point.ranks()));
    }
    params.put("seed", Long.toString(config.seed()));
    params.put("cache", absolute(config.cache()));
    if (point.beside() != null) {
      params.put(Turns.PARAM, point.beside().id());
    }
    return params;
  }

  private static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  private void addLaunch(int workers) {
    Map<String, String> settings = Map.of("workers", Integer.toString(workers));
    add(
        new Cell(
            PARTS + "/" + LAUNCH + "/W" + workers,
            PARTS,
            LAUNCH,
            null,
            null,
            settings,
            BENCHMARKS + "LaunchBenchmark.launch",
            settings,
            config.timing(),
            0,
            LAUNCH_HEAP_BYTES,
            ForkTime.expectedSeconds(config.timing(), 0, 0),
            null));
  }
}
