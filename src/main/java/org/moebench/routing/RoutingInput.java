// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;

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

  /**
   * A copy of some rows.
   *
   * @param from first row
   * @param count number of rows
   */
  public RoutingInput rows(int from, int count) {
    int[] ids = tokenIds == null ? null : Arrays.copyOfRange(tokenIds, from, from + count);
    int real = Math.max(0, Math.min(realTokens - from, count));
    return new RoutingInput(logits.rows(from, count), ids, real);
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
