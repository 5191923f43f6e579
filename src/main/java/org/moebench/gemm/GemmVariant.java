// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import java.util.function.Function;
import org.moebench.quant.QuantFormat;

/** The registry of dequant-GEMM implementations: the only list of them. */
public enum GemmVariant {
  REFERENCE("reference", "the definition, in double; never charted", f -> new ReferenceGemm()),
  SCALAR("scalar", "plain float loops, no Vector API", f -> new ScalarGemm()),
  VECTOR_PANEL(
      "vector-panel",
      "dequantize a column panel into cache, register tiles over all rows",
      VectorPanelGemm::new),
  VECTOR_DIRECT(
      "vector-direct",
      "dequantize in registers, for few rows (FP32: as vector-panel)",
      f -> f.hasScales() ? new VectorDirectGemm(f) : new VectorPanelGemm(f));

  private final String id;
  private final String description;
  private final Function<QuantFormat, GemmKernel> factory;

  GemmVariant(String id, String description, Function<QuantFormat, GemmKernel> factory) {
    this.id = id;
    this.description = description;
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

  /** A kernel for weights of the given format. */
  public GemmKernel create(QuantFormat format) {
    return factory.apply(format);
  }
}
