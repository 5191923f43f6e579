// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

/**
 * A matrix shape in a weight format: what a crossover belongs to.
 *
 * @param format weight format name
 * @param n output features; 0 if the cell does not say
 * @param k input features; 0 if the cell does not say
 */
record Projection(String format, int n, int k) {
  /** Its shape in the order that command lines take it. */
  String shape() {
    return n + "x" + k;
  }
}
