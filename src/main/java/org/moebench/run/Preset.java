// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.quant.QuantFormat.FP8_E4M3;
import static org.moebench.quant.QuantFormat.INT4_SYM;
import static org.moebench.quant.QuantFormat.INT8_SYM;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;
import org.moebench.quant.QuantFormat;

/** How much to run. Every field can be overridden by an option. */
@SuppressWarnings("ImmutableEnumChecker") // records and unmodifiable lists only
public enum Preset {
  /** A small image of the recorded histogram, for tests of the whole way. */
  SMOKE(
      "a minute, for CI: 32 experts, 2048 rows, a 256 x 256 projection",
      new Scale(32, 2048, 256, 256),
      List.of(INT4_SYM, FP8_E4M3),
      List.of(32, 128),
      new Timing(3, 150, 2, 50),
      RoundBudget.exactly(2)),
  /** All experts and rows, N and K a quarter of the published ones. */
  QUICK(
      "minutes, the default: all recorded experts and rows, N and K a quarter of the published ones",
      new Scale(0, 0, 768, 384),
      List.of(INT4_SYM, INT8_SYM, FP8_E4M3),
      List.of(16, 128, 1024),
      new Timing(2, 100, 3, 100),
      // Five minutes, less what weights, start and report take.
      new RoundBudget(3, 7, 270)),
  /** The configuration of the published benchmark. */
  FULL(
      "more than an hour: the published configuration, 256 experts, N=3072, K=1536, every format",
      new Scale(0, 0, 3072, 1536),
      List.of(QuantFormat.values()),
      List.of(16, 32, 64, 128, 256, 512, 1024),
      new Timing(2, 100, 3, 100),
      RoundBudget.exactly(3));

  /**
   * Size of the problem.
   *
   * @param experts experts to rescale the workload to; 0 as the workload has
   * @param rows rows to rescale it to; 0 as the workload has
   * @param n output features
   * @param k input features
   */
  record Scale(int experts, int rows, int n, int k) {}

  /** Columns of K that share a scale, as published. */
  static final int GROUP = 128;

  private final String description;
  private final Scale scale;
  private final List<QuantFormat> formats;
  private final List<Integer> thresholds;
  private final Timing timing;
  private final RoundBudget budget;

  Preset(
      String description,
      Scale scale,
      List<QuantFormat> formats,
      List<Integer> thresholds,
      Timing timing,
      RoundBudget budget) {
    this.description = description;
    this.scale = scale;
    this.formats = formats;
    this.thresholds = thresholds;
    this.timing = timing;
    this.budget = budget;
  }

  /**
   * The preset of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static Preset of(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.id().equalsIgnoreCase(name.trim()))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("preset", name, names()));
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Preset::id).toList();
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  Scale scale() {
    return scale;
  }

  List<QuantFormat> formats() {
    return formats;
  }

  List<Integer> thresholds() {
    return thresholds;
  }

  Timing timing() {
    return timing;
  }

  RoundBudget budget() {
    return budget;
  }
}
