// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Locale;
import org.moebench.quant.PanelLayout;
import org.moebench.quant.QuantFormat;

/**
 * Everything that determines a set of synthetic weights, and the name of its cache file.
 *
 * @param format weight format
 * @param experts matrices
 * @param n output features
 * @param k input features
 * @param group input features that share a scale
 * @param seed seed of {@link SyntheticData}
 */
public record WeightSpec(QuantFormat format, int experts, int n, int k, int group, long seed) {
  /**
   * Sizes of the packed weights.
   *
   * @throws org.moebench.fault.UserError as {@link PanelLayout}
   */
  public PanelLayout layout() {
    return new PanelLayout(format, experts, n, k, group);
  }

  /** Name of the cache file, for example {@code int4_sym-e256-n3072-k1536-g128-s42.weights}. */
  public String fileName() {
    return "%s-e%d-n%d-k%d-g%d-s%d.weights"
        .formatted(format.name().toLowerCase(Locale.ROOT), experts, n, k, group, seed);
  }
}
