// SPDX-License-Identifier: Apache-2.0
/** The house style of charts, and drawing them to bytes. */
package org.moebench.report.chart;
