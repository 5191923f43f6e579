// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;

/**
 * A router, a batch that has been checked against it, the output, and the workers to use. Kernels
 * are made for a job and may be run on it any number of times.
 */
public final class RoutingJob {
  private final Router router;
  private RoutingInput input;
  private final Launcher launcher;
  private final int[] ids;
  private final float[] weights;

  /**
   * Checks the batch and allocates the output.
   *
   * @throws UserError BAD_INPUT naming what does not fit the router
   */
  public RoutingJob(Router router, RoutingInput input, Launcher launcher) {
    check(router, input);
    this.router = router;
    this.input = input;
    this.launcher = launcher;
    this.ids = new int[Math.multiplyExact(input.logits().tokens(), router.config().slots())];
    this.weights = new float[ids.length];
  }

  private static void check(Router router, RoutingInput input) {
    RouterConfig config = router.config();
    int tokens = input.logits().tokens();
    if (input.logits().experts() != config.experts()) {
      throw wrong(
          "logits", input.logits().experts() + " columns for " + config.experts() + " experts");
    }
    if (input.realTokens() < 0 || input.realTokens() > tokens) {
      throw wrong("realTokens", input.realTokens() + " of " + tokens + " rows");
    }
    if (router.isHashed()) {
      checkTokenIds(input, tokens, router.hashTable().vocabulary());
    }
  }

  private static void checkTokenIds(RoutingInput input, int tokens, int vocabulary) {
    int[] ids = input.tokenIds();
    if (ids == null) {
      throw wrong("tokenIds", "missing, but the router is a hash layer");
    }
    if (ids.length != tokens) {
      throw wrong("tokenIds", ids.length + " ids for " + tokens + " rows");
    }
    for (int t = 0; t < tokens; t++) {
      if (ids[t] < 0 || ids[t] >= vocabulary) {
        throw wrong(
            "tokenIds", "row " + t + " has token " + ids[t] + ", the hash table has " + vocabulary);
      }
    }
  }

  private static UserError wrong(String field, String problem) {
    return new UserError(ExitStatus.BAD_INPUT, "routing input '" + field + "': " + problem);
  }

  /** The router. */
  public Router router() {
    return router;
  }

  /** The batch. */
  public RoutingInput input() {
    return input;
  }

  /**
   * Another batch of the same size, of the same type of logits, for the job's kernels to route
   * next.
   *
   * @throws UserError BAD_INPUT naming what does not fit
   */
  public void input(RoutingInput next) {
    check(router, next);
    if (next.logits().tokens() != tokens() || next.logits().isBf16() != input.logits().isBf16()) {
      throw wrong(
          "logits",
          next.logits().tokens() + " rows, or their type, are not those the job was made for");
    }
    input = next;
  }

  /** The workers. */
  public Launcher launcher() {
    return launcher;
  }

  /** Rows of the batch. */
  public int tokens() {
    return input.logits().tokens();
  }

  /**
   * Output: expert per token and slot, [tokens][slots], picks in descending order of selection
   * score; -1 in padding rows.
   */
  public int[] ids() {
    return ids;
  }

  /** Output: weight per token and slot, [tokens][slots]; those of padding rows are computed too. */
  public float[] weights() {
    return weights;
  }
}
