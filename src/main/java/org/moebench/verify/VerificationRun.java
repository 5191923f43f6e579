// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.launch.Launcher;
import org.moebench.moe.DispatchStrategy;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillStrategy;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;
import org.moebench.simd.VectorApi;
import org.moebench.simd.VectorShapes;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.ExpertRows;

/** The {@code verify} command: every variant in every format, at sizes around their edges. */
public final class VerificationRun {
  private static final long SEED = 42;
  private static final int[] GEMM_ROWS = {1, 2, 5, 6, 7, 11, 12, 13, 23, 25, 48, 481};
  private static final ExpertRows PREFILL_ROWS = new ExpertRows(0, 1, 13, 0, 24, 5, 523, 96, 0);
  private static final int[] THRESHOLDS = {1, 12, 64, 1024};
  private static final int[] ROUTING_WORKERS = {1, 3};

  private final PrintStream out;
  private boolean passed = true;

  private VerificationRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Verifies everything, printing a line per variant and format.
   *
   * @return whether all matched their reference
   * @throws org.moebench.fault.UserError UNSUITABLE_JVM without the Vector API
   */
  public static boolean run(PrintStream out) {
    VectorApi.require();
    VerificationRun run = new VerificationRun(out);
    out.printf(
        Locale.ROOT,
        "Verifying against the references, vectors of %d bits; errors as shares of their bound%n%n",
        VectorShapes.BITS);
    out.printf(
        "%-8s %-18s %-11s %10s %10s  %s%n", "", "variant", "format", "compared", "worst", "");
    for (QuantFormat format : QuantFormat.values()) {
      run.gemm(format);
    }
    for (QuantFormat format : QuantFormat.values()) {
      run.prefill(format);
    }
    for (RoutingVariant variant : RoutingVariant.values()) {
      if (variant != RoutingVariant.REFERENCE) {
        run.routing(variant);
      }
    }
    List<SwigluVariant> variants =
        Arrays.stream(SwigluVariant.values()).filter(v -> v != SwigluVariant.REFERENCE).toList();
    variants.forEach(variant -> run.swiglu("swiglu", variant, SwigluRun::swiglu));
    variants.forEach(variant -> run.swiglu("layer", variant, SwigluRun::layer));
    variants.forEach(variant -> run.swiglu("sharded", variant, SwigluRun::sharded));
    for (DispatchStrategy strategy : DispatchStrategy.values()) {
      run.print("stack", strategy.id(), "", StackRun.of(strategy), "");
    }
    out.println();
    out.println(run.passed ? "All match their reference." : "MISMATCHES: see the lines above.");
    return run.passed;
  }

  private void gemm(QuantFormat format) {
    for (GemmVariant variant : GemmVariant.values()) {
      if (variant == GemmVariant.REFERENCE) {
        continue;
      }
      Comparison sum = Comparison.NONE;
      for (int group : new int[] {32, 128, 256}) {
        PackedWeights weights = SwigluSamples.weights(format, SEED, 1, 97, 256, group);
        GemmVerifier verifier = new GemmVerifier(weights, 0);
        GemmKernel kernel = variant.create(format);
        for (int rows : GEMM_ROWS) {
          Correctness c =
              verifier.run(kernel, SwigluSamples.activations(rows, 256), 0, weights.panels());
          sum = sum.and(new Comparison(c.compared(), c.worstRatio(), c.message()));
        }
      }
      print("gemm", variant.id(), format.toString(), sum, "");
    }
  }

  private void prefill(QuantFormat format) {
    PackedWeights weights =
        SwigluSamples.weights(format, SEED, PREFILL_ROWS.experts(), 100, 128, 128);
    try (Launcher launcher = new Launcher(Runtime.getRuntime().availableProcessors())) {
      for (PrefillVariant variant : PrefillVariant.values()) {
        Comparison sum = Comparison.NONE;
        for (int threshold : variant.hasThreshold() ? THRESHOLDS : new int[] {0}) {
          PrefillStrategy strategy = variant.create(threshold);
          GemmKernel kernel = GemmVariant.VECTOR_PANEL.create(format);
          PrefillJob job =
              new PrefillJob(
                  PREFILL_ROWS,
                  SwigluSamples.activations(PREFILL_ROWS.total(), 128),
                  weights,
                  kernel,
                  launcher,
                  strategy.paddedRows(PREFILL_ROWS));
          Correctness c = new PrefillVerifier(job, threshold).run(strategy);
          sum = sum.and(new Comparison(c.compared(), c.worstRatio(), c.message()));
        }
        print("prefill", variant.id(), format.toString(), sum, "");
      }
    }
  }

  private void routing(RoutingVariant variant) {
    Comparison sum = Comparison.NONE;
    long nearTies = 0;
    for (int workers : ROUTING_WORKERS) {
      try (Launcher launcher = new Launcher(workers)) {
        for (RoutingJob job : new RoutingSamples(SEED).everySize(launcher)) {
          RoutingVerifier verifier = new RoutingVerifier(job);
          Correctness c = verifier.run(variant.create(job));
          sum = sum.and(new Comparison(c.compared(), c.worstRatio(), c.message()));
          nearTies += verifier.nearTies();
        }
      }
    }
    print("routing", variant.id(), "", sum, ", near ties of tokens: " + nearTies);
  }

  private void swiglu(
      String operation, SwigluVariant variant, Function<SwigluRun, Comparison> what) {
    try (SwigluRun samples = new SwigluRun(variant)) {
      print(operation, variant.id(), "", what.apply(samples), "");
    }
  }

  private void print(
      String operation, String variant, String format, Comparison sum, String remark) {
    passed &= sum.message() == null;
    out.printf(
        Locale.ROOT,
        "%-8s %-18s %-11s %10d %10.4f  %s%n",
        operation,
        variant,
        format,
        sum.compared(),
        sum.worst(),
        sum.message() == null ? "PASSED" + remark : "FAILED: " + sum.message());
  }
}
