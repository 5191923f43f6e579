// SPDX-License-Identifier: Apache-2.0
/**
 * One mixture-of-experts layer: route → SwitchGLU of the routed experts → weighted sum → plus the
 * shared expert; whole or sharded over ranks.
 *
 * <pre>
 *  logits ── route ──> ids, weights ┐
 *  x [T][D] ── SwitchGLU ──> [T·k][D] ┴ y[t] = Σ_s weight[t][s] · out[t][s] + shared[t]
 *          └── shared expert ──> shared [T][D]
 * </pre>
 *
 * Every sum runs in a fixed order, slots ascending and the shared expert last, so that the result
 * does not depend on the number of workers. The layer starts from gating logits: the dense
 * projection that makes them is not part of it.
 */
package org.moebench.moe;
