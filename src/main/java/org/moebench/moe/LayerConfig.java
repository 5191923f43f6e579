// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.swiglu.Activation;

/**
 * How a layer computes, besides its router.
 *
 * @param activation of the routed experts
 * @param sharedActivation of the shared expert; {@code null} without one. Published models differ
 *     in whether it is limited as the routed one is
 * @param weightsBeforeDown whether router weights multiply the activated rows before the down
 *     projection (DeepSeek-V4's reference) instead of its outputs (mlx-lm, DeepSeek-V3): the same
 *     in exact arithmetic
 * @param sortThreshold slots of a batch from which they are sorted by expert
 */
public record LayerConfig(
    Activation activation,
    Activation sharedActivation,
    boolean weightsBeforeDown,
    int sortThreshold) {}
