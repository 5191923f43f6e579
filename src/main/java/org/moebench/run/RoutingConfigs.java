// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.moebench.fault.UserError;
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.Catalogue;
import org.moebench.workload.NamedRouter;
import org.moebench.workload.RouterCatalogue;
import org.moebench.workload.SyntheticRouting;

/** Makes a checked configuration of a request; what is wrong with it is said in one line. */
final class RoutingConfigs {
  /** Elements that a Java array holds on every JVM. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private RoutingConfigs() {}

  /**
   * Resolves a request.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a bad router file
   */
  static RoutingConfig resolve(RoutingRequest request) {
    Preset preset = Preset.of(request.preset());
    RoutingScale scale = RoutingScale.of(preset);
    long seed = Objects.requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED);
    List<RouterSpec> routers = routers(request);
    List<Integer> tokens = tokens(request);
    List<LogitType> logits = logits(request);
    Integer workers = request.threads() == null ? null : CommonOptions.workers(request.threads());
    List<RoutingGrid> grids =
        scale.grids().stream()
            .map(
                grid ->
                    grid.withRouters(routers)
                        .withTokens(tokens)
                        .withLogits(logits)
                        .withWorkers(workers))
            .toList();
    return new RoutingConfig(
        preset,
        read(grids, seed),
        variants(request),
        grids,
        seed,
        scale.timing(),
        CommonOptions.budget(request.rounds(), scale.budget()),
        request.out());
  }

  /** Routers asked for; {@code null} if the preset decides. */
  private static List<RouterSpec> routers(RoutingRequest request) {
    if (request.routers() == null && request.routerFile() == null) {
      return null;
    }
    List<RouterSpec> specs = new ArrayList<>();
    for (String name : Objects.requireNonNullElse(request.routers(), List.<String>of())) {
      RouterSpec spec = new RouterSpec(name.trim());
      if (spec.name().startsWith(RouterSpec.FILE)) {
        throw CommonOptions.usage("--routers takes names; a file goes into --router FILE");
      }
      specs.add(spec);
    }
    Path file = request.routerFile();
    if (file != null) {
      if (!Files.exists(file) && RouterCatalogue.names().contains(file.toString())) {
        throw CommonOptions.usage(
            "--router takes a file; '%s' comes with the suite: use --routers %s"
                .formatted(file, file));
      }
      specs.add(RouterSpec.of(file));
    }
    return specs.stream().distinct().toList();
  }

  /** Looks up every router of the grids and checks it with its batches. */
  private static Map<RouterSpec, NamedRouter> read(List<RoutingGrid> grids, long seed) {
    Map<RouterSpec, NamedRouter> routers = new LinkedHashMap<>();
    for (RoutingGrid grid : grids) {
      for (RouterSpec spec : grid.routers()) {
        NamedRouter named = routers.computeIfAbsent(spec, RouterSpec::resolve);
        grid.tokens().forEach(tokens -> checkSize(named, tokens));
      }
    }
    long names = routers.values().stream().map(NamedRouter::name).distinct().count();
    if (names < routers.size()) {
      throw CommonOptions.usage(
          "the router of --router has the name of another one of this run: change its field 'name'");
    }
    // Better refused here than by every fork.
    routers.values().forEach(named -> SyntheticRouting.router(named, seed));
    return routers;
  }

  private static void checkSize(NamedRouter named, int tokens) {
    long columns = Math.max(named.config().experts(), named.config().slots());
    if (tokens * columns > LONGEST_ARRAY) {
      throw CommonOptions.usage(
          "--tokens %d: with %d experts of %s these are more logits than an array holds (%d)"
              .formatted(tokens, columns, named.name(), LONGEST_ARRAY));
    }
  }

  private static List<RoutingVariant> variants(RoutingRequest request) {
    if (request.variants() == null) {
      return Arrays.stream(RoutingVariant.values())
          .filter(variant -> variant != RoutingVariant.REFERENCE)
          .toList();
    }
    List<RoutingVariant> variants =
        request.variants().stream().map(String::trim).map(RoutingVariant::of).distinct().toList();
    if (variants.contains(RoutingVariant.REFERENCE)) {
      throw CommonOptions.usage(
          "--variants reference: the reference defines what is right and is never timed");
    }
    return variants;
  }

  private static List<Integer> tokens(RoutingRequest request) {
    if (request.tokens() == null) {
      return null;
    }
    for (int tokens : request.tokens()) {
      if (tokens < 1) {
        throw CommonOptions.usage(
            "--tokens has " + tokens + ": a batch is a number of tokens, at least 1");
      }
    }
    return request.tokens().stream().distinct().sorted().toList();
  }

  private static List<LogitType> logits(RoutingRequest request) {
    return request.logits() == null
        ? null
        : request.logits().stream().map(LogitType::of).distinct().sorted().toList();
  }
}
