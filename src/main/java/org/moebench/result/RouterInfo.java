// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * A router of a run.
 *
 * @param name name in commands and cells, for example {@code deepseek-v3}
 * @param title the models it belongs to
 * @param source where its configuration was read
 * @param experts routed experts E
 * @param slots experts per token k, a fused shared expert included
 * @param sharedSlots 1 if the last slot is a fused shared expert, else 0
 * @param groups groups of experts; 1 without groups
 * @param keptGroups groups that compete for a token
 * @param scoring how logits become scores, for example {@code sigmoid}
 * @param biased whether selection adds a bias per expert
 * @param hashed whether experts come from a table by token id
 * @param summary all of this in one line for people
 */
public record RouterInfo(
    String name,
    String title,
    String source,
    int experts,
    int slots,
    int sharedSlots,
    int groups,
    int keptGroups,
    String scoring,
    boolean biased,
    boolean hashed,
    String summary) {}
