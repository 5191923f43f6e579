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

  /** What the working tree is called as a revision. */
  public static final String WORKING_TREE = "working tree";

  private static final String DIRTY = "-dirty";

  /**
   * The working tree.
   *
   * @param described commit, with {@code -dirty} at its end if files differ from it
   */
  public static ArmInfo ofWorkingTree(String described, String jarSha256) {
    boolean dirty = described.endsWith(DIRTY);
    String commit = dirty ? described.substring(0, described.length() - DIRTY.length()) : described;
    return new ArmInfo(WORKING_TREE, commit, dirty, jarSha256);
  }

  /** What people call it: the short commit, with {@code -dirty} if files differ. */
  public String label() {
    String shortened = commit.length() > 12 ? commit.substring(0, 12) : commit;
    return dirty ? shortened + DIRTY : shortened;
  }
}
