// SPDX-License-Identifier: Apache-2.0
/**
 * Dequant-GEMM: {@code out[m][n] = Σ_k x[m][k] · dequant(w[n][k])} for the rows of one expert.
 *
 * <ul>
 *   <li>{@code x}: float32 activations [M][K], row-major; {@code w}: quantized weights [N][K] with
 *       one scale (and zero point) per row and group of K; {@code out}: float32 [M][N].
 *   <li>Numerics: weights are dequantized exactly (the product of a code and a bf16 scale fits a
 *       float32), products are summed in float32 along k. Activations are never quantized.
 *   <li>Error bound against the reference on the same bits: {@code γ(K) · Σ_k |x·w|} with {@code
 *       γ(n) = n·u/(1-n·u)}, u = 2⁻²⁴.
 * </ul>
 *
 * <p>Start reading at {@link org.moebench.gemm.ReferenceGemm}, the definition; {@link
 * org.moebench.gemm.GemmVariant} lists the implementations.
 */
package org.moebench.gemm;
