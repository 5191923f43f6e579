// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Picks as they were recorded: sequence {@code s} is recorded sequence {@code s} modulo their
 * number, and goes round from its start where more tokens are asked for than were recorded. The
 * seed has no part in it.
 *
 * @param ids what was recorded
 */
record RecordedGenerator(RecordedIds ids) implements TraceGenerator {
  @Override
  public int experts() {
    return ids.experts();
  }

  @Override
  public int topK() {
    return ids.topK();
  }

  @Override
  public int layers() {
    return ids.layers();
  }

  @Override
  public LayerPicks picks(long seed, int sequence, int layer) {
    int recorded = sequence % ids.sequences();
    int length = ids.length(recorded);
    int[] token = {0};
    return (to, at) -> ids.copy(recorded, token[0]++ % length, layer, to, at);
  }

  @Override
  public TraceGenerator resized(int experts, int topK) {
    if (experts == experts() && topK == topK()) {
      return this;
    }
    throw new UserError(
        ExitStatus.USAGE,
        "recorded routing takes %s of %s experts and cannot be had with %s of %s"
            .formatted(topK(), experts(), topK, experts));
  }

  @Override
  public boolean independent() {
    return true;
  }

  @Override
  public double overlapTarget(int layer) {
    return Double.NaN;
  }

  @Override
  public String summary() {
    return "recorded: %s tokens in %s sequence%s, read again from the start where more are needed"
        .formatted(ids.tokens(), ids.sequences(), ids.sequences() == 1 ? "" : "s");
  }
}
