// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** How the groups of a grouped router compete. */
public enum GroupScore {
  /** There are no groups. */
  NONE,
  /** Sum of the two highest selection scores of the group; equal scores count twice. */
  TOP2_SUM,
  /** The highest selection score of the group. */
  MAX
}
