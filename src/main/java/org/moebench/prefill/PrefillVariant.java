// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.moebench.fault.NearestName;

/** The registry of prefill strategies: the only list of them. */
public enum PrefillVariant {
  PER_EXPERT("per-expert", "one launch per active expert", false, t -> new PerExpertPrefill()),
  PAD_COMPUTE(
      "pad-compute",
      "pad-and-clip, padding rows computed as published",
      true,
      t -> new PadAndClipPrefill(t, true)),
  PAD_SKIP(
      "pad-skip", "pad-and-clip, padding rows skipped", true, t -> new PadAndClipPrefill(t, false)),
  GROUPED(
      "grouped",
      "one launch over a ragged tile list, no padding",
      false,
      t -> new GroupedPrefill());

  private final String id;
  private final String description;
  private final boolean hasThreshold;
  private final IntFunction<PrefillStrategy> factory;

  PrefillVariant(
      String id, String description, boolean hasThreshold, IntFunction<PrefillStrategy> factory) {
    this.id = id;
    this.description = description;
    this.hasThreshold = hasThreshold;
    this.factory = factory;
  }

  /** Name in commands, results and reports. */
  public String id() {
    return id;
  }

  /** What it does, in a few words. */
  public String description() {
    return description;
  }

  /** Whether it takes a pad threshold. */
  public boolean hasThreshold() {
    return hasThreshold;
  }

  /**
   * @param threshold rows to pad to, at least 1; ignored by variants without one
   */
  public PrefillStrategy create(int threshold) {
    return factory.apply(threshold);
  }

  /** All ids, in display order. */
  public static List<String> ids() {
    return Stream.of(values()).map(PrefillVariant::id).toList();
  }

  /**
   * @throws org.moebench.fault.UserError USAGE, with the nearest id, if there is no such variant
   */
  public static PrefillVariant of(String id) {
    return Stream.of(values())
        .filter(v -> v.id.equals(id))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("strategy", id, ids()));
  }
}
