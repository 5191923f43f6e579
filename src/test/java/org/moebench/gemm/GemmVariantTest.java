// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.prefill.PrefillFixtures;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.simd.VectorShapes;
import org.moebench.tensor.Rows;
import org.moebench.verify.ErrorBound;
import org.moebench.verify.GemmVerifier;

@Tag("width")
class GemmVariantTest {
  // Every remainder of a tile, the edges of several tiles, and of a block of rows.
  private static final int[] ROWS =
      IntStream.concat(IntStream.rangeClosed(0, 26), IntStream.of(36, 37, 479, 480, 481, 500))
          .toArray();

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyVariantMatchesTheReferenceAtEveryTileEdge(QuantFormat format) {
    PackedWeights weights = PrefillFixtures.weights(format, 2, 65, 64, 32);
    for (GemmVariant variant : GemmVariant.values()) {
      for (int rows : ROWS) {
        check(variant, weights, rows, 0, weights.panels());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyColumnCountAndPerRowScalesMatch(QuantFormat format) {
    for (int n : new int[] {1, 8, 15, 16, 31, 32, 33, 63, 64, 96, 97}) {
      PackedWeights weights = PrefillFixtures.weights(format, 1, n, 52, 52);
      for (GemmVariant variant : GemmVariant.values()) {
        check(variant, weights, 13, 0, weights.panels());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void aRangeOfPanelsLeavesOtherColumnsAlone(QuantFormat format) {
    PackedWeights weights = PrefillFixtures.weights(format, 1, 150, 32, 32);
    for (GemmVariant variant : GemmVariant.values()) {
      check(variant, weights, 7, 1, 4);
      check(variant, weights, 7, 3, 5);
      check(variant, weights, 7, 2, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "INT8_ASYM", "FP8_E4M3"})
  void oddKMatches(QuantFormat format) {
    PackedWeights weights = PrefillFixtures.weights(format, 1, 40, 37, 37);
    for (int rows : ROWS) {
      check(GemmVariant.VECTOR_PANEL, weights, rows, 0, weights.panels());
      check(GemmVariant.VECTOR_DIRECT, weights, rows, 0, weights.panels());
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void weightsOfZeroAreWithinTheBoundThoughCodesAndOffsetsCancel(QuantFormat format) {
    PackedWeights weights = PackedWeights.allocate(format, 1, 40, 64, 32);
    weights.pack(0, format.quantize(new float[40 * 64], 40, 64, 32));
    for (GemmVariant variant : GemmVariant.values()) {
      check(variant, weights, 3, 0, weights.panels());
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void theDirectKernelGivesARowTheSameBitsAloneAndAgain(QuantFormat format) {
    PackedWeights weights = PrefillFixtures.weights(format, 1, 64, 128, 32);
    GemmKernel kernel = GemmVariant.VECTOR_DIRECT.create(format);
    Workspace workspace = new Workspace(128);
    Rows x = PrefillFixtures.rows(5, 128);
    Rows together = Rows.allocate(5, 64);
    Rows alone = Rows.allocate(5, 64);
    kernel.multiply(x, ExpertPanels.all(weights, 0), together, workspace);
    // Often enough to be compiled meanwhile.
    for (int call = 0; call < 2000; call++) {
      for (int row = 0; row < 5; row++) {
        kernel.multiply(
            x.slice(row, 1), ExpertPanels.all(weights, 0), alone.slice(row, 1), workspace);
      }
    }
    assertThat(alone.data()).isEqualTo(together.data());
  }

  @Test
  void everyTileHeightMatchesWhateverTheWidth() {
    // The kernel uses heights up to what the registers allow; all are there for wider machines.
    PackedWeights weights = PrefillFixtures.weights(QuantFormat.FP32, 1, 32, 40, 40);
    ErrorBound bound = new ErrorBound(40);
    for (int height = 1; height <= 12; height++) {
      Rows x = PrefillFixtures.rows(height, 40);
      float[] packed = new float[height * 40];
      for (int i = 0; i < packed.length; i++) {
        packed[i] = x.data()[x.index(i % height) + i / height];
      }
      float[] c = new float[height * 32];
      for (int column = 0; column < 32; column += 2 * VectorShapes.LANES) {
        int bo = weights.wordIndex(0, 0) + column;
        VectorTiles.run(height, packed, 0, weights.floats(), bo, 40, c, column, 32);
      }
      for (int m = 0; m < height; m++) {
        for (int n = 0; n < 32; n++) {
          double[] w = ReferenceGemm.column(weights, 0, n);
          ReferenceGemm.Element expected = ReferenceGemm.element(x, m, w);
          assertThat(Math.abs(c[m * 32 + n] - expected.value()))
              .as("height %d row %d column %d", height, m, n)
              .isLessThanOrEqualTo(bound.of(expected.magnitude()));
        }
      }
    }
  }

  private static void check(
      GemmVariant variant, PackedWeights weights, int rows, int panelBegin, int panelEnd) {
    Rows x = PrefillFixtures.rows(rows, weights.k());
    GemmVerifier verifier = new GemmVerifier(weights, weights.experts() - 1);
    Correctness result = verifier.run(variant.create(weights.format()), x, panelBegin, panelEnd);
    assertThat(result.message()).as("%s %s, %d rows", variant, weights.format(), rows).isNull();
    int columns = Math.min(32 * panelEnd, weights.n()) - Math.min(32 * panelBegin, weights.n());
    assertThat(result.compared()).isEqualTo((long) rows * columns);
  }
}
