// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.Catalogue;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.ForwardRouting;

/** Makes a checked configuration of a request; what is wrong with it is said in one line. */
final class ForwardConfigs {
  private ForwardConfigs() {}

  /**
   * Resolves a request.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a damaged tuning file
   */
  static ForwardConfig resolve(ForwardRequest request) {
    Preset preset = Preset.of(request.preset());
    ForwardScale scale = ForwardScale.of(preset);
    int workers = CommonOptions.workers(request.threads());
    List<ForwardGrid> grids = grids(request, scale);
    return new ForwardConfig(
        preset,
        stacks(request, scale, grids),
        grids,
        format(request.format()),
        workers,
        requireNonNullElse(request.seed(), Catalogue.DEFAULT_SEED),
        scale.timing(),
        CommonOptions.budget(request.rounds(), scale.budget()),
        TuningChoice.of(request.tuning(), workers),
        request.out(),
        request.cache());
  }

  /** The preset's grids with what was asked for in the place of their own. */
  private static List<ForwardGrid> grids(ForwardRequest request, ForwardScale scale) {
    List<String> stacks =
        named(request.stacks(), "--stacks", name -> ForwardPresets.find(name).name());
    List<ForwardRouting> routings = named(request.routings(), "--routing", ForwardRouting::of);
    List<DispatchStrategy> strategies =
        named(request.strategies(), "--strategies", DispatchStrategy::of);
    List<ForwardPart> parts = named(request.parts(), "--parts", ForwardPart::of);
    return scale.grids().stream()
        .map(
            grid ->
                new ForwardGrid(
                    requireNonNullElse(stacks, grid.stacks()),
                    requireNonNullElse(routings, grid.routings()),
                    requireNonNullElse(strategies, grid.strategies()),
                    requireNonNullElse(parts, grid.parts())))
        .toList();
  }

  /** What the names stand for, without repetition; {@code null} if not given. */
  private static <T> List<T> named(List<String> names, String option, Function<String, T> of) {
    if (names == null) {
      return null;
    }
    if (names.stream().anyMatch(String::isBlank)) {
      throw CommonOptions.usage(option + " has an empty name; see list");
    }
    return names.stream().map(String::trim).map(of).distinct().toList();
  }

  /** Every stack of the grids, in the size that is measured. */
  private static Map<String, ForwardPreset> stacks(
      ForwardRequest request, ForwardScale scale, List<ForwardGrid> grids) {
    Map<String, ForwardPreset> stacks = new LinkedHashMap<>();
    for (ForwardGrid grid : grids) {
      for (String name : grid.stacks()) {
        ForwardPreset whole = ForwardPresets.find(name);
        if (grid.routings().stream().anyMatch(whole.routings()::contains)) {
          stacks.computeIfAbsent(name, n -> sized(whole, request, scale));
        } else if (request.stacks() != null) {
          throw noRouting(whole);
        }
      }
    }
    return stacks;
  }

  /** A stack that has none of the routings asked for is left out unless it was asked for too. */
  private static UserError noRouting(ForwardPreset stack) {
    String some =
        stack.routings().stream().map(ForwardRouting::id).collect(Collectors.joining(", "));
    return CommonOptions.usage(
        "--routing: %s has %s routing only; the published one belongs to the published stacks"
            .formatted(stack.name(), some));
  }

  private static ForwardPreset sized(
      ForwardPreset whole, ForwardRequest request, ForwardScale scale) {
    int divisor = requireNonNullElse(request.divisor(), whole.swiglu() ? scale.divisor() : 1);
    int layers = requireNonNullElse(request.layers(), whole.layers());
    if (divisor < 1) {
      throw CommonOptions.usage("--divisor " + divisor + " is below 1");
    }
    if (layers < 1) {
      throw CommonOptions.usage("--layers " + layers + " is below 1");
    }
    ForwardPreset shrunk = refused("--divisor " + divisor, () -> whole.shrunk(divisor));
    return refused("--layers " + layers, () -> shrunk.withLayers(layers));
  }

  /** A refusal with the option that caused it. */
  private static ForwardPreset refused(String option, Supplier<ForwardPreset> change) {
    try {
      return change.get();
    } catch (UserError e) {
      throw new UserError(ExitStatus.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  private static QuantFormat format(String name) {
    return name == null ? QuantFormat.INT4_SYM : CommonOptions.formats(List.of(name)).get(0);
  }
}
