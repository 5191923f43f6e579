// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.verify.SwigluSamples;

class SwigluWeightsTest {
  private static final int EXPERTS = 2;
  private static final int HIDDEN = 36;
  private static final int INTERMEDIATE = 128;

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void everyFormHoldsTheSameValues(QuantFormat format) {
    // 100 is no whole number of panels.
    SwigluWeights separate = SwigluSamples.swiglu(format, EXPERTS, HIDDEN, 100, ExpertBiases.NONE);
    for (Form form : Form.values()) {
      SwigluWeights joined = separate.as(form);
      assertThat(joined.form()).isEqualTo(form);
      assertThat(joined.intermediate()).isEqualTo(100);
      assertThat(joined.down()).isSameAs(separate.down());
      for (int e = 0; e < EXPERTS; e++) {
        for (int i = 0; i < 100; i++) {
          for (int d = 0; d < HIDDEN; d++) {
            assertThat(joined.gateValue(e, i, d)).isEqualTo(separate.gate().value(e, i, d));
            assertThat(joined.upValue(e, i, d)).isEqualTo(separate.up().value(e, i, d));
          }
        }
      }
    }
  }

  @Test
  void joinedPanelsLieAsDrawn() {
    SwigluWeights separate = whole(QuantFormat.INT8_SYM, ExpertBiases.NONE);
    PackedWeights concatenated = separate.as(Form.CONCATENATED).joined();
    PackedWeights interleaved = separate.as(Form.INTERLEAVED).joined();
    for (int d = 0; d < HIDDEN; d++) {
      assertThat(concatenated.value(1, 33, d)).isEqualTo(separate.up().value(1, 33, d));
      assertThat(concatenated.value(1, 128 + 33, d)).isEqualTo(separate.gate().value(1, 33, d));
      assertThat(interleaved.value(1, 64 + 1, d)).isEqualTo(separate.up().value(1, 33, d));
      assertThat(interleaved.value(1, 96 + 1, d)).isEqualTo(separate.gate().value(1, 33, d));
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void aJoinedFormTakesTheMemoryOfTheSeparateOne(QuantFormat format) {
    SwigluWeights separate = whole(format, ExpertBiases.NONE);
    for (Form form : Form.values()) {
      SwigluWeights joined = separate.as(form);
      assertThat(joined.bytesPerExpert()).isEqualTo(separate.bytesPerExpert());
      // One matrix of two has its few aligning elements once only.
      assertThat(joined.bytes()).isBetween(separate.bytes() - 3 * 48, separate.bytes());
    }
    double perWeight = format.bitsPerWeight(32) / 8;
    assertThat((double) separate.bytesPerExpert())
        .isBetween(3 * HIDDEN * INTERMEDIATE * perWeight * 0.9, 6 * HIDDEN * INTERMEDIATE * 4.0);
  }

  @Test
  void bytesCountTheBiases() {
    ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
    long with = whole(QuantFormat.INT4_SYM, biases).bytes();
    long without = whole(QuantFormat.INT4_SYM, ExpertBiases.NONE).bytes();
    assertThat(with - without).isEqualTo(4L * EXPERTS * (2 * INTERMEDIATE + HIDDEN));
    assertThat(without)
        .isBetween(
            EXPERTS * whole(QuantFormat.INT4_SYM, ExpertBiases.NONE).bytesPerExpert(),
            EXPERTS * whole(QuantFormat.INT4_SYM, ExpertBiases.NONE).bytesPerExpert() + 6 * 48);
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void shardsAreTheirPartsOfTheWhole(QuantFormat format) {
    ExpertBiases biases = SwigluSamples.biases(EXPERTS, HIDDEN, INTERMEDIATE, true);
    SwigluWeights whole = whole(format, biases);
    int part = INTERMEDIATE / 4;
    float[] downBias = new float[EXPERTS * HIDDEN];
    for (int rank = 0; rank < 4; rank++) {
      SwigluWeights shard = whole.shard(rank, 4);
      assertThat(shard.intermediate()).isEqualTo(part);
      for (int i = 0; i < part; i++) {
        for (int d = 0; d < HIDDEN; d++) {
          int from = rank * part + i;
          assertThat(shard.gateValue(1, i, d)).isEqualTo(whole.gateValue(1, from, d));
          assertThat(shard.upValue(1, i, d)).isEqualTo(whole.upValue(1, from, d));
          assertThat(shard.down().value(1, d, i)).isEqualTo(whole.down().value(1, d, from));
        }
        assertThat(shard.biases().gate()[part + i])
            .isEqualTo(biases.gate()[INTERMEDIATE + rank * part + i]);
      }
      for (int i = 0; i < downBias.length; i++) {
        downBias[i] += shard.biases().down()[i];
      }
    }
    assertThat(downBias).isEqualTo(biases.down());
    assertThat(whole.shard(0, 1)).isSameAs(whole);
  }

  @Test
  void whatCannotBeShardedIsRefusedWithTheWayOut() {
    SwigluWeights whole = whole(QuantFormat.INT4_SYM, ExpertBiases.NONE);
    for (int ranks : new int[] {3, 8}) {
      assertThatThrownBy(() -> whole.shard(0, ranks))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
          .hasMessage(
              "intermediate size 128 cannot be sharded over %d ranks: each needs a multiple of 32"
                      .formatted(ranks)
                  + " columns of down (whole quantization groups); choose fewer ranks");
    }
    assertThatThrownBy(() -> whole.shard(2, 2)).hasMessage("rank 2 of 2");
    assertThatThrownBy(() -> whole.as(Form.INTERLEAVED).shard(0, 2))
        .hasMessageStartingWith("INTERLEAVED weights: gate and up must be separate");
  }

  @Test
  void projectionsThatDoNotFitAreRefused() {
    SwigluWeights whole = whole(QuantFormat.INT4_SYM, ExpertBiases.NONE);
    SwigluWeights other = whole(QuantFormat.INT8_SYM, ExpertBiases.NONE);
    assertThatThrownBy(
            () -> SwigluWeights.separate(whole.gate(), whole.up(), other.down(), ExpertBiases.NONE))
        .hasMessageContaining("do not fit together");
    assertThatThrownBy(
            () -> SwigluWeights.separate(whole.gate(), other.up(), whole.down(), ExpertBiases.NONE))
        .hasMessageContaining("do not fit together");
    assertThatThrownBy(
            () -> whole(QuantFormat.INT4_SYM, new ExpertBiases(new float[3], null, null)))
        .hasMessage("gate bias has 3 elements, expected 256");
    assertThatThrownBy(whole::joined).hasMessageContaining("must be joined for this");
    assertThatThrownBy(whole.as(Form.CONCATENATED)::up).hasMessageContaining("must be separate");
  }

  private static SwigluWeights whole(QuantFormat format, ExpertBiases biases) {
    return SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, biases);
  }
}
