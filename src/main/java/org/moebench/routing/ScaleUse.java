// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** When weights are multiplied by the routed scaling factor. */
public enum ScaleUse {
  /** Never; a fused shared expert's raw weight is still divided by it. */
  NEVER,
  /** When weights are renormalized. */
  WITH_RENORMALIZATION,
  /** Always. */
  ALWAYS
}
