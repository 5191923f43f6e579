// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import org.moebench.tensor.Rows;

/** Checks that every element of an output that was filled with NaN has been written. */
final class Written {
  private Written() {}

  /** The first element that is NaN, as a comparison that found it; NONE if there is none. */
  static Comparison check(Rows out, int columns) {
    for (int m = 0; m < out.count(); m++) {
      int at = out.index(m);
      for (int n = 0; n < columns; n++) {
        if (Float.isNaN(out.data()[at + n])) {
          return Comparison.wrong("row " + m + ", column " + n + " was not written");
        }
      }
    }
    return Comparison.NONE;
  }
}
