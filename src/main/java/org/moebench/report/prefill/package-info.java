// SPDX-License-Identifier: Apache-2.0
/**
 * What a prefill run shows: verdicts, cost model, break-even, and the sections and charts of its
 * report.
 */
package org.moebench.report.prefill;
