// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/** When a pair was measured: no pair is used in both stages. */
public enum Stage {
  /** Few pairs of every cell choose the candidates. */
  SCREEN,
  /** Fresh pairs of the candidates decide. */
  CONFIRM
}
