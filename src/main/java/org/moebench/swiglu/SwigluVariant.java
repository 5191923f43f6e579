// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.moebench.fault.NearestName;
import org.moebench.swiglu.SwigluWeights.Form;

/** The registry of SwitchGLU implementations: the only list of them. */
public enum SwigluVariant {
  REFERENCE("the definition, in double; never charted", null, ReferenceSwiglu::new),
  UNFUSED("up, gate, activation and down as separate launches", Form.SEPARATE, UnfusedSwiglu::new),
  FUSED(
      "up, gate and activation in one launch, weights concatenated [up, gate]",
      Form.CONCATENATED,
      FusedSwiglu::new),
  FUSED_INTERLEAVED(
      "like fused, panels of up and gate alternating in memory",
      Form.INTERLEAVED,
      InterleavedSwiglu::new);

  private final String description;
  private final Form form;
  private final Function<SwigluJob, SwigluKernel> factory;

  SwigluVariant(String description, Form form, Function<SwigluJob, SwigluKernel> factory) {
    this.description = description;
    this.form = form;
    this.factory = factory;
  }

  /**
   * The variant of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static SwigluVariant of(String name) {
    List<String> names = Arrays.stream(values()).map(SwigluVariant::id).toList();
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

  /** The form of weights it reads; {@code null} if any will do. */
  public Form form() {
    return form;
  }

  /**
   * A kernel for a job, with its scratch memory.
   *
   * @throws IllegalArgumentException if the job's weights are of another form
   */
  public SwigluKernel create(SwigluJob job) {
    if (form != null && form != job.weights().form()) {
      throw new IllegalArgumentException(
          id() + " reads " + form + " weights, these are " + job.weights().form());
    }
    return factory.apply(job);
  }
}
