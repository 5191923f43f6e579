// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.Map;
import org.moebench.stats.QuantileTable;

/**
 * One file of the folder {@code datasets/lengths}; its format is described in {@code
 * datasets/README.md}.
 *
 * @param name the file's name without {@code .json}
 * @param description what it stands for
 * @param source where it comes from and how to cite it
 * @param license licence of the data, with attribution
 * @param arrivals when requests arrive
 * @param input tokens of the prompts
 * @param output tokens generated
 * @param reference the numbers of requests in flight that it must show
 */
record LengthsFile(
    String name,
    String description,
    String source,
    String license,
    ArrivalGaps arrivals,
    Lengths input,
    Lengths output,
    Map<String, Double> reference) {
  private static final int MOST_QUANTILES = 1000;
  private static final double LONGEST = 10_000_000;
  private static final List<String> FIELDS =
      List.of(
          "name",
          "description",
          "source",
          "license",
          "requests",
          "seconds",
          "bursts",
          "percent",
          "input",
          "output",
          "reference");

  /**
   * Recorded lengths.
   *
   * @param table their quantiles, tokens
   * @param mean their mean before they were reduced to quantiles, tokens
   */
  record Lengths(QuantileTable table, double mean) {}

  /**
   * Reads a table.
   *
   * @param name the file's name without {@code .json}
   * @throws org.moebench.fault.UserError BAD_INPUT, one line with the file and the field, if the
   *     text is none
   */
  static LengthsFile parse(String name, String text) {
    String shown = "datasets/lengths/" + name + ".json";
    JsonFields fields = JsonFields.of(text, shown, FIELDS);
    if (!fields.text("name").equals(name)) {
      throw fields.bad("name", "it calls itself '" + JsonFields.shown(fields.text("name")) + "'");
    }
    Map<String, Double> reference = fields.numbersByName("reference");
    for (String statistic : reference.keySet()) {
      if (!InFlight.STATISTICS.contains(statistic)) {
        throw fields.bad("reference", "expected some of " + InFlight.STATISTICS);
      }
    }
    double[] probabilities =
        fields.list("percent").stream().mapToDouble(percent -> percent / 100).toArray();
    return new LengthsFile(
        name,
        fields.text("description"),
        fields.text("source"),
        fields.text("license"),
        arrivals(fields),
        lengths(fields, "input", probabilities),
        lengths(fields, "output", probabilities),
        reference);
  }

  private static ArrivalGaps arrivals(JsonFields fields) {
    double gap = positive(fields, "seconds") / positive(fields, "requests");
    if (!fields.has("bursts")) {
      return ArrivalGaps.byChance(gap);
    }
    JsonFields bursts = fields.object("bursts", List.of("gap", "gap_cv"));
    try {
      return ArrivalGaps.inBursts(gap, positive(bursts, "gap_cv"), positive(bursts, "gap"));
    } catch (IllegalArgumentException e) {
      throw fields.bad("bursts", e.getMessage());
    }
  }

  private static Lengths lengths(JsonFields fields, String name, double[] probabilities) {
    JsonFields lengths = fields.object(name, List.of("mean", "values", "ks_vs_raw"));
    List<Double> values = lengths.list("values");
    if (values.size() > MOST_QUANTILES || values.stream().anyMatch(v -> !(v <= LONGEST))) {
      throw lengths.bad(
          "values", "expected at most %s, none over %.0f".formatted(MOST_QUANTILES, LONGEST));
    }
    try {
      double[] quantiles = values.stream().mapToDouble(Double::doubleValue).toArray();
      return new Lengths(new QuantileTable(probabilities, quantiles), positive(lengths, "mean"));
    } catch (IllegalArgumentException e) {
      throw lengths.bad("values", e.getMessage());
    }
  }

  private static double positive(JsonFields fields, String name) {
    double number = fields.number(name);
    if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw fields.bad(name, number + " is not a positive number");
    }
    return number;
  }
}
