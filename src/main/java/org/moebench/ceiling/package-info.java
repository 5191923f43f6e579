// SPDX-License-Identifier: Apache-2.0
/**
 * What the machine can do at most, measured with the same workers and vector width as the kernels:
 * fused multiply-adds on registers, and reading memory. Every figure of the suite is shown as a
 * share of one of these, taken in the same round.
 */
package org.moebench.ceiling;
