// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.result.FormatInfo;
import org.moebench.result.ModelInfo;
import org.moebench.result.RouterInfo;
import org.moebench.result.Shape;
import org.moebench.result.WorkloadInfo;

/**
 * What a run measures on, as its results state it. What an operation has none of is {@code null},
 * or empty for formats.
 *
 * @param shape shape of the projection
 * @param workload token distribution
 * @param formats weight formats
 * @param routers routers
 * @param models models whose layers are measured
 */
public record RunInputs(
    Shape shape,
    WorkloadInfo workload,
    List<FormatInfo> formats,
    List<RouterInfo> routers,
    List<ModelInfo> models) {}
