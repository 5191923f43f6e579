// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.quant.PackedWeights;

/**
 * Weights read from their cache file.
 *
 * @param weights the weights
 * @param hash hash of their parameters and content, in hex: equal if and only if the weights are
 */
public record StoredWeights(PackedWeights weights, String hash) {}
