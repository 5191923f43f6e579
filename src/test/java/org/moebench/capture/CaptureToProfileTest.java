// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.launch.Launcher;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileOptions;
import org.moebench.profile.Profiler;
import org.moebench.profile.ProfilerSettings;
import org.moebench.profile.SaliencyFigures;
import org.moebench.quant.QuantFormat;
import org.moebench.swiglu.ReferenceSwiglu;
import org.moebench.swiglu.SwigluJob;
import org.moebench.trace.TraceOptions;
import org.moebench.trace.TracePhase;
import org.moebench.trace.TraceSource;
import org.moebench.trace.Traces;

/** From the layers to the figures: what was planted in a model is what its profile finds. */
class CaptureToProfileTest {
  private static final int ALWAYS_LAYER = 0;
  private static final int USELESS_LAYER = 1;
  private static final int NEVER_LAYER = 2;
  private static final Planted ALWAYS = new Planted(ALWAYS_LAYER, 3);
  private static final Planted USELESS = new Planted(USELESS_LAYER, 6);
  private static final Planted NEVER = new Planted(NEVER_LAYER, 0);
  private static final String PROMPT = "Why is the sky blue, and why is it red in the evening? ";
  private static final String RESPONSE =
      "Air scatters short waves more than long ones; in the evening light has a longer way to go.";

  /** Kernels, and a norm in a trace, are in float32. */
  private static final double RELATIVE = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = QuantFormat.class,
      names = {"FP32", "INT8_SYM", "INT4_ASYM", "FP8_E4M3"})
  void whatWasPlantedIsFoundAndReapIsThatOfTheReference(QuantFormat format) throws IOException {
    ByteModelConfig config =
        Recordings.config(format, 1, Set.of(USELESS), Set.of(NEVER), Set.of(ALWAYS));
    List<LayerFigures> layers = profile(record(config)).figures();
    int tokens = PROMPT.length() + 1 + RESPONSE.length();
    assertThat(layers).hasSize(config.layers());
    for (LayerFigures layer : layers) {
      assertThat(layer.records()).isEqualTo(tokens);
      assertThat(layer.records(TracePhase.GENERATED)).isEqualTo(RESPONSE.length());
      assertThat(layer.pairs()).isEqualTo(tokens - 1);
      assertThat(layer.saliency().totalTokens()).isEqualTo(tokens);
    }
    assertUselessIsLast(layers.get(USELESS_LAYER).saliency());
    assertThat(layers.get(NEVER_LAYER).saliency().neverActivated()).containsExactly(NEVER.expert());
    SaliencyFigures always = layers.get(ALWAYS_LAYER).saliency();
    assertThat(always.activationFrequency()[ALWAYS.expert()]).isEqualTo(1);
    assertThat(Arrays.stream(always.activationFrequency()).filter(f -> f == 1).count()).isOne();
    assertReapIsTheReferences(config, layers);
  }

  private static void assertUselessIsLast(SaliencyFigures saliency) {
    assertThat(saliency.neverActivated()).isEmpty();
    assertThat(saliency.ranking().get(Recordings.EXPERTS - 1)).isEqualTo(USELESS.expert());
    assertThat(saliency.candidates(0.9)).containsExactly(USELESS.expert());
    double[] ean = saliency.eanMean();
    int least =
        IntStream.range(0, ean.length).reduce((a, b) -> ean[a] <= ean[b] ? a : b).orElseThrow();
    assertThat(least).isEqualTo(USELESS.expert());
  }

  private static void assertReapIsTheReferences(ByteModelConfig config, List<LayerFigures> layers) {
    double[][] expected = referenceReap(config);
    for (int layer = 0; layer < expected.length; layer++) {
      double[] reap = layers.get(layer).saliency().reap();
      double largest = Arrays.stream(expected[layer]).max().orElseThrow();
      assertThat(largest).isPositive();
      for (int e = 0; e < reap.length; e++) {
        assertThat(reap[e]).isCloseTo(expected[layer][e], within(RELATIVE * largest));
      }
    }
  }

  private Path record(ByteModelConfig config) throws IOException {
    Path prompts = folder.resolve("chat.jsonl");
    Files.writeString(
        prompts, "{\"prompt\":\"%s\",\"response\":\"%s\"}\n".formatted(PROMPT, RESPONSE));
    Path trace = folder.resolve("trace.npz");
    new PromptRecording(prompts, trace, config, Integer.MAX_VALUE, 2).run(() -> false, share -> {});
    return trace;
  }

  private Profile profile(Path trace) {
    ProfilerSettings settings =
        new ProfilerSettings(1, 0, folder.resolve("checkpoint.json"), false);
    try (TraceSource source = Traces.open(trace, TraceOptions.strict())) {
      return new Profiler(List.of(source), ProfileOptions.DEFAULT, settings)
          .run(() -> false, share -> {});
    }
  }

  /** Mean of gate weight times norm, of outputs that the reference computes in double. */
  private static double[][] referenceReap(ByteModelConfig config) {
    double[][] reap = new double[config.layers()][config.experts()];
    byte[] text = (PROMPT + "\n" + RESPONSE).getBytes(StandardCharsets.UTF_8);
    try (Launcher launcher = new Launcher(1)) {
      ByteModel model = new ByteModel(config, text.length, launcher);
      long[][] counts = new long[config.layers()][config.experts()];
      for (int layer = 0; layer < config.layers(); layer++) {
        ByteLayer own = model.layers().get(layer);
        double[] sums = reap[layer];
        long[] selections = counts[layer];
        own.moe()
            .recorder(
                (tokens, slots, ids, weights, norms, maxima) -> {
                  SwigluJob job = own.moe().experts().routed();
                  for (int pair = 0; pair < ids.length; pair++) {
                    sums[ids[pair]] += weights[pair] * norm(new ReferenceSwiglu(job), pair, job);
                    selections[ids[pair]]++;
                  }
                });
      }
      model.begin();
      model.run(text, 0, text.length);
      for (int layer = 0; layer < config.layers(); layer++) {
        for (int e = 0; e < config.experts(); e++) {
          reap[layer][e] = counts[layer][e] == 0 ? 0 : reap[layer][e] / counts[layer][e];
        }
      }
    }
    return reap;
  }

  private static double norm(ReferenceSwiglu reference, int pair, SwigluJob job) {
    double[] hidden = reference.hidden(pair);
    double squares = 0;
    for (int d = 0; d < job.weights().hidden(); d++) {
      double value = reference.down(pair, d, hidden);
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
