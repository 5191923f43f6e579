// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.workload.Catalogue;
import org.moebench.workload.DecodeRouting;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.GuidedLogits;
import org.moebench.workload.ModelCatalogue;
import org.moebench.workload.NamedModel;

/** Makes a checked configuration of a request; what is wrong with it is said in one line. */
final class SwigluConfigs {
  /** Elements that a Java array holds on every JVM. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private SwigluConfigs() {}

  /**
   * Resolves a request.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a bad model file
   */
  static SwigluConfig resolve(SwigluRequest request) {
    Preset preset = Preset.of(request.preset());
    SwigluScale scale = SwigluScale.of(preset);
    int workers = CommonOptions.workers(request.threads());
    List<SwigluGrid> grids = grids(request, scale, workers);
    long seed = requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED);
    Map<String, SwigluConfig.Model> models = models(request, scale, grids);
    return new SwigluConfig(
        preset,
        models,
        grids,
        popularity(request),
        routing(request, models.values(), seed),
        workers,
        seed,
        scale.timing(),
        CommonOptions.budget(request.rounds(), scale.budget()),
        request.out(),
        request.cache());
  }

  /** The preset's grids with what was asked for in the place of their own. */
  private static List<SwigluGrid> grids(SwigluRequest request, SwigluScale scale, int workers) {
    List<String> models = modelNames(request);
    List<QuantFormat> formats = CommonOptions.formats(request.formats());
    List<SwigluVariant> variants = variants(request);
    List<Integer> concurrency =
        CommonOptions.numbers(request.concurrency(), "--concurrency", 1, "a number of requests");
    List<Integer> thresholds =
        CommonOptions.numbers(request.sortThresholds(), "--sort-threshold", 0, "a number of slots");
    List<Integer> ranks = CommonOptions.numbers(request.ranks(), "--ranks", 1, "a number of ranks");
    boolean own = request.threads() == null;
    return scale.grids().stream()
        .map(
            grid ->
                new SwigluGrid(
                    grid.subject(),
                    requireNonNullElse(models, grid.models()),
                    requireNonNullElse(formats, grid.formats()),
                    requireNonNullElse(variants, grid.variants()),
                    requireNonNullElse(concurrency, grid.concurrency()),
                    grid.subject() == SwigluGrid.Subject.SWIGLU
                        ? requireNonNullElse(thresholds, grid.thresholds())
                        : grid.thresholds(),
                    grid.subject() == SwigluGrid.Subject.SHARDED
                        ? requireNonNullElse(ranks, grid.ranks())
                        : grid.ranks(),
                    own && grid.workers() != SwigluGrid.OF_THE_RUN ? grid.workers() : workers))
        .toList();
  }

  /** Models asked for; {@code null} if the preset decides. */
  private static List<String> modelNames(SwigluRequest request) {
    if (request.models() == null && request.modelFile() == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (String name : requireNonNullElse(request.models(), List.<String>of())) {
      if (name.trim().startsWith(ModelSpec.FILE)) {
        throw CommonOptions.usage("--models takes names; a file goes into --model FILE");
      }
      names.add(name.trim());
    }
    Path file = request.modelFile();
    if (file != null) {
      if (!Files.exists(file) && ModelCatalogue.names().contains(file.toString())) {
        throw CommonOptions.usage(
            "--model takes a file; '%s' comes with the suite: use --models %s"
                .formatted(file, file));
      }
      names.add(ModelSpec.of(file, 1).name());
    }
    return names.stream().distinct().toList();
  }

  /** Looks up every model of the grids and checks it with its batches. */
  private static Map<String, SwigluConfig.Model> models(
      SwigluRequest request, SwigluScale scale, List<SwigluGrid> grids) {
    Integer divisor = request.divisor();
    if (divisor != null && divisor < 1) {
      throw CommonOptions.usage("--divisor " + divisor + " is below 1");
    }
    Map<String, SwigluConfig.Model> models = new LinkedHashMap<>();
    for (SwigluGrid grid : grids) {
      for (String name : grid.models()) {
        // The user's own model is measured as it is; the preset shrinks only what it chose from.
        int preset = name.startsWith(ModelSpec.FILE) ? 1 : scale.divisor();
        ModelSpec spec = new ModelSpec(name, requireNonNullElse(divisor, preset));
        SwigluConfig.Model model =
            models.computeIfAbsent(name, n -> new SwigluConfig.Model(spec, resolve(spec)));
        grid.concurrency().forEach(requests -> checkSize(model, requests));
      }
    }
    long names = models.values().stream().map(model -> model.named().name()).distinct().count();
    if (names < models.size()) {
      throw CommonOptions.usage(
          "the model of --model has the name of another one of this run: change its field 'name'");
    }
    return models;
  }

  private static NamedModel resolve(ModelSpec spec) {
    NamedModel whole = new ModelSpec(spec.name(), 1).resolve();
    try {
      return whole.shrunk(spec.divisor());
    } catch (UserError e) {
      throw new UserError(
          ExitStatus.USAGE, "--divisor " + spec.divisor() + ": " + e.getMessage(), e);
    }
  }

  private static void checkSize(SwigluConfig.Model model, int requests) {
    NamedModel named = model.named();
    long columns = (long) model.slots() * Math.max(named.hidden(), named.intermediate());
    long most = LONGEST_ARRAY / Math.max(columns, named.router().config().experts());
    if (requests > most) {
      throw CommonOptions.usage(
          "--concurrency %d: an array holds the rows of %d requests to %s at most"
              .formatted(requests, most, named.name()));
    }
  }

  private static List<SwigluVariant> variants(SwigluRequest request) {
    if (request.variants() == null) {
      return null;
    }
    List<SwigluVariant> variants =
        request.variants().stream().map(String::trim).map(SwigluVariant::of).distinct().toList();
    if (variants.contains(SwigluVariant.REFERENCE)) {
      throw CommonOptions.usage(
          "--variants reference: the reference defines what is right and is never timed");
    }
    return variants;
  }

  /** The decode workload asked for; {@code null} if none was. */
  private static DecodeSpec routing(
      SwigluRequest request, Collection<SwigluConfig.Model> models, long seed) {
    if (request.routing() == null) {
      return null;
    }
    if (request.popularity() != null) {
      throw CommonOptions.usage(
          "--routing and --popularity exclude each other: recorded picks have their own popularity");
    }
    DecodeSpec spec = DecodeSpec.of(request.workloads(), request.routing().trim(), seed);
    DecodeWorkload workload = spec.resolve();
    for (SwigluConfig.Model model : models) {
      String problem = GuidedLogits.problem(model.named().router(), workload);
      if (problem != null) {
        throw CommonOptions.usage(
            "--routing %s does not fit model %s: %s; choose others with --models or --model"
                .formatted(workload.name(), model.named().name(), problem));
      }
    }
    return spec;
  }

  private static double popularity(SwigluRequest request) {
    double popularity =
        requireNonNullElse(request.popularity(), DecodeRouting.DEFAULT_SHARED_POPULARITY);
    if (!(popularity >= 0 && popularity < 1)) {
      throw CommonOptions.usage(
          "--popularity " + popularity + ": it is a share, from 0 to below 1");
    }
    return popularity;
  }
}
