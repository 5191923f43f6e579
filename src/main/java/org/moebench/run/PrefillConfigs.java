// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Shape;
import org.moebench.workload.Catalogue;
import org.moebench.workload.RecordedWorkloads;
import org.moebench.workload.Workload;

/** Makes a checked configuration of a request; what is wrong with it is said in one line. */
public final class PrefillConfigs {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})[xX×*](\\d{1,9})");

  /** Rows of a recorded layer that are measured: more than a batch of prefill are scaled down. */
  private static final int RECORDED_ROWS = 1 << 15;

  private PrefillConfigs() {}

  /**
   * Resolves a request.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a bad histogram
   */
  public static PrefillConfig resolve(PrefillRequest request) {
    Preset preset = Preset.of(request.preset());
    PrefillScale scale = PrefillScale.of(preset);
    long seed = Objects.requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED);
    WorkloadSpec source = source(request, scale, seed);
    List<QuantFormat> formats =
        Objects.requireNonNullElse(CommonOptions.formats(request.formats()), scale.formats());
    List<Integer> thresholds = thresholds(request, scale);
    int workers = CommonOptions.workers(request.threads());
    RoundBudget budget = CommonOptions.budget(request.rounds(), scale.budget());
    int[] nk = shape(request, scale);
    int group = group(request, nk[1]);
    Workload workload = source.resolve();
    return new PrefillConfig(
        preset,
        new Shape(workload.rows().experts(), nk[0], nk[1], group),
        formats,
        thresholds,
        source,
        workload,
        workers,
        seed,
        scale.timing(),
        budget,
        request.out(),
        request.cache());
  }

  private static WorkloadSpec source(PrefillRequest request, PrefillScale scale, long seed) {
    boolean own = request.histogram() != null;
    if (own && request.workload() != null) {
      throw CommonOptions.usage("--workload and --histogram exclude each other: give one of them");
    }
    // The user's own counts are measured as they are; the preset scales only what it chose from.
    int experts = Objects.requireNonNullElse(request.experts(), own ? 0 : scale.experts());
    int rows = Objects.requireNonNullElse(request.rows(), own ? 0 : scale.rows());
    if (request.experts() != null && experts < 1) {
      throw CommonOptions.usage("--experts " + experts + " is below 1");
    }
    if (request.rows() != null && rows < 1) {
      throw CommonOptions.usage("--rows " + rows + " is below 1");
    }
    String name =
        own
            ? WorkloadSpec.FILE + request.histogram().toAbsolutePath().normalize()
            : RecordedWorkloads.resolve(
                request.workloads(),
                "workload",
                Objects.requireNonNullElse(request.workload(), Catalogue.RECORDED).trim(),
                Catalogue.names());
    return RecordedWorkloads.isRecorded(name)
        ? recorded(request, scale, name, seed)
        : new WorkloadSpec(name, experts, rows, seed);
  }

  /** All experts, since they are the user's; no more rows than the preset measures. */
  private static WorkloadSpec recorded(
      PrefillRequest request, PrefillScale scale, String name, long seed) {
    int all = new WorkloadSpec(name, 0, 0, seed).resolve().rows().total();
    int most = scale.rows() > 0 ? scale.rows() : RECORDED_ROWS;
    return new WorkloadSpec(
        name,
        Objects.requireNonNullElse(request.experts(), 0),
        Objects.requireNonNullElse(request.rows(), Math.min(all, most)),
        seed);
  }

  private static List<Integer> thresholds(PrefillRequest request, PrefillScale scale) {
    if (request.thresholds() == null) {
      return scale.thresholds();
    }
    for (int threshold : request.thresholds()) {
      if (threshold < 1) {
        throw CommonOptions.usage(
            "--thresholds has " + threshold + ": a pad threshold is a number of rows, at least 1");
      }
    }
    return request.thresholds().stream().distinct().sorted().toList();
  }

  private static int[] shape(PrefillRequest request, PrefillScale scale) {
    if (request.shape() == null) {
      return new int[] {scale.n(), scale.k()};
    }
    Matcher matcher = SHAPE.matcher(request.shape().trim());
    if (!matcher.matches()) {
      throw CommonOptions.usage(
          "--shape '" + request.shape() + "' is not NxK; for example --shape 768x384");
    }
    int n = Integer.parseInt(matcher.group(1));
    int k = Integer.parseInt(matcher.group(2));
    if (n < 1 || k < 1) {
      throw CommonOptions.usage("--shape " + request.shape() + ": N and K must be at least 1");
    }
    return new int[] {n, k};
  }

  private static int group(PrefillRequest request, int k) {
    String text =
        Objects.requireNonNullElse(request.group(), Integer.toString(PrefillScale.GROUP)).trim();
    if (text.equals("row")) {
      return k;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
      throw CommonOptions.usage("--group '" + text + "' is neither a number of columns nor 'row'");
    }
    return Integer.parseInt(text);
  }
}
