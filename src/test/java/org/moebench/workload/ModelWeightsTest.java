// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.swiglu.SwigluWeights.Form;

class ModelWeightsTest {
  private static final long SEED = 7;
  private static final QuantFormat FORMAT = QuantFormat.INT4_ASYM;

  /** A few arrays' first elements. */
  private static final long ARRAY_HEADS = 1024;

  @TempDir Path folder;

  /** D = I, so that all projections have one shape and only seeds tell them apart. */
  private static NamedModel square() {
    return ModelCatalogue.get("gpt-oss-120b").shrunk(45);
  }

  /** With a shared expert of the routed ones' width. */
  private static NamedModel withShared() {
    return ModelCatalogue.get("deepseek-v4-flash").shrunk(64);
  }

  private ModelWeights load(NamedModel model, Form form) {
    WeightStore store = new WeightStore(folder, 2, Progress.SILENT);
    return ModelWeights.load(model, FORMAT, form, SEED, store);
  }

  @Test
  void shapesAreTheModels() {
    SwigluWeights routed = load(withShared(), Form.SEPARATE).layer().routed();
    assertThat(routed.experts()).isEqualTo(256);
    assertThat(routed.hidden()).isEqualTo(64);
    assertThat(routed.intermediate()).isEqualTo(32);
    assertThat(routed.gate().group()).isEqualTo(32);
    assertThat(routed.format()).isEqualTo(FORMAT);
    SwigluWeights shared = load(withShared(), Form.SEPARATE).layer().shared();
    assertThat(shared.experts()).isEqualTo(1);
    assertThat(shared.intermediate()).isEqualTo(32);
    assertThat(load(square(), Form.SEPARATE).layer().shared()).isNull();
  }

  @Test
  void aFusedSharedSlotHasAnExpert() {
    NamedModel plain = ModelCatalogue.get("deepseek-v4-flash").shrunk(64);
    NamedModel fused =
        new NamedModel(
            "fused",
            plain.title(),
            plain.source(),
            plain.note(),
            plain.license(),
            "deepseek-v3-shared",
            plain.hidden(),
            plain.intermediate(),
            0,
            plain.layers(),
            plain.activation(),
            plain.sharedActivation(),
            false,
            plain.group(),
            1);
    assertThat(ModelWeights.specs(fused, FORMAT, SEED)).allMatch(spec -> spec.experts() == 257);
  }

  @Test
  void specsAreTheFilesThatLoadingReads() {
    WeightStore store = new WeightStore(folder, 1, Progress.SILENT);
    List<WeightSpec> specs = ModelWeights.specs(withShared(), FORMAT, SEED);
    assertThat(specs).hasSize(6).doesNotHaveDuplicates().noneMatch(store::exists);
    load(withShared(), Form.INTERLEAVED);
    assertThat(specs).allMatch(store::exists);
    assertThat(folder.toFile().list()).hasSize(6);
  }

  @Test
  void projectionsOfOneShapeDiffer() {
    SwigluWeights weights = load(square(), Form.SEPARATE).layer().routed();
    Set<Float> first = new HashSet<>();
    for (PackedWeights one : List.of(weights.gate(), weights.up(), weights.down())) {
      assertThat(one.n()).isEqualTo(64);
      first.add(one.value(0, 0, 1));
    }
    assertThat(first).hasSize(3);
    SwigluWeights shared = load(withShared(), Form.SEPARATE).layer().shared();
    SwigluWeights routed = load(withShared(), Form.SEPARATE).layer().routed();
    assertThat(shared.gateValue(0, 1, 2)).isNotEqualTo(routed.gateValue(0, 1, 2));
    assertThat(shared.upValue(0, 1, 2)).isNotEqualTo(shared.gateValue(0, 1, 2));
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"CONCATENATED", "INTERLEAVED"})
  void joinedFormsHoldTheSameOnceOnly(Form form) {
    ModelWeights separate = load(withShared(), Form.SEPARATE);
    ModelWeights joined = load(withShared(), form);
    assertThat(joined.hash()).isEqualTo(separate.hash());
    assertThat(joined.layer().routed().form()).isEqualTo(form);
    assertThat(joined.layer().shared().form()).isEqualTo(form);
    assertSameValues(joined.layer().routed(), separate.layer().routed());
    assertSameValues(joined.layer().shared(), separate.layer().shared());
    long bytes = separate.layer().bytes();
    assertThat(joined.layer().bytes()).isBetween(bytes - ARRAY_HEADS, bytes);
    assertThatThrownBy(joined.layer().routed()::up).hasMessageContaining("separate");
  }

  private static void assertSameValues(SwigluWeights joined, SwigluWeights separate) {
    for (int expert : new int[] {0, separate.experts() - 1}) {
      for (int i = 0; i < separate.intermediate(); i++) {
        for (int d = 0; d < separate.hidden(); d++) {
          assertThat(joined.gateValue(expert, i, d)).isEqualTo(separate.gateValue(expert, i, d));
          assertThat(joined.upValue(expert, i, d)).isEqualTo(separate.upValue(expert, i, d));
        }
      }
      assertThat(joined.down().value(expert, 3, 1)).isEqualTo(separate.down().value(expert, 3, 1));
    }
  }

  @Test
  void bytesAreStatedBeforehand() {
    for (NamedModel model : List.of(square(), withShared())) {
      long bytes = ModelWeights.bytes(model, FORMAT);
      assertThat(load(model, Form.SEPARATE).layer().bytes()).isEqualTo(bytes);
      assertThat(ModelWeights.peakBytes(model, FORMAT, Form.SEPARATE)).isEqualTo(bytes);
      SwigluWeights routed = load(model, Form.SEPARATE).layer().routed();
      assertThat(ModelWeights.peakBytes(model, FORMAT, Form.CONCATENATED))
          .isEqualTo(bytes + routed.up().layout().bytes());
    }
  }

  @Test
  void partsOfRanksFitTheStatedPeak() {
    NamedModel model = ModelCatalogue.get("olmoe-1b-7b").shrunk(4);
    ModelWeights whole = load(model, Form.SEPARATE);
    for (int ranks : new int[] {1, 2}) {
      long parts = 0;
      for (int rank = 0; rank < ranks; rank++) {
        parts += whole.layer().shard(rank, ranks).as(Form.CONCATENATED).bytes();
      }
      assertThat(ModelWeights.shardedPeakBytes(model, FORMAT, Form.CONCATENATED, ranks))
          .isGreaterThanOrEqualTo(whole.layer().bytes() + parts - ranks * ARRAY_HEADS)
          .isLessThan(3 * whole.layer().bytes());
    }
  }

  @Test
  void biasesAreOfRoutedExpertsOfBiasedModels() {
    SwigluWeights biased = load(square(), Form.CONCATENATED).layer().routed();
    float[] gate = biased.biases().gate();
    assertThat(gate).hasSize(128 * 64).isNotEqualTo(biased.biases().up());
    assertThat(biased.biases().down()).hasSize(128 * 64);
    double sum = 0;
    double squares = 0;
    for (float b : gate) {
      sum += b;
      squares += (double) b * b;
    }
    assertThat(sum / gate.length).isBetween(-0.005, 0.005);
    assertThat(Math.sqrt(squares / gate.length)).isBetween(0.095, 0.105);
    SwigluWeights plain = load(withShared(), Form.SEPARATE).layer().routed();
    assertThat(plain.biases().gate()).isNull();
    assertThat(plain.biases().down()).isNull();
  }

  @Test
  void aBiasDependsOnSeedExpertAndRow() {
    float[] few = SyntheticData.biases(1, 2, 8);
    float[] more = SyntheticData.biases(1, 3, 10);
    assertThat(more[10 + 7]).isEqualTo(few[8 + 7]);
    assertThat(few).doesNotHaveDuplicates();
    assertThat(SyntheticData.biases(2, 2, 8)).isNotEqualTo(few);
  }

  @Test
  void otherSeedsAndWidthsHaveOtherHashes() {
    WeightStore store = new WeightStore(folder, 1, Progress.SILENT);
    Set<String> hashes = new HashSet<>();
    for (long seed : new long[] {1, 2}) {
      hashes.add(ModelWeights.load(square(), FORMAT, Form.SEPARATE, seed, store).hash());
    }
    hashes.add(load(withShared(), Form.SEPARATE).hash());
    assertThat(hashes).hasSize(3);
  }

  @Test
  void tooLargeWeightsAreRefusedInOneLine() {
    NamedModel mixtral = ModelCatalogue.get("mixtral-8x7b");
    NamedModel wide =
        new NamedModel(
            "wide",
            mixtral.title(),
            mixtral.source(),
            mixtral.note(),
            mixtral.license(),
            "deepseek-v4-flash",
            mixtral.hidden(),
            mixtral.intermediate(),
            0,
            1,
            mixtral.activation(),
            mixtral.sharedActivation(),
            false,
            128,
            1);
    // One projection fits an array, the two of a joined form together do not.
    assertThat(ModelWeights.peakBytes(wide, QuantFormat.INT4_SYM, Form.SEPARATE)).isPositive();
    assertTooLarge(wide, QuantFormat.INT4_SYM, Form.CONCATENATED);
    assertTooLarge(wide, QuantFormat.FP32, Form.SEPARATE);
  }

  private static void assertTooLarge(NamedModel model, QuantFormat format, Form form) {
    assertThatThrownBy(() -> ModelWeights.peakBytes(model, format, form))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.TOO_LARGE))
        .hasMessageContaining("choose a smaller shape")
        .message()
        .doesNotContain("\n");
  }
}
