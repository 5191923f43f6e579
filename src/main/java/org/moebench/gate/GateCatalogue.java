// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moebench.run.Timing;

/**
 * What the gate measures, the most telling first: a time budget drops cells from the end.
 *
 * <p>One worker each, inputs that stay in a core's own cache and calls of 10 to 500 µs: such cells
 * repeat within a few percent on a shared machine, while anything larger feels its neighbours. What
 * memory and cores do to whole operations is the reports' subject, not the gate's.
 */
public final class GateCatalogue {
  private static final String BENCH = "org.moebench.bench.";

  // Many short iterations: some of them fall between what disturbs the others.
  private static final Timing TIMING = new Timing(1, 100, 60, 15);
  private static final int HEAP_MEBIBYTES = 256;

  private GateCatalogue() {}

  /** The cells that are judged. */
  public static List<GateCell> cells() {
    return List.of(
        gemm("INT4_SYM", "VECTOR_PANEL", 120, 3.1),
        gemm("INT4_SYM", "VECTOR_DIRECT", 1, 2.8),
        routing("vector-batched", 256, 3.9),
        swiglu("fused-interleaved", 2, 3.7),
        prefill("grouped", 0, 4.4),
        gemm("FP8_E4M3", "VECTOR_PANEL", 12, 3.1),
        gemm("INT8_SYM", "VECTOR_DIRECT", 8, 2.8),
        swiglu("unfused", 2, 3.7),
        prefill("per-expert", 0, 4.4),
        gemm("INT2_SYM", "VECTOR_PANEL", 120, 3.1),
        routing("vector", 1, 3.9),
        gemm("FP32", "VECTOR_PANEL", 120, 3.1));
  }

  /** Cells of a change to one kernel's neighbourhood, small enough for every pull request. */
  public static List<GateCell> quick() {
    return cells().subList(0, 6);
  }

  /** What no change can touch. */
  public static List<GateCell> controls() {
    return List.of(
        control("dequant", Bottleneck.COMPUTE, 1.7), control("chase", Bottleneck.LATENCY, 1.7));
  }

  private static GateCell control(String name, Bottleneck bottleneck, double seconds) {
    return new GateCell(
        GateCell.CONTROL + "/" + name,
        GateCell.CONTROL,
        BENCH + "ControlBenchmark." + name,
        Map.of(),
        bottleneck,
        TIMING,
        HEAP_MEBIBYTES,
        seconds);
  }

  private static GateCell gemm(String format, String variant, int rows, double seconds) {
    return cell(
        "gemm/" + format + "/" + hyphens(variant) + "/" + rows,
        "gemm",
        "GemmBenchmark.multiply",
        params("variant", variant, "format", format, "rows", rows, "n", 768, "k", 384),
        seconds);
  }

  private static GateCell routing(String variant, int tokens, double seconds) {
    return cell(
        "routing/" + variant + "/" + tokens,
        "routing",
        "RoutingBenchmark.route",
        params("variant", variant, "router", "deepseek-v3", "tokens", tokens, "workers", 1),
        seconds);
  }

  private static GateCell swiglu(String variant, int concurrency, double seconds) {
    return cell(
        "swiglu/INT4_SYM/" + variant + "/" + concurrency,
        "swiglu",
        "SwigluBenchmark.run",
        params(
            "variant",
            variant,
            "format",
            "INT4_SYM",
            "model",
            "olmoe-1b-7b",
            "divisor",
            8,
            "concurrency",
            concurrency,
            "workers",
            1),
        seconds);
  }

  private static GateCell prefill(String strategy, int threshold, double seconds) {
    return cell(
        "prefill/INT4_SYM/" + strategy,
        "prefill",
        "PrefillBenchmark.prefill",
        params(
            "strategy",
            strategy,
            "threshold",
            threshold,
            "format",
            "INT4_SYM",
            "workload",
            "recorded-256-31k",
            "experts",
            16,
            "rows",
            512,
            "n",
            256,
            "k",
            256,
            "workers",
            1),
        seconds);
  }

  private static GateCell cell(
      String id, String operation, String method, Map<String, String> params, double seconds) {
    return new GateCell(
        id, operation, BENCH + method, params, Bottleneck.COMPUTE, TIMING, HEAP_MEBIBYTES, seconds);
  }

  private static Map<String, String> params(Object... namesAndValues) {
    Map<String, String> params = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
    }
    return params;
  }

  /** Ids spell variants as everywhere else. */
  private static String hyphens(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
