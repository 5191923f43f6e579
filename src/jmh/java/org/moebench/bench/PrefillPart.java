// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.Locale;
import org.moebench.gemm.GemmPart;
import org.moebench.prefill.PrefillVariant;

/** A piece of a prefill call: a strategy, with a part of the kernel in the kernel's place. */
public enum PrefillPart {
  /** Packing the activations of every row. */
  PACK(PrefillVariant.GROUPED, GemmPart.PACK),
  /** Dequantizing every panel of every active expert. */
  DEQUANTIZE(PrefillVariant.GROUPED, GemmPart.DEQUANTIZE),
  /** Filling the padded buffer and copying its results back. */
  GATHER_SCATTER(PrefillVariant.PAD_SKIP, GemmPart.NOTHING),
  /** As many empty launches as there are active experts. */
  LAUNCHES(PrefillVariant.PER_EXPERT, GemmPart.NOTHING);

  private final PrefillVariant strategy;
  private final GemmPart kernel;

  PrefillPart(PrefillVariant strategy, GemmPart kernel) {
    this.strategy = strategy;
    this.kernel = kernel;
  }

  PrefillVariant strategy() {
    return strategy;
  }

  GemmPart kernel() {
    return kernel;
  }

  /** The part of that id, for example {@code gather-scatter}. */
  static PrefillPart of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
