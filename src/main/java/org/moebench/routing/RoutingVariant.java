// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.moebench.fault.NearestName;

/** The registry of router implementations: the only list of them. */
public enum RoutingVariant {
  REFERENCE("the definition, in double; never charted", ReferenceRouting::new),
  STAGED("a chain of passes over the batch, each a launch with its buffer", StagedRouting::new),
  SCALAR("one pass per token, plain float code, one launch", ScalarRouting::new),
  VECTOR(
      "one pass per token with vectors, selection included, one launch",
      job -> new VectorRouting(job, 1)),
  VECTOR_BATCHED(
      "like vector, but 16 tokens take each step together, one launch",
      job -> new VectorRouting(job, 16));

  private final String description;
  private final Function<RoutingJob, RoutingKernel> factory;

  RoutingVariant(String description, Function<RoutingJob, RoutingKernel> factory) {
    this.description = description;
    this.factory = factory;
  }

  /**
   * The variant of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static RoutingVariant of(String name) {
    List<String> names = Arrays.stream(values()).map(RoutingVariant::id).toList();
    return Arrays.stream(values())
        .filter(variant -> variant.id().equals(name))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("variant", name, names));
  }

  /** Name in commands, results and reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in a few words. */
  public String description() {
    return description;
  }

  /** A kernel for a job, with its scratch memory. */
  public RoutingKernel create(RoutingJob job) {
    return factory.apply(job);
  }
}
