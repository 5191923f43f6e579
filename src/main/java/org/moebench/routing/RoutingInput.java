// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/**
 * One batch to route.
 *
 * @param logits gating logits
 * @param tokenIds token id per row, for hash layers; else {@code null}
 * @param realTokens rows from this one on are padding: their ids come out as -1
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels; never changed after the checks
public record RoutingInput(GatingLogits logits, int[] tokenIds, int realTokens) {
  /** A batch without padding rows. */
  public static RoutingInput of(GatingLogits logits) {
    return new RoutingInput(logits, null, logits.tokens());
  }

  /** The same batch with token ids. */
  public RoutingInput withTokenIds(int... ids) {
    return new RoutingInput(logits, ids, realTokens);
  }

  /** The same batch, of which only the first {@code rows} rows are real. */
  public RoutingInput withRealTokens(int rows) {
    return new RoutingInput(logits, tokenIds, rows);
  }
}
