// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;

/**
 * Cells of a decode run that follow the routing of a decode workload: every combination of these.
 *
 * @param workloads names of decode workloads
 * @param formats weight formats
 * @param batches requests decoded together: numbers, or names of request lengths
 * @param strategies how the kernel is chosen
 */
public record TraceGrid(
    List<String> workloads,
    List<QuantFormat> formats,
    List<String> batches,
    List<DispatchStrategy> strategies) {}
