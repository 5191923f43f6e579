// SPDX-License-Identifier: Apache-2.0
/**
 * Traces of the suite's own layers: a recorder per layer, prompts, and a small model of random
 * weights that runs over them.
 *
 * <pre>
 *  prompts ── PromptReader ──> bytes ── ByteModel ──> MoeLayer ── LayerCapture ──> TraceWriter
 * </pre>
 */
package org.moebench.capture;
