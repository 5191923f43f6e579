// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

/**
 * What cells must share for their strategies to be compared, the part apart.
 *
 * @param stack name of the stack of layers
 * @param routing where its rows per expert come from, for example {@link #PUBLISHED}
 * @param format weight format name
 */
record Setting(String stack, String routing, String format) {
  /** The exact counts of the published comparison. */
  static final String PUBLISHED = "published";

  /** Counts of a decode workload. */
  static final String REALISTIC = "realistic";

  /** This stack under another routing. */
  Setting withRouting(String other) {
    return new Setting(stack, other, format);
  }

  /**
   * What tells this setting from others of the run.
   *
   * @param formats whether the run has several formats
   */
  String label(boolean formats) {
    return stack + ", " + routing(formats);
  }

  /**
   * What tells this setting from others of its routing.
   *
   * @param formats whether the run has several formats
   */
  String name(boolean formats) {
    return stack + (formats ? ", " + format : "");
  }

  /**
   * What tells this setting from others of its stack.
   *
   * @param formats whether the run has several formats
   */
  String routing(boolean formats) {
    return routing + (formats ? ", " + format : "");
  }
}
