// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun.Dropped;
import org.moebench.gate.Policy;
import org.moebench.gate.session.GateRequest.Rules;
import org.moebench.gate.session.GateRequest.Scope;

class CellSelectionTest {
  private final SimulatedInstruments instruments = new SimulatedInstruments();
  private final RunCost cost = new RunCost(Policy.standard(), instruments.controls());

  private static GateRequest request(List<String> only, Scope scope, double budget) {
    Rules rules = new Rules(Policy.standard(), false, false);
    return new GateRequest(null, only, scope, budget, rules, 1, null, false, null, "");
  }

  private CellSelection select(GateRequest request, String... changed) {
    return CellSelection.of(instruments.cells(), instruments.controls(), request, List.of(changed));
  }

  private static List<String> ids(CellSelection selection) {
    return selection.cells().stream().map(GateCell::id).toList();
  }

  private static GateRequest all() {
    return request(List.of(), Scope.ALL, Double.POSITIVE_INFINITY);
  }

  @Test
  void withoutWishesEverythingInTheCataloguesOrder() {
    CellSelection selection = select(all(), "README.md");
    assertThat(selection.cells()).isEqualTo(instruments.cells());
    assertThat(selection.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "src/main/java/org/moebench/routing/VectorRouting.java, routing/staged",
    "src/main/java/org/moebench/prefill/Grouped.java, prefill/grouped",
    "src/main/java/org/moebench/moe/MoeLayer.java, swiglu/fused",
    "src/jmh/java/org/moebench/swiglu/Some.java, swiglu/fused",
    "src/main/java/org/moebench/simd/VectorShapes.java, gemm/panel",
    "pom.xml, gemm/panel",
    "docs/routing/x.md, gemm/panel",
    "src/test/java/org/moebench/routing/X.java, gemm/panel",
  })
  void whatTheChangeTouchesComesFirst(String path, String first) {
    CellSelection selection = select(all(), path);
    assertThat(ids(selection)).hasSize(6).startsWith(first);
  }

  @Test
  void touchedCellsKeepTheirOrder() {
    assertThat(ids(select(all(), "src/main/java/org/moebench/routing/X.java")))
        .containsExactly(
            "routing/staged",
            "routing/small",
            "gemm/panel",
            "prefill/grouped",
            "swiglu/fused",
            "gemm/direct");
  }

  @Test
  void onlyWhatIsNamed() {
    CellSelection selection =
        select(request(List.of("gemm/*", "swiglu/fuse?"), Scope.ALL, Double.POSITIVE_INFINITY));
    assertThat(ids(selection)).containsExactly("gemm/panel", "swiglu/fused", "gemm/direct");
    assertThat(selection.dropped())
        .contains(new Dropped("routing/staged", "not named by --only"))
        .hasSize(3);
  }

  @Test
  void aPatternThatFitsNothingNamesTheNearest() {
    refused(request(List.of("gemm/pannel"), Scope.ALL, 1e9), "'gemm/pannel'", "mean 'gemm/panel'?");
    refused(request(List.of("gemm.panel"), Scope.ALL, 1e9), "fits no cell");
  }

  private void refused(GateRequest request, String... parts) {
    assertThatThrownBy(() -> select(request))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(((UserError) e).status()).isEqualTo(ExitStatus.USAGE));
  }

  @Test
  void aShortBudgetCostsTheLeastImportantCells() {
    double forFour = cost.least(instruments.cells().subList(0, 4));
    CellSelection selection = select(request(List.of(), Scope.ALL, forFour));
    assertThat(selection.cells()).isEqualTo(instruments.cells().subList(0, 4));
    assertThat(selection.dropped())
        .extracting(Dropped::cell)
        .containsExactly("gemm/direct", "routing/small");
    assertThat(selection.dropped())
        .allMatch(dropped -> dropped.reason().endsWith(" left of --budget"));
    assertThat(select(request(List.of(), Scope.ALL, forFour - 1)).cells()).hasSize(3);
  }

  @Test
  void aBudgetForNothingIsRefusedWithTheLeastThatWouldDo() {
    double least = cost.least(instruments.cells().subList(0, 1));
    String enough = Amounts.minutes(least);
    refused(request(List.of(), Scope.ALL, least - 1), "--budget", "give --budget " + enough);
    double seconds = Amounts.seconds("--budget", enough);
    assertThat(select(request(List.of(), Scope.ALL, seconds)).cells()).isNotEmpty();
  }

  @Test
  void aBudgetHoldsTheScreenAndOneConfirmation() {
    List<GateCell> one = instruments.cells().subList(0, 1);
    // A pair is a fork per arm, of the cell and of both controls, 2 s each.
    double screen = 6 * 2 * (2 + 2 + 2);
    double confirmation = 12 * 2 * (2 + 2 + 2);
    assertThat(cost.least(one)).isBetween(screen + confirmation, 1.1 * (screen + confirmation));
  }

  @Test
  void quickTakesTheMostImportant() {
    List<GateCell> many =
        IntStream.range(0, 12)
            .mapToObj(i -> SimulatedInstruments.cell("gemm/" + i, "gemm"))
            .toList();
    CellSelection selection =
        CellSelection.of(
            many,
            instruments.controls(),
            request(List.of(), Scope.QUICK, Double.POSITIVE_INFINITY),
            List.of());
    assertThat(selection.cells()).isEqualTo(many.subList(0, CellSelection.QUICK));
    assertThat(selection.dropped())
        .hasSize(12 - CellSelection.QUICK)
        .extracting(Dropped::reason)
        .contains("--cells quick");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90", "10m, 600", "1.5h, 5400"})
  void durationsAreRead(String text, double seconds) {
    assertThat(Amounts.seconds("--budget", text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0m", "-3m", "ten", "10 m", "1e9s", "NaNs"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> Amounts.seconds("--budget", text))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--budget '" + text + "'", "10m");
  }

  @ParameterizedTest
  @CsvSource({"25%, 0.25", "0.25, 0.25", "0, 0", "100%, 1"})
  void sharesAreRead(String text, double share) {
    assertThat(Amounts.share("--max-unresolved", text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25", "101%", "-1%", "half"})
  void otherSharesAreRefused(String text) {
    assertThatThrownBy(() -> Amounts.share("--max-unresolved", text))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--max-unresolved", "25%");
  }
}
