// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/**
 * A regression that somebody has decided to accept for a while.
 *
 * @param cell id of the cell
 * @param most slowdown that is accepted: 0.15 is 15%
 * @param reason why, with a link to where it was decided
 * @param expires last day it holds, {@code 2027-01-31}
 */
public record Waiver(String cell, double most, String reason, String expires) {}
