// SPDX-License-Identifier: Apache-2.0
/**
 * Weight formats: what a group of weights is rounded to, the published bytes ({@link
 * org.moebench.quant.QuantizedMatrix}) and the kernels' own layout ({@link
 * org.moebench.quant.PackedWeights}).
 *
 * <p>A matrix has {@code n} rows (output features) of {@code k} columns (input features); {@code
 * group} columns of a row share a scale. {@link org.moebench.quant.QuantFormat} lists the formats.
 */
package org.moebench.quant;
