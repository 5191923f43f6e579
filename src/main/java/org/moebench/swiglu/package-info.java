// SPDX-License-Identifier: Apache-2.0
/**
 * SwitchGLU, the feed-forward part of a mixture of experts: every token goes through the experts
 * its router chose, each of them {@code down · activation(gate · x, up · x)}.
 *
 * <p>After mlx-lm's {@code SwitchGLU} (ml-explore/mlx-lm, mlx_lm/models/switch_layers.py) and the
 * fused form of exo's pull request 1999 (exo-explore/exo). The output is per token and slot,
 * neither weighted nor summed: that is the layer's work (package {@code moe}).
 *
 * <pre>
 *  x [T][D] ── gate [I][D] ──> g ┐
 *          └── up   [I][D] ──> u ┴ activation ──> h [I] ── down [D][I] ──> out [T·k][D]
 * </pre>
 */
package org.moebench.swiglu;
