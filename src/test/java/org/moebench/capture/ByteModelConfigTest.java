// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.trace.TraceHeader;

class ByteModelConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|8|2|64|||layers: 0 is not from 1 to 4096",
        "1|32768|2|64|||experts: 32768 is not from 1 to 32767",
        "1|8|9|64|||top-k: 9 is not from 1 to 8",
        "1|8|2|16385|||hidden: 16385 is not from 1 to 16384",
        "2|8|2|64|2:0||2:0: there are layers 0 to 1 with experts 0 to 7",
        "2|8|2|64||0:8|0:8: there are layers 0 to 1 with experts 0 to 7",
        "2|4|3|64|1:0 1:1||layer 1: 2 experts never and 0 always chosen, but 3 of 4",
        "2|4|1|64||1:0 1:1|layer 1: 0 experts never and 2 always chosen, but 1 of 4",
        "2|4|1|64|1:0|1:0|1:0 is both never and always chosen"
      })
  void impossibleOnesAreRefused(
      int layers, int experts, int topK, int hidden, String never, String always, String problem) {
    assertThatThrownBy(
            () ->
                new ByteModelConfig(
                    layers,
                    experts,
                    topK,
                    hidden,
                    64,
                    1,
                    QuantFormat.FP32,
                    Set.of(),
                    planted(never),
                    planted(always)))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> {
              assertThat(e.status()).isEqualTo(ExitStatus.USAGE);
              assertThat(e.getMessage()).startsWith(problem);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "1:", ":1", "-1:2", "1:2:3", "1:x", "9999999999:1"})
  void whatIsNoExpertOfALayerIsRefused(String text) {
    assertThatThrownBy(() -> Planted.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessage("'" + text + "' is no LAYER:EXPERT, as in 2:5, both counted from 0");
  }

  @Test
  void theHeaderStatesWhatItWasMadeWith() {
    TraceHeader header =
        new ByteModelConfig(
                2, 8, 3, 64, 32, 11, QuantFormat.INT8_SYM, planted("1:7"), planted("0:1"), Set.of())
            .header("chat.jsonl");
    assertThat(header.model()).isEqualTo("moebench byte model, random weights, seed 11");
    assertThat(header.source())
        .isEqualTo(
            "prompts chat.jsonl; layers 2, experts 8, top-k 3, hidden 64, intermediate 32, seed 11,"
                + " format INT8_SYM, useless 1:7, never 0:1, always none");
    assertThat(header.layers()).containsExactly(0, 1);
    assertThat(header.experts()).isEqualTo(8);
    assertThat(header.expertsStated()).isTrue();
    assertThat(header.topK()).isEqualTo(3);
  }

  @Test
  void aModelBeyondTheHeapIsRefusedBeforeItIsMade() {
    ByteModelConfig config =
        new ByteModelConfig(2, 8, 2, 64, 64, 1, QuantFormat.FP32, Set.of(), Set.of(), Set.of());
    long least = 2L * (3 * 8 * 64 * 64 + 8 * 64) * Float.BYTES;
    assertThat(config.weightBytes()).isBetween(least, least + 2 * 3 * 64);
    ByteModel.requireHeap(config, config.weightBytes());
    assertThatThrownBy(() -> ByteModel.requireHeap(config, config.weightBytes() - 1))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.TOO_LARGE));
  }

  private static Set<Planted> planted(String text) {
    return text == null
        ? Set.of()
        : Stream.of(text.split(" ")).map(Planted::parse).collect(Collectors.toSet());
  }
}
