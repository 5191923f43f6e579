// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.moebench.launch.Launcher;
import org.moebench.prefill.PrefillFixtures;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillStrategy;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;

class PrefillVerifierTest {
  private static final ExpertRows ROWS = new ExpertRows(3, 0, 40, 17);
  private static final PrefillStrategy GROUPED = PrefillVariant.GROUPED.create(0);

  @Test
  void aSingleWrongElementIsFoundAndNamed() {
    PrefillJob job = verifiedJob(ROWS, 48, 64);
    int at = job.output().index(ROWS.offset(2) + 5) + 33;
    job.output().data()[at] += 0.01f;
    Correctness result = new PrefillVerifier(job, 0).compare();
    assertThat(result.passed()).isFalse();
    assertThat(result.message()).contains("expert 2, row 5, column 33");
    assertThat(result.worstRatio()).isGreaterThan(1);
  }

  @Test
  void anUnwrittenElementIsFoundEvenOutsideTheSample() {
    // 700 · 1024 · 512 products are too many to compare whole.
    ExpertRows many = new ExpertRows(700);
    PrefillJob job = verifiedJob(many, 1024, 512);
    Correctness sampled = new PrefillVerifier(job, 0).compare();
    assertThat(sampled.passed()).isTrue();
    assertThat(sampled.compared()).isPositive().isLessThan(sampled.total());
    job.output().data()[job.output().index(123) + 457] = Float.NaN;
    assertThat(new PrefillVerifier(job, 0).compare().message())
        .isEqualTo("row 123, column 457 was not written");
  }

  @Test
  void aStrategyThatDoesNothingFails() {
    PrefillJob job = verifiedJob(ROWS, 48, 64);
    Correctness result = new PrefillVerifier(job, 0).run(new Idle());
    assertThat(result.passed()).isFalse();
  }

  @Test
  void theSampleHoldsTheEdges() {
    assertThat(RowSample.rows(1000, 256)).contains(0, 999, 255, 256, 479, 480, 500);
    assertThat(RowSample.rows(1, 256)).containsExactly(0);
    assertThat(RowSample.rows(0, 256)).isEmpty();
    assertThat(RowSample.columns(100, 1)).contains(0, 31, 32, 95, 96, 99).doesNotContain(100);
  }

  @Test
  void theBoundGrowsWithChainAndMagnitude() {
    assertThat(new ErrorBound(1000).of(1)).isBetween(5.9e-5, 6.0e-5);
    assertThat(new ErrorBound(1000).of(2)).isGreaterThan(new ErrorBound(1000).of(1));
    assertThat(new ErrorBound(2000).of(1)).isGreaterThan(new ErrorBound(1000).of(1));
    assertThat(new ErrorBound(10).of(0)).isPositive().isLessThan(1e-30);
  }

  private static PrefillJob verifiedJob(ExpertRows rows, int n, int k) {
    var weights = PrefillFixtures.weights(QuantFormat.INT8_ASYM, rows.experts(), n, k, 32);
    try (Launcher launcher = new Launcher(1)) {
      PrefillJob job = PrefillFixtures.job(rows, weights, launcher, GROUPED);
      assertThat(new PrefillVerifier(job, 0).run(GROUPED).message()).isNull();
      return job;
    }
  }

  private static final class Idle implements PrefillStrategy {
    @Override
    public void run(PrefillJob job) {}

    @Override
    public org.moebench.prefill.PrefillWork work(ExpertRows rows) {
      return GROUPED.work(rows);
    }

    @Override
    public long paddedRows(ExpertRows rows) {
      return 0;
    }
  }
}
