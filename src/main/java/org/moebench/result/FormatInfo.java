// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * A weight format of a run.
 *
 * @param name format name, for example {@code INT4_SYM}
 * @param bitsPerWeight stored bits per weight, scales and zero points included
 * @param packedBytes bytes of all packed weights of the run's shape
 * @param relativeRmsError RMS of (dequantized - original) over RMS of original, on Gaussian weights
 */
public record FormatInfo(
    String name, double bitsPerWeight, long packedBytes, double relativeRmsError) {}
