// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.run.LogitType.BF16;
import static org.moebench.run.LogitType.FP32;
import static org.moebench.run.RoutingGrid.ALL_PROCESSORS;
import static org.moebench.run.RoutingGrid.Subject.EXPERT_SORT;
import static org.moebench.run.RoutingGrid.Subject.ROUTING;

import java.util.Arrays;
import java.util.List;
import org.moebench.workload.RouterCatalogue;

/**
 * How much a preset measures of routing.
 *
 * @param description one line for people
 * @param grids what is measured; a cell that is in several is measured once
 * @param timing how long a fork measures
 * @param budget how many rounds
 */
public record RoutingScale(
    String description, List<RoutingGrid> grids, Timing timing, RoundBudget budget) {
  private static final String DEEPSEEK_V3 = "deepseek-v3";
  private static final String SHARED = "deepseek-v3-shared";
  private static final String DEEPSEEK_V4_FLASH = "deepseek-v4-flash";
  private static final String QWEN3 = "qwen3-30b-a3b";

  // One token to a large prefill batch: decode, a few users, many, a chunk, a prompt.
  private static final List<Integer> TOKENS = List.of(1, 8, 32, 256, 4096);

  // Where there is work to share between workers.
  private static final List<Integer> LARGE = List.of(256, 4096);

  /** What that preset measures. */
  public static RoutingScale of(Preset preset) {
    return switch (preset) {
      case SMOKE -> smoke();
      case QUICK -> quick();
      case FULL -> full();
    };
  }

  private static RoutingScale smoke() {
    return new RoutingScale(
        "a minute, for CI: two routers, 1 and 32 tokens",
        List.of(
            new RoutingGrid(ROUTING, named(DEEPSEEK_V3, QWEN3), List.of(1, 32), List.of(FP32), 1)),
        new Timing(1, 75, 3, 50),
        RoundBudget.exactly(2));
  }

  private static RoutingScale quick() {
    List<RouterSpec> main = named(DEEPSEEK_V3);
    List<RouterSpec> contrast = named(QWEN3, DEEPSEEK_V4_FLASH);
    return new RoutingScale(
        "minutes, the default: DeepSeek-V3 from 1 to 4096 tokens, with a shared expert, in bf16,"
            + " on all processors; two contrasting routers; sorting",
        List.of(
            new RoutingGrid(ROUTING, main, TOKENS, List.of(FP32), 1),
            new RoutingGrid(ROUTING, contrast, List.of(1, 4096), List.of(FP32), 1),
            new RoutingGrid(ROUTING, main, List.of(256), List.of(BF16), 1),
            // The other half of the published comparison.
            new RoutingGrid(ROUTING, named(SHARED), List.of(1, 256), List.of(FP32), 1),
            new RoutingGrid(ROUTING, main, List.of(4096), List.of(FP32), ALL_PROCESSORS),
            new RoutingGrid(EXPERT_SORT, main, LARGE, List.of(FP32), 1)),
        new Timing(1, 75, 5, 50),
        // Five minutes, less what start and report take.
        new RoundBudget(3, 7, 280));
  }

  private static RoutingScale full() {
    List<RouterSpec> all = named(RouterCatalogue.names().toArray(String[]::new));
    List<LogitType> both = List.of(LogitType.values());
    return new RoutingScale(
        "hours: every router from 1 to 4096 tokens, fp32 and bf16, one worker and all, sorting",
        List.of(
            new RoutingGrid(ROUTING, all, TOKENS, both, 1),
            new RoutingGrid(ROUTING, all, LARGE, both, ALL_PROCESSORS),
            new RoutingGrid(EXPERT_SORT, all, LARGE, List.of(FP32), 1),
            new RoutingGrid(EXPERT_SORT, all, LARGE, List.of(FP32), ALL_PROCESSORS)),
        new Timing(1, 75, 5, 100),
        RoundBudget.exactly(5));
  }

  private static List<RouterSpec> named(String... names) {
    return Arrays.stream(names).map(RouterSpec::new).toList();
  }
}
