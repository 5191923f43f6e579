// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import org.moebench.report.document.TerminalRenderer;
import org.moebench.result.ResultSet;

/** The answer in a terminal: verdict, what it rests on, and the main figures. */
public final class TerminalSummary {
  private TerminalSummary() {}

  /**
   * Renders a run.
   *
   * @param colour whether to use ANSI colours; the text says the same without
   * @throws org.moebench.fault.UserError BAD_INPUT for an operation without a report
   */
  public static String render(ResultSet set, boolean colour) {
    return TerminalRenderer.render(Operation.of(set).summary(set), colour);
  }
}
