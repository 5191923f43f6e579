// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;
import org.moebench.tensor.ExpertRows;

class DecodeRoutingTest {
  private static final NamedRouter QWEN = RouterCatalogue.find("qwen3-30b-a3b");
  private static final NamedRouter HASH = RouterCatalogue.find("deepseek-v4-flash-hash");
  private static final double G = DecodeRouting.DEFAULT_SHARED_POPULARITY;

  // From a separate implementation in Python.
  private static final float[] LOGITS = {
    1.7716353f, 0.4057723f, 0.8970823f, -0.96226364f, -0.19415739f
  };
  private static final int[] TOKEN_IDS = {10, 1039, 5348, 24431, 349, 1};

  private static final int[] SIZES = {1, 4, 16, 64, 128};
  private static final int STEPS = 100;

  // From a separate implementation that averaged few batches, hence the wide tolerances; the last
  // column is the most tokens that one expert gets at 64 requests.
  @ParameterizedTest
  @CsvSource({
    "128,  8, 0.0,  8, 29.1,  82.4, 125.9, 128.0, 10",
    "128,  8, 0.1,  8, 27.8,  71.9, 117.5, 124.5, 15.9",
    "128,  8, 0.3,  8, 25.3,  56.5,  95.0, 109.6, 30.4",
    "128,  8, 0.5,  8, 22.9,  45.3,  72.9,  84.0, 39.9",
    "256,  8, 0.0,  8, 30.5,   102,   222,   252, 7",
    "256,  8, 0.1,  8, 29.8,  91.6,   190,   230, 12.6",
    "256,  8, 0.3,  8, 27.7,  73.8,   141,   177, 24.2",
    "256,  8, 0.5,  8, 24.5,  58.9,   102,   123, 35.6",
    "512, 10, 0.1, 10, 38.2,   125,   308,   399, 9.9",
    "512, 10, 0.3, 10, 35.3,   105,   224,   280, 22.6",
    "512, 10, 0.5, 10, 31.6,    79,   152,   202, 35.1"
  })
  void batchesTouchAsManyExpertsAsInAnotherImplementation(
      int experts, int perToken, double g, @AggregateWith(Doubles.class) double[] expected) {
    Unions unions = unions(experts, perToken, g);
    for (int i = 0; i < SIZES.length; i++) {
      assertThat(unions.distinct()[i]).isCloseTo(expected[i], withinPercentage(5));
    }
    assertThat(unions.mostTokens()).isCloseTo(expected[SIZES.length], withinPercentage(10));
  }

  // Expected values for many experts, by quadrature over their popularity q: with threshold c for
  // the top k of E, an expert is in a batch of B with probability
  // 1 - (1 - Φ((sqrt(g)·q - c) / sqrt(1-g)))^B.
  @ParameterizedTest
  @CsvSource({
    "128,  8, 0.0,  8, 29.1,  82.4, 125.9, 128.0",
    "128,  8, 0.1,  8, 28.0,  73.7, 116.7, 124.9",
    "128,  8, 0.3,  8, 25.4,  58.9,  94.4, 107.2",
    "128,  8, 0.5,  8, 22.4,  45.9,  71.7,  83.3",
    "256,  8, 0.0,  8, 30.5, 102.0, 222.4, 251.6",
    "256,  8, 0.1,  8, 29.7,  92.2, 190.9, 227.5",
    "256,  8, 0.3,  8, 27.5,  73.8, 141.3, 173.7",
    "256,  8, 0.5,  8, 24.4,  56.6, 100.6, 123.6",
    "512, 10, 0.0, 10, 38.8, 138.6, 367.1, 471.0",
    "512, 10, 0.1, 10, 38.0, 127.4, 308.2, 400.2",
    "512, 10, 0.3, 10, 35.6, 103.5, 220.8, 286.5",
    "512, 10, 0.5, 10, 31.9,  79.5, 152.6, 194.7"
  })
  void batchesTouchAsManyExpertsAsExpected(
      int experts, int perToken, double g, @AggregateWith(Doubles.class) double[] expected) {
    Unions unions = unions(experts, perToken, g);
    for (int i = 0; i < SIZES.length; i++) {
      assertThat(unions.distinct()[i]).isCloseTo(expected[i], withinPercentage(2));
      if (g == 0) {
        double uniform = DistinctExperts.uniform(experts, perToken, SIZES[i]);
        assertThat(unions.distinct()[i]).isCloseTo(uniform, withinPercentage(1));
      }
    }
  }

  // JustVugg/colibri issue 864: the busier half of OLMoE's experts takes 75.2 % of the picks.
  @Test
  void theDefaultGivesPopularExpertsTheirPublishedShare() {
    NamedRouter olmoe = RouterCatalogue.find("olmoe-1b-7b");
    double share = 0;
    for (int step = 0; step < 20; step++) {
      int[] counts = counts(picks(DecodeRouting.step(olmoe, 1000, step, G, 42), 8), 64);
      Arrays.sort(counts);
      share += Arrays.stream(counts, 32, 64).sum() / (8000.0 * 20);
    }
    assertThat(share).isCloseTo(0.752, within(0.02));
  }

  @Test
  void anAverageLayerOfDeepSeekIsWithinTheRangeToVary() {
    double gini = LoadStatistics.of(Catalogue.find("dsr1-avg-32k", 42).rows()).gini();
    assertThat(gini(0)).isLessThan(gini);
    assertThat(gini(0.2)).isCloseTo(gini, within(0.03));
    assertThat(gini(0.3)).isGreaterThan(gini);
  }

  private static double gini(double g) {
    double sum = 0;
    for (int step = 0; step < 10; step++) {
      RoutingInput input =
          DecodeRouting.step(router(RouterConfig.of(256, 8).build()), 2000, step, g, 42);
      sum += LoadStatistics.of(new ExpertRows(counts(picks(input, 8), 256))).gini();
    }
    return sum / 10;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, DecodeRouting.DEFAULT_SHARED_POPULARITY, 0.3, 1})
  void logitsAreStandardNormalAndShareTheirPopularity(double g) {
    double sum = 0;
    double squares = 0;
    double products = 0;
    int count = 0;
    for (int step = 0; step < 500; step++) {
      GatingLogits logits = DecodeRouting.step(QWEN, 2, step, g, 42).logits();
      for (int e = 0; e < logits.experts(); e++) {
        double x = logits.get(0, e);
        double y = logits.get(1, e);
        sum += x + y;
        squares += x * x + y * y;
        products += x * y;
        count++;
      }
    }
    // Five standard errors of 64,000 numbers.
    assertThat(sum / (2 * count)).isCloseTo(0, within(0.02));
    assertThat(squares / (2 * count)).isCloseTo(1, within(0.03));
    assertThat(products / count).isCloseTo(g, within(0.03));
  }

  @Test
  void aRequestIsTheSameInBatchesOfAllSizes() {
    RoutingInput few = DecodeRouting.step(HASH, 4, 3, G, 42);
    RoutingInput many = DecodeRouting.step(HASH, 64, 3, G, 42);
    assertThat(many.logits().tokens()).isEqualTo(64);
    assertThat(many.realTokens()).isEqualTo(64);
    assertThat(many.logits().isBf16()).isFalse();
    for (int r = 0; r < 4; r++) {
      assertThat(row(few.logits(), r)).containsExactly(row(many.logits(), r));
      assertThat(few.tokenIds()[r]).isEqualTo(many.tokenIds()[r]);
    }
    assertThat(row(many.logits(), 4)).isNotEqualTo(row(many.logits(), 5));
  }

  @Test
  void everyStepHasItsOwnPopularExperts() {
    float[] first = row(DecodeRouting.step(QWEN, 1, 0, 1, 42).logits(), 0);
    float[] second = row(DecodeRouting.step(QWEN, 1, 1, 1, 42).logits(), 0);
    double products = 0;
    for (int e = 0; e < first.length; e++) {
      products += first[e] * second[e];
    }
    // Five standard errors of a correlation of 128 numbers.
    assertThat(products / first.length).isCloseTo(0, within(0.45));
    assertThat(row(DecodeRouting.step(QWEN, 2, 0, 1, 42).logits(), 1)).containsExactly(first);
  }

  @Test
  void seedsGiveOtherInputsAndTheSameSeedTheSame() {
    RoutingInput one = DecodeRouting.step(HASH, 8, 2, G, 1);
    RoutingInput again = DecodeRouting.step(HASH, 8, 2, G, 1);
    RoutingInput other = DecodeRouting.step(HASH, 8, 2, G, 2);
    assertThat(row(one.logits(), 7))
        .containsExactly(row(again.logits(), 7))
        .isNotEqualTo(row(other.logits(), 7));
    assertThat(one.tokenIds()).containsExactly(again.tokenIds()).isNotEqualTo(other.tokenIds());
  }

  // Figures of results are comparable only as long as these stay.
  @Test
  void numbersStayTheSameForEver() {
    RoutingInput input = DecodeRouting.step(HASH, 6, 5, 0.15, 42);
    assertThat(Arrays.copyOf(row(input.logits(), 3), 5)).containsExactly(LOGITS);
    assertThat(input.tokenIds()).containsExactly(TOKEN_IDS);
  }

  @Test
  void onlyHashLayersHaveTokenIds() {
    assertThat(DecodeRouting.step(QWEN, 3, 0, G, 42).tokenIds()).isNull();
    int frequent = 0;
    for (int step = 0; step < STEPS; step++) {
      for (int id : DecodeRouting.step(HASH, 10, step, G, 42).tokenIds()) {
        assertThat(id).isBetween(0, HASH.vocabulary() - 1);
        frequent += id == 0 ? 1 : 0;
      }
    }
    // Zipf's law gives the first id ln 2 / ln 129281, here of 1000 ids; five standard deviations.
    assertThat(frequent).isCloseTo(59, within(37));
  }

  @Test
  void everyRouterOfTheCatalogueTakesAStep() {
    for (String name : RouterCatalogue.names()) {
      NamedRouter named = RouterCatalogue.find(name);
      try (Launcher launcher = new Launcher(1)) {
        RoutingJob job =
            new RoutingJob(
                SyntheticRouting.router(named, 42),
                DecodeRouting.step(named, 4, 0, G, 42),
                launcher);
        RoutingVariant.SCALAR.create(job).route();
        int distinct = DistinctExperts.count(job.ids(), named.config().experts());
        int perToken = named.config().routedSlots();
        assertThat(distinct).as(name).isBetween(perToken, 4 * perToken);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.15, USAGE, concurrency 0: expected at least 1 request",
    "-1, 0.15, USAGE, concurrency -1: expected at least 1 request",
    "4, -0.1, USAGE, shared popularity -0.1: expected 0 to 1",
    "4, 1.1, USAGE, shared popularity 1.1: expected 0 to 1",
    "4, NaN, USAGE, shared popularity NaN: expected 0 to 1",
    "16777216, 0.15, TOO_LARGE, 16777216 requests x 128 experts are more logits than an array",
  })
  void refusesWhatCannotBe(int concurrency, double g, ExitStatus status, String message) {
    UserError error =
        catchThrowableOfType(
            UserError.class, () -> DecodeRouting.step(QWEN, concurrency, 0, g, 42));
    assertThat(error.status()).isEqualTo(status);
    assertThat(error).hasMessageStartingWith(message);
  }

  /** Means over the steps: distinct experts for each of SIZES, tokens of the busiest at 64. */
  private record Unions(double[] distinct, double mostTokens) {}

  private static Unions unions(int experts, int perToken, double g) {
    NamedRouter router = router(RouterConfig.of(experts, perToken).build());
    double[] distinct = new double[SIZES.length];
    double most = 0;
    for (int step = 0; step < STEPS; step++) {
      int[] picks = picks(DecodeRouting.step(router, 128, step, g, 42), perToken);
      for (int i = 0; i < SIZES.length; i++) {
        int[] batch = Arrays.copyOf(picks, SIZES[i] * perToken);
        distinct[i] += (double) DistinctExperts.count(batch, experts) / STEPS;
      }
      int[] counts = counts(Arrays.copyOf(picks, 64 * perToken), experts);
      most += (double) Arrays.stream(counts).max().orElseThrow() / STEPS;
    }
    return new Unions(distinct, most);
  }

  private static int[] counts(int[] ids, int experts) {
    int[] counts = new int[experts];
    for (int id : ids) {
      counts[id]++;
    }
    return counts;
  }

  /** The experts with the largest logits of every token. */
  private static int[] picks(RoutingInput input, int perToken) {
    GatingLogits logits = input.logits();
    int[] picks = new int[logits.tokens() * perToken];
    for (int t = 0; t < logits.tokens(); t++) {
      float[] row = row(logits, t);
      float[] sorted = row.clone();
      Arrays.sort(sorted);
      float least = sorted[sorted.length - perToken];
      int at = t * perToken;
      for (int e = 0; e < row.length && at < (t + 1) * perToken; e++) {
        if (row[e] >= least) {
          picks[at++] = e;
        }
      }
    }
    return picks;
  }

  private static NamedRouter router(RouterConfig config) {
    return new NamedRouter("any", "Any", "test", config, false, 0, "", "", "none");
  }

  private static float[] row(GatingLogits logits, int token) {
    float[] row = new float[logits.experts()];
    for (int e = 0; e < row.length; e++) {
      row[e] = logits.get(token, e);
    }
    return row;
  }

  /** The columns from the fourth on. */
  static final class Doubles implements ArgumentsAggregator {
    @Override
    public double[] aggregateArguments(ArgumentsAccessor columns, ParameterContext context) {
      return IntStream.range(3, columns.size()).mapToDouble(columns::getDouble).toArray();
    }
  }
}
