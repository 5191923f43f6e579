// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class HeaderJsonTest {
  private static final HeaderJson FULL =
      new HeaderJson("m", "s", "l", 128, 8, List.of(3, 5), Set.of(3), 21, 1);

  @Test
  void readsAllFieldsAndIgnoresOthers() {
    String text =
        """
        {"moe_routing":1,"model":"m","num_experts":128,"top_k":8,"layers":[3,5],"more":{"a":[1]},
         "hash_layers":[3],"source":"s","license":"l","phase_split":21}""";
    assertThat(parse(text)).isEqualTo(FULL);
  }

  @Test
  void writesWhatItReads() {
    assertThat(parse(FULL.text())).isEqualTo(FULL);
    assertThat(FULL.text()).doesNotContain("\n").startsWith("{\"moe_routing\":1,");
    assertThat(parse(HeaderJson.ABSENT.text()).experts()).isZero();
    TraceHeader header = new TraceHeader("m", "s", "l", 128, true, 8, List.of(3, 5), Set.of(3));
    assertThat(HeaderJson.of(header, 21)).isEqualTo(FULL);
  }

  @Test
  void absentAndNullAreNotStated() {
    assertThat(parse("{}")).isEqualTo(HeaderJson.ABSENT);
    assertThat(parse("{\"model\":null,\"layers\":null,\"phase_split\":null,\"num_experts\":null}"))
        .isEqualTo(HeaderJson.ABSENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[1]|line 1: expected a JSON object",
        "|line 1: expected a JSON object",
        "{\"model\"|line 1: not valid JSON",
        "{} {}|line 1: not valid JSON",
        "{\"top_k\":1,\"top_k\":2}|line 1: not valid JSON",
        "{\"model\":3}|line 1, field 'model': 3: expected text",
        "{\"model\":\"a\\nb\"}|line 1, field 'model': \"a\\nb\": expected one line of",
        "{\"num_experts\":0}|line 1, field 'num_experts': 0: expected a whole number from 1 to 32767",
        "{\"num_experts\":1e3}|line 1, field 'num_experts': 1000.0: expected a whole number",
        "{\"num_experts\":99999999999}|line 1, field 'num_experts': 99999999999: expected a whole",
        "{\"top_k\":\"8\"}|line 1, field 'top_k': \"8\": expected a whole number from 1 to 1024",
        "{\"layers\":7}|line 1, field 'layers': 7: expected a list of layer numbers",
        "{\"layers\":[0,-1]}|line 1, field 'layers[1]': -1: expected a whole number from 0",
        "{\"hash_layers\":[null]}|line 1, field 'hash_layers[0]': null: expected a whole number",
        "{\"phase_split\":-2}|line 1, field 'phase_split': -2: expected a whole number from 0",
        "{\"moe_routing\":2}|line 1, field 'moe_routing': 2: expected 1",
      })
  void wrongFieldsAreOneLine(String text, String message) {
    assertThatThrownBy(() -> parse(text == null ? "" : text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("t.npz: " + message)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }

  @Test
  void deepNestingIsOneLine() {
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("t.npz: line 1: not valid JSON");
  }

  @Test
  void theUserGoesBeforeTheFileAndTheFileBeforeItsRecords() {
    List<Integer> found = List.of(0, 1);
    TraceHeader stated = FULL.header("t", options(0), 8, found, () -> 300);
    assertThat(stated.experts()).isEqualTo(128);
    assertThat(stated.expertsStated()).isTrue();
    assertThat(stated.layers()).containsExactly(3, 5);
    assertThat(FULL.header("t", options(64), 8, found, () -> 300).experts()).isEqualTo(64);
    TraceHeader inferred = HeaderJson.ABSENT.header("t", options(0), 8, found, () -> 30);
    assertThat(inferred.experts()).isEqualTo(31);
    assertThat(inferred.expertsStated()).isFalse();
    assertThat(inferred.layers()).isEqualTo(found);
    assertThat(HeaderJson.ABSENT.header("t", options(0), 8, found, () -> -1).experts())
        .isEqualTo(8);
  }

  @Test
  void contradictionsAreOneLine() {
    assertThatThrownBy(() -> parse("{\"layers\":[2,1]}").header("t", options(9), 2, null, () -> 1))
        .isInstanceOf(UserError.class)
        .hasMessage("t: header: layer numbers do not ascend: [2, 1]");
    assertThatThrownBy(() -> FULL.header("t", options(4), 8, List.of(), () -> 1))
        .isInstanceOf(UserError.class)
        .hasMessage("t: header: 8 slots per token: expected 1 to 4");
  }

  private static TraceOptions options(int experts) {
    return new TraceOptions(experts, 0, -1, TraceOptions.strict().problems());
  }

  private static HeaderJson parse(String text) {
    return HeaderJson.parse(text, "t.npz", "line 1");
  }
}
