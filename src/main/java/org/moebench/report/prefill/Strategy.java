// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.Arrays;
import java.util.Optional;

/** The prefill strategies a report tells apart, in the order tables and legends list them. */
enum Strategy {
  PER_EXPERT("per-expert", false),
  GROUPED("grouped", false),
  PAD_COMPUTE("pad-compute", true),
  PAD_SKIP("pad-skip", true);

  private final String id;
  private final boolean padded;

  Strategy(String id, boolean padded) {
    this.id = id;
    this.padded = padded;
  }

  /** The variant name in results. */
  String id() {
    return id;
  }

  /** Whether it is a form of pad-and-clip, measured at several thresholds. */
  boolean padded() {
    return padded;
  }

  /** The strategy of a variant name. */
  static Optional<Strategy> of(String variant) {
    return Arrays.stream(values()).filter(s -> s.id.equals(variant)).findFirst();
  }
}
