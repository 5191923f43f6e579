// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.capture.Recordings.Selection;
import org.moebench.launch.Launcher;
import org.moebench.moe.LayerConfig;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.Activation;
import org.moebench.trace.TracePhase;
import org.moebench.verify.LayerVerifier;

class ByteModelTest {
  private static final byte[] TEXT =
      "The quick brown fox jumps over the lazy dog; the dog does not mind the quick brown fox."
          .getBytes(StandardCharsets.UTF_8);

  /** Kernels of symmetric formats sum codes and take their middle off after: zeros are rounded. */
  private static final float NEARLY_ZERO = 1e-6f;

  private final Launcher launcher = new Launcher(2);

  @AfterEach
  void endWorkers() {
    launcher.close();
  }

  @Test
  void theSameSeedGivesTheSameTraceWhateverTheWorkersAndAnotherAnother() {
    List<Selection> first = record(Recordings.plain(QuantFormat.FP32, 1), 16).all;
    assertThat(first).hasSize(3 * TEXT.length);
    assertThat(record(Recordings.plain(QuantFormat.FP32, 1), 16).all).isEqualTo(first);
    try (Launcher alone = new Launcher(1)) {
      ByteModel model = new ByteModel(Recordings.plain(QuantFormat.FP32, 1), 16, alone);
      assertThat(record(model).all).isEqualTo(first);
    }
    List<Selection> other = record(Recordings.plain(QuantFormat.FP32, 2), 16).all;
    assertThat(other.get(0)).isNotEqualTo(first.get(0));
  }

  @Test
  void batchesDoNotChangeWhichExpertsTokensTake() {
    ByteModelConfig config = Recordings.plain(QuantFormat.FP32, 1);
    assertThat(ids(record(config, 7).ofLayer(2))).isEqualTo(ids(record(config, 64).ofLayer(2)));
  }

  private static List<List<Integer>> ids(List<Selection> records) {
    return records.stream().map(Selection::ids).toList();
  }

  @Test
  void theSameByteTakesOtherExpertsInAnotherContextAndANewTextForgets() {
    ByteModel model = new ByteModel(Recordings.plain(QuantFormat.FP32, 1), 8, launcher);
    Recordings records = new Recordings();
    capture(model, records, "xaya1aBa,a", "xaya1aBa,a");
    List<Selection> layer = records.ofLayer(0);
    Set<List<Integer>> ofA = new HashSet<>();
    for (int position = 1; position < 10; position += 2) {
      ofA.add(layer.get(position).ids());
    }
    assertThat(ofA.size()).isGreaterThan(1);
    assertThat(ids(layer.subList(10, 20))).isEqualTo(ids(layer.subList(0, 10)));
  }

  @Test
  void itsExpertsComputeWhatTheReferenceDoes() {
    ByteModel model = new ByteModel(Recordings.plain(QuantFormat.INT4_SYM, 1), 9, launcher);
    model.begin();
    model.run(TEXT, 0, 9);
    // Layers share their input's memory: it still holds that of the last.
    ByteLayer last = model.layers().get(2);
    LayerConfig config = new LayerConfig(Activation.silu(), null, false, 0);
    assertThat(new LayerVerifier(last.moe(), config, last.weights()).compare().message()).isNull();
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void plantedExpertsBehaveAsPlanted(QuantFormat format) {
    Planted useless = new Planted(1, 4);
    Planted never = new Planted(2, 6);
    Planted always = new Planted(0, 3);
    Recordings records =
        record(Recordings.config(format, 3, Set.of(useless), Set.of(never), Set.of(always)), 16);
    assertThat(records.ofLayer(0)).allMatch(r -> r.ids().get(0) == 3);
    assertThat(records.ofLayer(2)).noneMatch(r -> r.ids().contains(6));
    boolean chosen = false;
    for (Selection r : records.ofLayer(1)) {
      for (int s = 0; s < Recordings.TOP_K; s++) {
        boolean zero = r.ids().get(s) == 4;
        chosen |= zero;
        assertThat(r.norms().get(s) < NEARLY_ZERO).isEqualTo(zero);
        assertThat(r.maxima().get(s) < NEARLY_ZERO).isEqualTo(zero);
      }
    }
    assertThat(chosen).isTrue();
  }

  @Test
  void withoutThemThoseExpertsAreLikeTheOthers() {
    Recordings records = record(Recordings.plain(QuantFormat.FP32, 3), 16);
    assertThat(records.ofLayer(0)).anyMatch(r -> r.ids().get(0) != 3);
    assertThat(records.ofLayer(2)).anyMatch(r -> r.ids().contains(6));
    assertThat(records.all).allMatch(r -> r.norms().stream().allMatch(norm -> norm > 0));
    assertThat(records.all)
        .allMatch(r -> Math.abs(r.weights().stream().mapToDouble(w -> w).sum() - 1) < 1e-6);
  }

  @Test
  void batchesOfAnotherSizeAreRefused() {
    ByteModel model = new ByteModel(Recordings.plain(QuantFormat.FP32, 1), 8, launcher);
    assertThatThrownBy(() -> model.run(TEXT, 0, 9)).hasMessage("9 tokens in a batch of 8");
    assertThatThrownBy(() -> model.run(TEXT, 0, 0)).hasMessage("0 tokens in a batch of 8");
  }

  private Recordings record(ByteModelConfig config, int batch) {
    return record(new ByteModel(config, batch, launcher));
  }

  private static Recordings record(ByteModel model) {
    Recordings records = new Recordings();
    capture(model, records, new String(TEXT, StandardCharsets.UTF_8));
    return records;
  }

  private static void capture(ByteModel model, Recordings to, String... texts) {
    BatchTokens batch = new BatchTokens(model.batch());
    for (int layer = 0; layer < model.layers().size(); layer++) {
      model
          .layers()
          .get(layer)
          .moe()
          .recorder(new LayerCapture(layer, Recordings.TOP_K, batch, to::take));
    }
    for (int sequence = 0; sequence < texts.length; sequence++) {
      byte[] text = texts[sequence].getBytes(StandardCharsets.UTF_8);
      model.begin();
      for (int from = 0; from < text.length; from += model.batch()) {
        int count = Math.min(model.batch(), text.length - from);
        batch.clear();
        for (int i = 0; i < count; i++) {
          batch.add(sequence, from + i, TracePhase.UNSTATED);
        }
        model.run(text, from, count);
      }
    }
  }
}
