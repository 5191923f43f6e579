// SPDX-License-Identifier: Apache-2.0
/**
 * Stored baselines: their files, when a new one may be written, comparison of a head with one,
 * waivers, and what is known of the noise of a machine. Nothing here measures.
 */
package org.moebench.gate.baseline;
