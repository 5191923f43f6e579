// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** A router implementation, bound to a job with its scratch memory. */
@FunctionalInterface
public interface RoutingKernel {
  /**
   * Routes the job's batch: reads its logits, writes its ids and weights. Allocates nothing; uses
   * the job's launcher, at least once unless there are no tokens.
   */
  void route();
}
