// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * A model whose layer is measured, in the shape it was measured in.
 *
 * @param name model name, for example {@code deepseek-v4-flash}
 * @param title for people
 * @param source where the published shape was read
 * @param divisor what the published sizes were divided by; 1 for the published shape
 * @param experts routed experts
 * @param slots experts per token
 * @param hidden D: width of a token's row
 * @param intermediate I: width between an expert's projections
 * @param sharedIntermediate I of the shared expert; 0 without one
 * @param layers MoE layers of the model
 * @param activation name of the routed experts' activation
 * @param biased whether experts have additive biases
 * @param group input features that share a quantization scale
 * @param summary all of it in one line for people
 */
public record ModelInfo(
    String name,
    String title,
    String source,
    int divisor,
    int experts,
    int slots,
    int hidden,
    int intermediate,
    int sharedIntermediate,
    int layers,
    String activation,
    boolean biased,
    int group,
    String summary) {}
