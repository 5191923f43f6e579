// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/**
 * One side of the comparison.
 *
 * @param revision as the user named it, for example {@code origin/main}; {@code working tree}
 * @param commit full commit id; {@code unknown} outside a checkout
 * @param dirty whether files differ from the commit
 * @param jarSha256 of the measured jar, in hexadecimal
 */
public record ArmInfo(String revision, String commit, boolean dirty, String jarSha256) {
  /** Commit of a side that comes from no checkout. */
  public static final String UNKNOWN = "unknown";

  /** What people call it: the short commit, with {@code -dirty} if files differ. */
  public String label() {
    String shortened = commit.length() > 12 ? commit.substring(0, 12) : commit;
    return dirty ? shortened + "-dirty" : shortened;
  }
}
