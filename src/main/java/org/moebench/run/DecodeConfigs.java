// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.UserError;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.Batch;
import org.moebench.workload.Catalogue;
import org.moebench.workload.DecodeWorkload;

/** Makes checked configurations of requests; what is wrong with one is said in one line. */
final class DecodeConfigs {
  /** Beyond these an expert is no longer decoded. */
  private static final int MOST_ROWS = 1024;

  private DecodeConfigs() {}

  /**
   * Resolves a request to measure.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a damaged tuning file
   */
  static DecodeConfig resolve(DecodeRequest request) {
    Preset preset = Preset.of(request.preset());
    DecodeScale scale = DecodeScale.of(preset);
    int workers = CommonOptions.workers(request.threads());
    long seed = requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED);
    List<String> named = names(request.workloads(), "--workloads");
    boolean all = named == null;
    List<QuantFormat> formats = CommonOptions.formats(request.formats());
    List<TraceGrid> traces = all ? scale.traces() : onlyTraces(scale.traces(), named);
    List<TraceGrid> asked = traces(request, traces, formats);
    return new DecodeConfig(
        DecodeCells.DECODE,
        preset,
        all || named.contains(DecodeCells.DISTINCT)
            ? distinct(scale, formats, request.shapes(), request.rows())
            : List.of(),
        scale.matrices(),
        asked,
        workloads(request, asked, divisor(request, scale), seed),
        all ? scale.dispatch() : List.of(),
        all ? requireNonNullElse(formats, scale.workspaces()) : List.of(),
        new EnvironmentProbe().largestCacheBytes(),
        request.tuning(),
        TuningChoice.of(request.tuning(), workers),
        workers,
        seed,
        scale.timing(),
        CommonOptions.budget(request.rounds(), scale.budget()),
        request.out(),
        request.cache());
  }

  /**
   * Resolves a request to find crossovers.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a damaged tuning file
   */
  static DecodeConfig resolve(TuneRequest request) {
    Preset preset = Preset.of(request.preset());
    DecodeScale scale = TuneScale.of(preset);
    int workers = CommonOptions.workers(request.threads());
    List<QuantFormat> formats = CommonOptions.formats(request.formats());
    List<DistinctGrid> grids = distinct(scale, formats, request.shapes(), request.rows());
    if (grids.get(0).rows().size() < 2) {
      throw CommonOptions.usage(
          "--rows has one number: the crossover is looked for between two or more");
    }
    return new DecodeConfig(
        DecodeCells.TUNE,
        preset,
        grids,
        scale.matrices(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        new EnvironmentProbe().largestCacheBytes(),
        request.tuning(),
        TuningChoice.of(request.tuning(), workers),
        workers,
        requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED),
        scale.timing(),
        CommonOptions.budget(request.rounds(), scale.budget()),
        request.out(),
        request.cache());
  }

  /** The preset's grids with what was asked for in the place of their own. */
  private static List<DistinctGrid> distinct(
      DecodeScale scale, List<QuantFormat> formats, List<String> shapes, List<Integer> rows) {
    List<ProjectionShape> parsed = ProjectionShape.parse(shapes, "--shapes");
    List<Integer> counts = CommonOptions.numbers(rows, "--rows", 1, "rows of an expert");
    if (counts != null && counts.get(counts.size() - 1) > MOST_ROWS) {
      throw CommonOptions.usage(
          "--rows has %d: decoding has at most %d rows of an expert"
              .formatted(counts.get(counts.size() - 1), MOST_ROWS));
    }
    List<DistinctGrid> grids =
        scale.distinct().stream()
            .map(
                grid ->
                    new DistinctGrid(
                        requireNonNullElse(formats, grid.formats()),
                        requireNonNullElse(parsed, grid.shapes()),
                        requireNonNullElse(counts, grid.rows())))
            .toList();
    grids.forEach(DecodeConfigs::check);
    return grids;
  }

  /** Refuses shapes that cannot be packed; those that are too large are skipped later. */
  private static void check(DistinctGrid grid) {
    for (ProjectionShape shape : grid.shapes()) {
      grid.formats().forEach(format -> check(format, shape));
    }
  }

  private static void check(QuantFormat format, ProjectionShape shape) {
    shape.layout(format, 1, DecodeScale.GROUP);
  }

  /** One grid of the workloads asked for, with the preset's batches and strategies. */
  private static List<TraceGrid> onlyTraces(List<TraceGrid> preset, List<String> named) {
    List<String> workloads =
        named.stream().filter(name -> !name.equals(DecodeCells.DISTINCT)).toList();
    if (workloads.isEmpty()) {
      return List.of();
    }
    return List.of(
        new TraceGrid(
            workloads,
            distinctOf(preset.stream().map(TraceGrid::formats).toList()),
            distinctOf(preset.stream().map(TraceGrid::batches).toList()),
            distinctOf(preset.stream().map(TraceGrid::strategies).toList())));
  }

  private static <T> List<T> distinctOf(List<List<T>> lists) {
    return lists.stream().flatMap(List::stream).distinct().toList();
  }

  private static List<TraceGrid> traces(
      DecodeRequest request, List<TraceGrid> preset, List<QuantFormat> formats) {
    List<String> batches = batches(request);
    List<DispatchStrategy> strategies = strategies(request);
    return preset.stream()
        .map(
            grid ->
                new TraceGrid(
                    grid.workloads(),
                    requireNonNullElse(formats, grid.formats()),
                    requireNonNullElse(batches, grid.batches()),
                    requireNonNullElse(strategies, grid.strategies())))
        .toList();
  }

  /** Batches by name; {@code null} if not given. */
  private static List<String> batches(DecodeRequest request) {
    List<String> texts = names(request.batches(), "--batch");
    return texts == null
        ? null
        : texts.stream().map(text -> Batch.parse(text).name()).distinct().toList();
  }

  private static List<DispatchStrategy> strategies(DecodeRequest request) {
    List<String> names = names(request.strategies(), "--strategies");
    return names == null ? null : names.stream().map(DispatchStrategy::of).toList();
  }

  private static int divisor(DecodeRequest request, DecodeScale scale) {
    int divisor = requireNonNullElse(request.divisor(), scale.divisor());
    if (divisor < 1) {
      throw CommonOptions.usage("--divisor " + divisor + " is below 1");
    }
    return divisor;
  }

  private static Map<String, DecodeConfig.Traced> workloads(
      DecodeRequest request, List<TraceGrid> grids, int divisor, long seed) {
    Map<String, DecodeConfig.Traced> workloads = new LinkedHashMap<>();
    for (TraceGrid grid : grids) {
      for (String name : grid.workloads()) {
        DecodeConfig.Traced traced =
            workloads.computeIfAbsent(
                name, key -> traced(DecodeSpec.of(request.recorded(), key, seed), divisor));
        grid.formats().forEach(format -> check(format, traced.shape()));
      }
    }
    return workloads;
  }

  private static DecodeConfig.Traced traced(DecodeSpec spec, int divisor) {
    DecodeWorkload workload = spec.resolve();
    int hidden = workload.hidden();
    int intermediate = workload.intermediate();
    if (hidden % (divisor * DecodeScale.GROUP) != 0 || intermediate % divisor != 0) {
      throw CommonOptions.usage(
          "--divisor %d: %d and %d of %s must be divisible by it, and the first be whole groups of"
                  .formatted(divisor, hidden, intermediate, workload.name())
              + " "
              + DecodeScale.GROUP);
    }
    return new DecodeConfig.Traced(
        spec, workload, new ProjectionShape(intermediate / divisor, hidden / divisor));
  }

  /** Trimmed, without repetition; {@code null} if not given. */
  private static List<String> names(List<String> asked, String option) {
    if (asked == null) {
      return null;
    }
    List<String> names = new ArrayList<>(asked.stream().map(String::trim).distinct().toList());
    if (names.contains("")) {
      throw CommonOptions.usage(option + " has an empty name");
    }
    return names;
  }
}
