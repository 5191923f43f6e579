// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.quant.Bf16;
import org.moebench.routing.ExpertSort;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.HashTable;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;

class SyntheticRoutingTest {
  private static final NamedRouter V3 = RouterCatalogue.find("deepseek-v3");
  private static final NamedRouter HASH = RouterCatalogue.find("deepseek-v4-flash-hash");

  // From a separate implementation in Python.
  private static final float[] LOGITS = {-1.2367138f, 3.7362752f, -0.895321f, -1.4978276f};
  private static final float[] BIASES = {5.026201f, 5.0080314f, 5.0276685f};
  private static final int[] TOKEN_IDS = {3905, 1, 2, 452, 16189};
  private static final int[] TABLE_ROW = {87, 178, 83, 136, 39, 189};

  @Test
  void aTokensLogitsDoNotDependOnTheOthers() {
    GatingLogits few = SyntheticRouting.input(V3, 3, false, 42).logits();
    GatingLogits many = SyntheticRouting.input(V3, 20, false, 42).logits();
    for (int t = 0; t < 3; t++) {
      assertThat(row(few, t)).containsExactly(row(many, t));
    }
    assertThat(row(many, 3)).isNotEqualTo(row(many, 4));
    assertThat(SyntheticRouting.input(V3, 0, false, 42).logits().tokens()).isZero();
  }

  @Test
  void batchesAreTheTokensInTurn() {
    GatingLogits all = SyntheticRouting.input(HASH, 6, true, 42).logits();
    int[] ids = SyntheticRouting.input(HASH, 6, true, 42).tokenIds();
    List<RoutingInput> batches = SyntheticRouting.batches(HASH, 3, 2, true, 42);
    assertThat(batches).hasSize(3);
    for (int t = 0; t < 6; t++) {
      RoutingInput batch = batches.get(t / 2);
      assertThat(batch.logits().isBf16()).isTrue();
      assertThat(batch.realTokens()).isEqualTo(2);
      assertThat(batch.tokenIds()[t % 2]).isEqualTo(ids[t]);
      assertThat(row(batch.logits(), t % 2)).containsExactly(row(all, t));
    }
  }

  @Test
  void seedsGiveOtherInputsAndTheSameSeedTheSame() {
    assertThat(row(SyntheticRouting.input(V3, 2, false, 1).logits(), 1))
        .containsExactly(row(SyntheticRouting.input(V3, 2, false, 1).logits(), 1))
        .isNotEqualTo(row(SyntheticRouting.input(V3, 2, false, 2).logits(), 1));
    assertThat(SyntheticRouting.router(V3, 1).bias())
        .containsExactly(SyntheticRouting.router(V3, 1).bias())
        .isNotEqualTo(SyntheticRouting.router(V3, 2).bias());
    assertThat(SyntheticRouting.router(HASH, 1).hashTable().experts())
        .isNotEqualTo(SyntheticRouting.router(HASH, 2).hashTable().experts());
  }

  @Test
  void threadsMakeNoDifference() throws ExecutionException, InterruptedException {
    float[] alone = row(SyntheticRouting.input(V3, 50, false, 42).logits(), 49);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> rows =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> row(SyntheticRouting.input(V3, 50, false, 42).logits(), 49)))
              .limit(8)
              .toList();
      for (Future<float[]> row : rows) {
        assertThat(row.get()).containsExactly(alone);
      }
    }
  }

  // Figures of results are comparable only as long as these stay.
  @Test
  void numbersStayTheSameForEver() {
    assertThat(Arrays.copyOf(row(SyntheticRouting.input(V3, 2, false, 42).logits(), 1), 4))
        .containsExactly(LOGITS);
    assertThat(Arrays.copyOf(SyntheticRouting.router(V3, 42).bias(), 3)).containsExactly(BIASES);
    assertThat(Arrays.copyOf(SyntheticRouting.input(HASH, 5, false, 42).tokenIds(), 5))
        .containsExactly(TOKEN_IDS);
    assertThat(Arrays.copyOf(SyntheticRouting.router(HASH, 42).hashTable().experts(), 6))
        .containsExactly(TABLE_ROW);
  }

  @Test
  void bf16LogitsAreTheSameRounded() {
    GatingLogits exact = SyntheticRouting.input(V3, 4, false, 42).logits();
    GatingLogits rounded = SyntheticRouting.input(V3, 4, true, 42).logits();
    assertThat(rounded.isBf16()).isTrue();
    for (int t = 0; t < 4; t++) {
      for (int e = 0; e < rounded.experts(); e++) {
        assertThat(rounded.get(t, e)).isEqualTo(Bf16.round(exact.get(t, e)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42})
  void loadsAreAsUnevenAsRecordedOnes(long seed) {
    LoadStatistics recorded = LoadStatistics.of(Catalogue.recorded());
    LoadStatistics loads = loads(V3, 4096, seed);
    assertThat(loads.routed()).isEqualTo(4096 * 8);
    assertThat(loads.gini()).isCloseTo(recorded.gini(), within(0.04));
    assertThat(loads.entropyRatio()).isCloseTo(recorded.entropyRatio(), within(0.03));
    assertThat(loads.maxOverMean()).isBetween(13.0, recorded.maxOverMean() * 1.1);
    assertThat(loads.active()).isCloseTo(recorded.active(), within(20));
  }

  @Test
  void biasesLieWherePublishedOnesDo() {
    float[] bias = SyntheticRouting.router(V3, 42).bias();
    double mean = mean(bias);
    double squares = 0;
    for (float b : bias) {
      squares += (b - mean) * (b - mean);
      assertThat(b).isGreaterThan(2.02f);
    }
    assertThat(mean).isCloseTo(5, within(0.01));
    assertThat(Math.sqrt(squares / bias.length)).isCloseTo(0.02, within(0.003));
  }

  @Test
  void rowsOfAHashTableHoldDifferentExperts() {
    HashTable table = SyntheticRouting.router(HASH, 42).hashTable();
    assertThat(table.vocabulary()).isEqualTo(HASH.vocabulary());
    int[] counts = new int[256];
    for (int token = 0; token < table.vocabulary(); token++) {
      int[] row = Arrays.copyOfRange(table.experts(), token * 6, token * 6 + 6);
      assertThat(Arrays.stream(row).distinct().count()).isEqualTo(6);
      for (int e : row) {
        counts[e]++;
      }
    }
    double mean = table.experts().length / 256.0;
    // Seven deviations of a binomial count.
    assertThat(Arrays.stream(counts))
        .allMatch(count -> Math.abs(count - mean) < 7 * Math.sqrt(mean));
  }

  @Test
  void aHashTableMayHoldEveryExpertInARow() {
    NamedRouter mixtral = RouterCatalogue.find("mixtral-8x7b");
    NamedRouter all =
        new NamedRouter(
            "all",
            "All",
            "test",
            RouterConfig.of(4, 4).build(),
            false,
            3,
            "",
            "",
            mixtral.license());
    int[] ids = SyntheticRouting.router(all, 1).hashTable().experts();
    for (int token = 0; token < 3; token++) {
      int[] row = Arrays.copyOfRange(ids, token * 4, token * 4 + 4);
      Arrays.sort(row);
      assertThat(row).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void tokenIdsFollowZipfsLaw() {
    int tokens = 200_000;
    int[] ids = SyntheticRouting.input(tiny(HASH), tokens, false, 42).tokenIds();
    int vocabulary = HASH.vocabulary();
    double total = Math.log(vocabulary + 1.0);
    assertThat(Arrays.stream(ids).min().orElseThrow()).isZero();
    assertThat(Arrays.stream(ids).max().orElseThrow()).isLessThan(vocabulary);
    for (int below : new int[] {1, 10, 1000, 100_000}) {
      double share = Arrays.stream(ids).filter(id -> id < below).count() / (double) tokens;
      assertThat(share).isCloseTo(Math.log(below + 1.0) / total, within(0.005));
    }
  }

  @Test
  void onlyHashLayersHaveTokenIds() {
    assertThat(SyntheticRouting.input(V3, 2, false, 42).tokenIds()).isNull();
    assertThat(SyntheticRouting.input(HASH, 2, false, 42).tokenIds()).hasSize(2);
  }

  @Test
  void refusesMoreLogitsThanAnArrayHolds() {
    UserError error =
        catchThrowableOfType(UserError.class, () -> SyntheticRouting.input(V3, 1 << 24, false, 42));
    assertThat(error.status()).isEqualTo(ExitStatus.TOO_LARGE);
    assertThat(error).hasMessageContaining("16777216 tokens x 256 experts");
  }

  private static LoadStatistics loads(NamedRouter named, int tokens, long seed) {
    RoutingInput input = SyntheticRouting.input(named, tokens, false, seed);
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job = new RoutingJob(SyntheticRouting.router(named, seed), input, launcher);
      RoutingVariant.SCALAR.create(job).route();
      ExpertSort sort = new ExpertSort(job);
      sort.sort();
      return LoadStatistics.of(sort.rows());
    }
  }

  /** The same vocabulary with few experts, to have many tokens cheaply. */
  private static NamedRouter tiny(NamedRouter hash) {
    return new NamedRouter(
        "tiny",
        hash.title(),
        hash.source(),
        RouterConfig.of(2, 1).build(),
        false,
        hash.vocabulary(),
        "",
        "",
        hash.license());
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static float[] row(GatingLogits logits, int token) {
    float[] row = new float[logits.experts()];
    for (int e = 0; e < row.length; e++) {
      row[e] = logits.get(token, e);
    }
    return row;
  }
}
