// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import org.moebench.report.document.TerminalRenderer;
import org.moebench.report.prefill.PrefillReport;
import org.moebench.result.ResultSet;

/** The answer in a terminal: verdict, what it rests on, and one line per strategy and format. */
public final class TerminalSummary {
  private TerminalSummary() {}

  /**
   * Renders a prefill run.
   *
   * @param colour whether to use ANSI colours; the text says the same without
   */
  public static String render(ResultSet set, boolean colour) {
    return TerminalRenderer.render(PrefillReport.summary(set), colour);
  }
}
