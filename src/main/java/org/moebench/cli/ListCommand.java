// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.DispatchStrategy;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.QuantFormat;
import org.moebench.routing.RoutingVariant;
import org.moebench.run.DecodeScale;
import org.moebench.run.ForwardScale;
import org.moebench.run.PrefillScale;
import org.moebench.run.Preset;
import org.moebench.run.RoutingScale;
import org.moebench.run.SwigluScale;
import org.moebench.run.TuneScale;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.workload.Catalogue;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.ModelCatalogue;
import org.moebench.workload.RecordedWorkload;
import org.moebench.workload.RecordedWorkloads;
import org.moebench.workload.RequestLengths;
import org.moebench.workload.RouterCatalogue;
import org.moebench.workload.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}: what can be measured. */
@Command(
    name = "list",
    description =
        "List variants, weight formats, workloads with their statistics, routers, presets, models,"
            + " decode workloads, request lengths and your own workloads.",
    headerHeading =
        "Examples:%n" + "  ./run-bench.sh list%n" + "  ./run-bench.sh list --realism%n" + "%n")
final class ListCommand implements Callable<Integer> {
  private static final int PUBLISHED_GROUP = 128;

  @Spec private CommandSpec spec;

  @Mixin private WorkloadOptions workloads;

  @Option(
      names = "--realism",
      description =
          "Instead, generate the decode workloads and request lengths and compare their statistics"
              + " with published ones; exit status 3 if one is outside its tolerance.")
  private boolean realism;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    PrintStream out = terminal.out();
    if (realism) {
      return (RealismList.print(out) ? ExitStatus.OK : ExitStatus.WRONG_RESULT).code();
    }
    prefill(out);
    out.println();
    routing(out);
    out.println();
    swiglu(out);
    out.println();
    decode(out);
    out.println();
    model(out);
    own(out, workloads.folder(terminal));
    return 0;
  }

  private static void prefill(PrintStream out) {
    out.println("operation prefill: strategies");
    for (PrefillVariant variant : PrefillVariant.values()) {
      row(out, variant.id() + (variant.hasThreshold() ? "(T)" : ""), variant.description());
    }
    out.println("formats (--formats)");
    for (QuantFormat format : QuantFormat.values()) {
      double bits = format.bitsPerWeight(PUBLISHED_GROUP);
      row(
          out,
          format.name(),
          String.format(Locale.ROOT, "%.3f bits a weight in groups of 128", bits));
    }
    out.println("workloads (--workload)");
    for (String name : Catalogue.names()) {
      row(out, name, line(Catalogue.find(name, Catalogue.DEFAULT_SEED)));
    }
    presets(out, preset -> PrefillScale.of(preset).description());
  }

  private static void routing(PrintStream out) {
    out.println("operation routing: variants (--variants)");
    for (RoutingVariant variant : RoutingVariant.values()) {
      if (variant != RoutingVariant.REFERENCE) { // it defines what is right and is never timed
        row(out, variant.id(), variant.description());
      }
    }
    out.println("routers (--routers)");
    for (String name : RouterCatalogue.names()) {
      row(out, name, RouterCatalogue.find(name).summary());
    }
    presets(out, preset -> RoutingScale.of(preset).description());
  }

  private static void swiglu(PrintStream out) {
    out.println("operation swiglu: variants (--variants)");
    for (SwigluVariant variant : SwigluScale.timed()) {
      row(out, variant.id(), variant.description());
    }
    out.println("models (--models)");
    for (String name : ModelCatalogue.names()) {
      row(out, name, ModelCatalogue.get(name).summary());
    }
    presets(out, preset -> SwigluScale.of(preset).description());
  }

  private static void decode(PrintStream out) {
    out.println("operation decode: strategies (--strategies)");
    for (DispatchStrategy strategy : DispatchStrategy.values()) {
      row(out, strategy.id(), strategy.description());
    }
    out.println("decode workloads (--workloads)");
    for (String name : DecodeTraces.names()) {
      row(out, name, DecodeTraces.find(name, Catalogue.DEFAULT_SEED).summary());
    }
    out.println("request lengths (--batch)");
    for (String name : RequestLengths.names()) {
      row(out, name, RequestLengths.find(name).description());
    }
    presets(out, preset -> DecodeScale.of(preset).description());
    out.println("operation tune: where the two kernels meet");
    presets(out, preset -> TuneScale.of(preset).description());
  }

  private static void model(PrintStream out) {
    out.println("operation model, with the strategies of decode: stacks of layers (--stacks)");
    for (ForwardPreset stack : ForwardPresets.all()) {
      row(out, stack.name(), stack.summary());
    }
    presets(out, preset -> ForwardScale.of(preset).description());
  }

  private static void own(PrintStream out, Path folder) {
    List<String> names = RecordedWorkloads.names(folder);
    if (names.isEmpty()) {
      return;
    }
    out.println();
    out.println("your own workloads (prefill --workload, decode --workloads, swiglu --routing)");
    for (String name : names) {
      row(out, name, line(folder.resolve(name)));
    }
  }

  /** A damaged one does not hide the others. */
  private static String line(Path workload) {
    try {
      return RecordedWorkload.open(workload).summary();
    } catch (UserError e) {
      return "cannot be used: " + e.getMessage();
    }
  }

  private static void presets(PrintStream out, Function<Preset, String> description) {
    out.println("presets (--preset)");
    for (Preset preset : Preset.values()) {
      row(out, preset.id(), description.apply(preset));
    }
  }

  private static String line(Workload workload) {
    Map<String, Double> statistics = workload.statistics();
    return String.format(
        Locale.ROOT,
        "%d rows on %d of %d experts, max/mean %.1f, Gini %.2f",
        workload.rows().total(),
        workload.rows().active(),
        workload.rows().experts(),
        statistics.get("max_over_mean"),
        statistics.get("gini"));
  }

  private static void row(PrintStream out, String name, String text) {
    out.printf(Locale.ROOT, "  %-22s %s%n", name, text);
  }
}
