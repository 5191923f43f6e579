// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** Shares tokens out to workers: consecutive, as even as possible. */
final class TokenRange {
  private TokenRange() {}

  /** First token of a worker; its last one is before the next worker's first. */
  static int start(int tokens, int worker, int workers) {
    return (int) ((long) tokens * worker / workers);
  }
}
