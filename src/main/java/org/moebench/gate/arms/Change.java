// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.util.List;

/**
 * What lies between the two sides.
 *
 * @param revision what the user named
 * @param base full id of the merge-base of that revision and the head: what is compared with
 * @param head full id of the commit that is checked out
 * @param dirty whether files that the build reads differ from that commit
 * @param paths files that differ between base and working tree, relative to the project
 */
public record Change(String revision, String base, String head, boolean dirty, List<String> paths) {
  /** Whether both sides are the same commit without changes. */
  public boolean isNone() {
    return base.equals(head) && !dirty;
  }
}
