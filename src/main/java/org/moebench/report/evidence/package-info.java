// SPDX-License-Identifier: Apache-2.0
/**
 * What the reports of all operations share: whether the figures can be trusted, how two cells are
 * compared, and how a run is repeated.
 */
package org.moebench.report.evidence;
