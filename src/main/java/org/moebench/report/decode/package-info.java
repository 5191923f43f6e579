// SPDX-License-Identifier: Apache-2.0
/**
 * What a decode or tuning run shows: where the two kernels meet, how near the memory's limit they
 * come, and what choosing between them costs.
 */
package org.moebench.report.decode;
