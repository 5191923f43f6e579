// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TracePhase;
import org.moebench.trace.TraceSink;

class GeneratedTraceTest {
  private static final DecodeWorkload MIXTRAL = DecodeTraces.find("mixtral-decode", 7);

  /** Keeps the experts of every record by layer, sequence and position, and the places reached. */
  private static final class Kept implements TraceSink {
    private final Map<List<Integer>, List<Integer>> picks = new HashMap<>();
    private final List<Long> places = new ArrayList<>();

    @Override
    public void records(TraceBlock block) {
      for (int i = 0; i < block.size(); i++) {
        assertThat(block.phases()[i]).isEqualTo(TracePhase.GENERATED.code());
        List<Integer> ids = new ArrayList<>();
        for (int slot = 0; slot < block.topK(); slot++) {
          ids.add((int) block.ids()[i * block.topK() + slot]);
        }
        List<Integer> key = List.of(block.layer(), block.sequences()[i], block.positions()[i]);
        assertThat(picks.put(key, ids)).isNull();
      }
    }

    @Override
    public void counts(int layer, long[] counts) {
      throw new AssertionError("no histograms are generated");
    }

    @Override
    public void reached(long place) {
      places.add(place);
    }
  }

  private static Kept read(GeneratedTrace trace, LayerRange layers, long from) {
    Kept kept = new Kept();
    trace.read(layers, from, kept);
    return kept;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixtral-decode", "reuse-sweep-60", "batch-union-256"})
  void hasThePicksOfTheWorkload(String name) {
    DecodeWorkload workload = DecodeTraces.find(name, 3);
    GeneratedTrace trace = new GeneratedTrace(workload, 1, 2, 20, 3);
    Kept kept = read(trace, LayerRange.all(trace.header()), 0);
    assertThat(kept.picks).hasSize(2 * 20 * 3);
    for (int s = 0; s < 2; s++) {
      RoutingTrace expected = workload.trace(1 + s, 20);
      for (int t = 0; t < 20; t++) {
        for (int layer = 0; layer < 3; layer++) {
          List<Integer> picks = kept.picks.get(List.of(layer, s, t));
          for (int slot = 0; slot < workload.topK(); slot++) {
            assertThat(picks.get(slot)).isEqualTo(expected.expert(t, layer, slot));
          }
        }
      }
    }
  }

  @Test
  void saysWhatItIs() {
    GeneratedTrace trace = new GeneratedTrace(MIXTRAL, 0, 3, 5, 0);
    assertThat(trace.size()).isEqualTo(15);
    assertThat(trace.header().experts()).isEqualTo(8);
    assertThat(trace.header().topK()).isEqualTo(2);
    assertThat(trace.header().layers()).hasSize(32).startsWith(0, 1).endsWith(31);
    assertThat(trace.header().source()).contains("mixtral-decode").contains("seed 7");
    assertThat(trace.header().license()).isEqualTo("Apache-2.0");
  }

  @Test
  void goesOnFromEveryPlaceItReached() {
    GeneratedTrace trace = new GeneratedTrace(MIXTRAL, 0, 2, 1500, 2);
    LayerRange all = LayerRange.all(trace.header());
    Kept whole = read(trace, all, 0);
    assertThat(whole.places).containsExactly(1024L, 1500L, 2524L, 3000L);
    for (long place : whole.places) {
      Kept rest = read(trace, all, place);
      Map<List<Integer>, List<Integer>> expected = new HashMap<>(whole.picks);
      expected.keySet().removeIf(key -> key.get(1) * 1500L + key.get(2) < place);
      assertThat(rest.picks).isEqualTo(expected);
      assertThat(rest.places).last().isEqualTo(3000L);
    }
  }

  @Test
  void someLayersAreTheSameAsAmongAll() {
    GeneratedTrace trace = new GeneratedTrace(MIXTRAL, 0, 1, 30, 0);
    Kept all = read(trace, LayerRange.all(trace.header()), 0);
    Kept some = read(trace, new LayerRange(4, 6), 0);
    all.picks.keySet().removeIf(key -> key.get(0) < 4 || key.get(0) > 5);
    assertThat(some.picks).hasSize(60).isEqualTo(all.picks);
  }

  @ParameterizedTest
  @CsvSource({"0,5,1,0 sequences", "1,0,1,0 tokens", "1,5,33,33 layers: expected 0 to 32"})
  void refusesNumbersOutOfRange(int sequences, int tokens, int layers, String message) {
    assertThatThrownBy(() -> new GeneratedTrace(MIXTRAL, 0, sequences, tokens, layers))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContaining(message);
  }
}
