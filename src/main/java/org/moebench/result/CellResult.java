// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.util.List;
import java.util.Map;

/**
 * Everything known about one cell after a run. Figures that need a time are {@code null} unless the
 * status is PASSED.
 *
 * @param id unique and stable, for example {@code prefill/INT4_SYM/pad-compute/256}
 * @param operation the operation, for example {@code prefill}; {@code parts} for the pieces of one
 * @param variant the variant, for example {@code grouped}
 * @param format weight format name; {@code null} where no weights take part
 * @param workload workload name
 * @param params further parameters, for example {@code threshold}
 * @param status what became of it
 * @param reason why it was skipped or failed; {@code null} when passed
 * @param unit unit of the times, {@code ms}
 * @param median median over forks of the forks' medians
 * @param low lower end of the 95% interval over forks
 * @param high upper end of the 95% interval over forks
 * @param launches launches per call
 * @param rowsUseful routed rows per call
 * @param rowsExecuted computed rows per call, padding included
 * @param weightBytes bytes of packed weights read per call
 * @param gflopsUseful useful arithmetic per time: 2·rowsUseful·N·K / median, in GFLOP/s
 * @param ceiling name of the ceiling that binds it, see {@link CeilingSample}
 * @param ceilingShare median over rounds of the useful rate divided by that ceiling in the same
 *     round
 * @param forks raw samples, one per fork and round
 */
public record CellResult(
    String id,
    String operation,
    String variant,
    String format,
    String workload,
    Map<String, String> params,
    Status status,
    String reason,
    String unit,
    Double median,
    Double low,
    Double high,
    Long launches,
    Long rowsUseful,
    Long rowsExecuted,
    Long weightBytes,
    Double gflopsUseful,
    String ceiling,
    Double ceilingShare,
    List<ForkSample> forks) {
  /** A cell without figures. */
  public static CellResult without(
      String id,
      String operation,
      String variant,
      String format,
      String workload,
      Map<String, String> params,
      Status status,
      String reason) {
    return new CellResult(
        id, operation, variant, format, workload, params, status, reason, "ms", null, null, null,
        null, null, null, null, null, null, null, List.of());
  }
}
