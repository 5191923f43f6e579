// SPDX-License-Identifier: Apache-2.0
/**
 * Grouped top-k routing: from the gating logits of a batch to experts and weights per token.
 *
 * <ul>
 *   <li>Input: logits [tokens][experts] in float32 or bfloat16; token ids for hash layers.
 *   <li>Output: ids and weights [tokens][slots], picks in descending order of selection score;
 *       {@link org.moebench.routing.ExpertSort} sorts them by expert.
 *   <li>Numerics: selection scores in float32, ties to the lower id, NaN as -∞; scores of the picks
 *       again in double, so that weights are within 2 units in the last place of the reference. The
 *       weights of a softmax that are not divided by their own sum carry the error of the sum of
 *       all experts' float32 exponentials besides ({@link
 *       org.moebench.routing.FloatScores#sumError}).
 * </ul>
 *
 * <p>Start reading at {@link org.moebench.routing.RouterConfig} and {@link
 * org.moebench.routing.ReferenceRouting}, the definition; {@link
 * org.moebench.routing.RoutingVariant} lists the implementations.
 */
package org.moebench.routing;
