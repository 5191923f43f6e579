// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Arrays;
import org.moebench.fault.NearestName;
import org.moebench.quant.QuantFormat;

/**
 * How a forward pass chooses its kernels: the strategies compared by intel/auto-round's
 * test_moe_model_perf.py, and two more.
 */
public enum DispatchStrategy {
  ALWAYS_PREFILL("always-prefill", "the prefill kernel in every step: the published baseline"),
  ALWAYS_DECODE("always-decode", "the decode kernel in every step"),
  MANUAL_BRANCH("manual-branch", "the caller's own if: prefill kernel or decode kernel by step"),
  UNIFIED_AUTO("unified-auto", "the dispatcher, by the most rows of an expert (4), as published"),
  UNIFIED_AUTO_TOTAL(
      "unified-auto-total", "the dispatcher, by the rows in all (256), as published"),
  UNIFIED_HINTED("unified-hinted", "the dispatcher, told the phase of every step"),
  UNIFIED_TUNED("unified-tuned", "the dispatcher, per expert, by this machine's crossover");

  private final String id;
  private final String description;

  DispatchStrategy(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** Name in commands, results and reports. */
  public String id() {
    return id;
  }

  /** What it does, in a few words. */
  public String description() {
    return description;
  }

  /**
   * What the dispatcher's rule is; {@link #MANUAL_BRANCH} and {@link #UNIFIED_HINTED} need none.
   */
  public PhaseRule rule(Tuning tuning, QuantFormat format, int n, int k) {
    return switch (this) {
      case ALWAYS_PREFILL -> PhaseRule.PREFILL;
      case ALWAYS_DECODE -> PhaseRule.DECODE;
      case UNIFIED_AUTO_TOTAL -> PhaseRule.totalRows(PhaseRule.PUBLISHED_TOTAL_ROWS);
      case UNIFIED_TUNED -> tuning.rule(format, n, k);
      case MANUAL_BRANCH, UNIFIED_AUTO, UNIFIED_HINTED ->
          PhaseRule.maxRows(PhaseRule.PUBLISHED_MAX_ROWS);
    };
  }

  /** What the dispatcher is told of a step. */
  public Phase phase(boolean prefill) {
    return switch (this) {
      case MANUAL_BRANCH, UNIFIED_HINTED -> prefill ? Phase.PREFILL : Phase.DECODE;
      default -> Phase.AUTO;
    };
  }

  /**
   * The strategy of that id.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest one if there is none
   */
  public static DispatchStrategy of(String id) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                NearestName.unknown(
                    "strategy", id, Arrays.stream(values()).map(DispatchStrategy::id).toList()));
  }
}
