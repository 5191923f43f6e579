// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.gemm.Workspace;
import org.moebench.prefill.PaddingPlan;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Shape;
import org.moebench.tensor.ExpertRows;

/** Lays out the cells of a prefill run: every strategy and threshold per format, and the parts. */
final class PrefillCells {
  /** Operation of a whole prefill call. */
  static final String OPERATION = "prefill";

  /** Operation of a piece of one, measured alone. */
  static final String PARTS = "parts";

  private static final String BENCHMARK = "org.moebench.bench.PrefillBenchmark.prefill";
  private static final String PARTS_BENCHMARK = "org.moebench.bench.PrefillPartsBenchmark.part";
  private static final String EMPTY = "the workload has no rows: there is nothing to time";

  /** Executed over useful rows from which a call is long enough for fewer iterations. */
  private static final double LONG_CALL = 3;

  private final PrefillConfig config;
  private final Shape shape;
  private final ExpertRows rows;
  private final List<Cell> cells = new ArrayList<>();

  private PrefillCells(PrefillConfig config) {
    this.config = config;
    this.shape = config.shape();
    this.rows = config.workload().rows();
  }

  /** All cells, in the order of the report; nothing is checked against the machine yet. */
  static List<Cell> of(PrefillConfig config) {
    PrefillCells layout = new PrefillCells(config);
    for (QuantFormat format : config.formats()) {
      layout.addFormat(format);
    }
    layout.addParts();
    return List.copyOf(layout.cells);
  }

  private void addFormat(QuantFormat format) {
    for (PrefillVariant variant : PrefillVariant.values()) {
      if (!variant.hasThreshold()) {
        cells.add(whole(format, variant, 0, rows.total()));
        continue;
      }
      int last = lastThreshold();
      for (int threshold : config.thresholds()) {
        boolean computed = variant == PrefillVariant.PAD_COMPUTE;
        long executed = computed ? PaddingPlan.of(rows, threshold).totalRows() : rows.total();
        Cell cell = whole(format, variant, threshold, executed);
        cells.add(threshold > last && cell.runs() ? cell.skipped(sameAs(last)) : cell);
      }
    }
  }

  /** The smallest threshold that no expert exceeds: higher ones make the very same plan. */
  private int lastThreshold() {
    return config.thresholds().stream()
        .filter(threshold -> threshold >= rows.max())
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  private String sameAs(int threshold) {
    return "same plan as threshold "
        + threshold
        + ": no expert has more than "
        + rows.max()
        + " rows";
  }

  private void addParts() {
    // Any format will do where weights take no part: the one that loads fastest.
    QuantFormat any =
        config.formats().stream().min(Comparator.comparingLong(config::weightBytes)).orElseThrow();
    cells.add(part("pack", any, 0, false));
    // One threshold shows what the copies cost; they grow with the rows below it.
    int middle = config.thresholds().get((config.thresholds().size() - 1) / 2);
    cells.add(part("gather-scatter", any, Math.min(middle, lastThreshold()), false));
    cells.add(part("launches", any, 0, false));
    for (QuantFormat format : config.formats()) {
      cells.add(part("dequantize", format, 0, true));
    }
  }

  private long paddedRows(int threshold) {
    return threshold == 0 ? 0 : PaddingPlan.of(rows, threshold).paddedRows();
  }

  private Cell whole(QuantFormat format, PrefillVariant variant, int threshold, long executed) {
    String id = OPERATION + "/" + format + "/" + variant.id();
    boolean isLong = executed > LONG_CALL * rows.total();
    Timing timing = isLong ? config.timing().shortened() : config.timing();
    return cell(
        variant.hasThreshold() ? id + "/" + threshold : id,
        OPERATION,
        variant.id(),
        format.name(),
        BENCHMARK,
        params("strategy", variant.id(), format, threshold),
        timing,
        new Load(config.weightBytes(format), paddedRows(threshold), executed));
  }

  private Cell part(String part, QuantFormat format, int threshold, boolean dequantizes) {
    String id = PARTS + "/" + (dequantizes ? format + "/" : "") + part;
    return cell(
        threshold > 0 ? id + "/" + threshold : id,
        PARTS,
        part,
        dequantizes ? format.name() : null,
        PARTS_BENCHMARK,
        params("part", part, format, threshold),
        config.timing(),
        new Load(config.weightBytes(format), paddedRows(threshold), 0));
  }

  /** What a cell's fork holds in memory and computes per call. */
  private record Load(long weightBytes, long paddedRows, long executedRows) {}

  private Cell cell(
      String id,
      String operation,
      String variant,
      String format,
      String benchmark,
      Map<String, String> params,
      Timing timing,
      Load load) {
    int threshold = Integer.parseInt(params.get("threshold"));
    long scratch = config.workers() * Workspace.bytes(shape.k());
    long heap =
        ForkMemory.heapBytes(
            load.weightBytes() + scratch, rows.total(), load.paddedRows(), shape.n(), shape.k());
    return new Cell(
        id,
        operation,
        variant,
        format,
        config.workload().name(),
        threshold > 0 ? Map.of("threshold", Integer.toString(threshold)) : Map.of(),
        benchmark,
        params,
        timing,
        operation.equals(OPERATION) ? flopsPerRow() : 0,
        heap,
        ForkTime.expectedSeconds(
            timing, heap, load.executedRows() * flopsPerRow(), config.workers()),
        rows.total() == 0 ? EMPTY : null);
  }

  /** A multiplication and an addition per weight. */
  private double flopsPerRow() {
    return 2.0 * shape.n() * shape.k();
  }

  private Map<String, String> params(String kind, String value, QuantFormat format, int threshold) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put(kind, value);
    params.put("format", format.name());
    params.put("threshold", Integer.toString(threshold));
    params.put("workload", config.source().name());
    params.put("experts", Integer.toString(config.source().experts()));
    params.put("rows", Integer.toString(config.source().rows()));
    params.put("n", Integer.toString(shape.n()));
    params.put("k", Integer.toString(shape.k()));
    params.put("group", Integer.toString(shape.group()));
    params.put("workers", Integer.toString(config.workers()));
    params.put("seed", Long.toString(config.seed()));
    params.put("cache", absolute(config.cache()));
    return params;
  }

  private static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }
}
