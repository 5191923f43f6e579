// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * One file of the folder {@code datasets/decode}; its format is described in {@code
 * datasets/README.md}.
 *
 * @param name the file's name without {@code .json}
 * @param description what it stands for
 * @param source where its figures come from
 * @param license licence of the data
 * @param hidden D of the model it stands for
 * @param intermediate I of that model
 * @param sizes where these two come from
 * @param generator how the picks are made
 * @param sampleTokens tokens of each sequence that statistics are taken from
 * @param sampleSequences sequences that statistics are taken from
 * @param reference the statistics it must show
 */
record DecodeFile(
    String name,
    String description,
    String source,
    String license,
    int hidden,
    int intermediate,
    String sizes,
    TraceGenerator generator,
    int sampleTokens,
    int sampleSequences,
    Map<String, Double> reference) {
  /** Most experts of a layer: ids are 16-bit numbers. */
  private static final int MOST_EXPERTS = Short.MAX_VALUE;

  private static final int MOST_LAYERS = 1024;
  private static final int MOST_SAMPLED = 100_000;

  private static final List<String> FIELDS =
      List.of(
          "name",
          "description",
          "source",
          "license",
          "experts",
          "top_k",
          "layers",
          "hidden",
          "intermediate",
          "sizes",
          "generator",
          "sample",
          "reference");
  private static final List<String> GENERATOR_FIELDS =
      List.of(
          "family",
          "overlap",
          "overlap_correction",
          "correlation",
          "static_share",
          "persistence",
          "popularity",
          "repeat_first",
          "reuse");

  /**
   * Reads a workload.
   *
   * @param name the file's name without {@code .json}
   * @throws UserError BAD_INPUT, one line with the file and the field, if the text is none
   */
  static DecodeFile parse(String name, String text) {
    String shown = "datasets/decode/" + name + ".json";
    JsonFields fields = JsonFields.of(text, shown, FIELDS);
    if (!fields.text("name").equals(name)) {
      throw fields.bad("name", "it calls itself '" + JsonFields.shown(fields.text("name")) + "'");
    }
    JsonFields sample = fields.object("sample", List.of("tokens", "sequences"));
    TraceGenerator generator = generator(fields);
    int sequences = within(sample, "sequences", 1, MOST_SAMPLED);
    return new DecodeFile(
        name,
        fields.text("description"),
        fields.text("source"),
        fields.text("license"),
        within(fields, "hidden", 1, 1 << 20),
        within(fields, "intermediate", 1, 1 << 20),
        fields.text("sizes"),
        generator,
        within(sample, "tokens", 2, MOST_SAMPLED),
        sequences,
        reference(fields, generator, sequences));
  }

  /**
   * @throws UserError USAGE if there cannot be a layer of these sizes
   */
  static void checkSizes(int experts, int topK, int layers) {
    if (experts < 2 || experts > MOST_EXPERTS || topK < 1 || topK >= experts || layers < 1) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s of %s experts: expected 2 to %s experts, and fewer than that per token, at least 1"
              .formatted(topK, experts, MOST_EXPERTS));
    }
  }

  private static TraceGenerator generator(JsonFields fields) {
    int experts = within(fields, "experts", 2, MOST_EXPERTS);
    int topK = within(fields, "top_k", 1, experts - 1);
    int layers = within(fields, "layers", 1, MOST_LAYERS);
    JsonFields knobs = fields.object("generator", GENERATOR_FIELDS);
    if (knobs.choice("family", List.of("copula", "reuse")).equals("reuse")) {
      double reuse = share(knobs, "reuse");
      if (reuse == 1) {
        throw knobs.bad("reuse", "the first token takes new experts: expected less than 1");
      }
      return new ReuseGenerator(experts, topK, layers, reuse);
    }
    try {
      return new CopulaGenerator(experts, topK, copula(knobs, layers));
    } catch (IllegalArgumentException e) {
      throw fields.bad("generator", e.getMessage());
    }
  }

  private static CopulaKnobs copula(JsonFields knobs, int layers) {
    if (knobs.has("overlap") == knobs.has("correlation")) {
      throw knobs.bad("overlap", "either this or correlation is needed");
    }
    double persistence = share(knobs, "persistence");
    if (persistence == 0) {
      throw knobs.bad("persistence", "expected more than 0");
    }
    boolean overlap = knobs.has("overlap");
    return new CopulaKnobs(
        overlap ? shares(knobs, "overlap", layers) : List.of(),
        knobs.has("overlap_correction") ? share(knobs, "overlap_correction") : 0,
        overlap ? List.of() : shares(knobs, "correlation", layers),
        share(knobs, "static_share"),
        persistence,
        share(knobs, "popularity"),
        shares(knobs, "repeat_first", layers));
  }

  private static Map<String, Double> reference(
      JsonFields fields, TraceGenerator generator, int sequences) {
    Map<String, Double> reference = fields.numbersByName("reference");
    for (String name : reference.keySet()) {
      TraceStatistic statistic;
      try {
        statistic = TraceStatistic.parse(name);
      } catch (UserError e) {
        throw fields.bad("reference", e.getMessage());
      }
      if (!statistic.fits(generator, sequences)) {
        throw fields.bad("reference", "'" + name + "' cannot be taken from this sample");
      }
    }
    return reference;
  }

  private static int within(JsonFields fields, String name, int least, int most) {
    int value = fields.whole(name);
    if (value < least || value > most) {
      throw fields.bad(name, "%s is not from %s to %s".formatted(value, least, most));
    }
    return value;
  }

  private static double share(JsonFields fields, String name) {
    return checked(fields, name, fields.number(name));
  }

  private static List<Double> shares(JsonFields fields, String name, int count) {
    List<Double> shares = fields.numberOrList(name, count);
    shares.forEach(share -> checked(fields, name, share));
    return shares;
  }

  private static double checked(JsonFields fields, String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw fields.bad(name, share + " is not from 0 to 1");
    }
    return share;
  }
}
