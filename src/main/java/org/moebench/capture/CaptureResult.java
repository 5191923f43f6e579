// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

/**
 * What a capture has recorded.
 *
 * @param prompts prompts recorded, each a sequence of the trace
 * @param tokens tokens recorded
 * @param empty prompts without text, which are left out
 * @param truncated prompts of which only the first tokens were wanted
 * @param stopped whether it was asked to stop before the last prompt ended; the trace then ends
 *     with the prompt, or part of it, that was computed last
 */
public record CaptureResult(
    long prompts, long tokens, long empty, long truncated, boolean stopped) {}
